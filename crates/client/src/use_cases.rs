//! What people do, one module for each family of calls. Each function answers one call of the table.

pub mod agree;
pub mod assignment;
pub mod audit;
pub mod batch;
mod candidate;
pub mod check;
pub mod device;
pub mod earnings;
pub mod enrolment;
pub mod held;
pub mod invitation;
pub mod material;
pub mod member;
mod names;
pub mod order;
pub mod order_import;
pub mod person;
pub mod phone;
pub mod plan;
pub mod store;
pub mod sync;
pub mod timer;
pub mod work;
pub mod workshop;
