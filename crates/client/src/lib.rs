//! client
pub mod api;
pub mod calls;
mod phone;
pub use phone::{Phone, PhoneOptions};
