//! Real servers, real phones and bad networks for tests and benchmarks.
//!
//! Nothing here is a mock: [`Office`] runs the server's binary on a real database, [`Handset`] opens a real phone
//! in a folder, [`Proxy`] stands between them and does what bad networks do, [`Link`] is as slow as they are. Only for tests and benchmarks:
//! nothing may depend on this crate except as a dev-dependency.

mod binary;
mod clock;
mod cluster;
pub mod fleet;
mod folder;
mod handset;
mod link;
pub mod month;
mod office;
mod process;
mod proxy;
mod scene;
pub mod stock;
mod usage;

pub use binary::binary;
pub use clock::FakeClock;
pub use cluster::{Cluster, database};
pub use folder::{bytes_in, copy};
pub use handset::Handset;
pub use link::{Count, Link, Quality};
pub use office::{Office, example};
pub use process::Running;
pub use proxy::{Fault, Proxy, Traffic};
pub use scene::{MONDAY, Scene, log, phone};
pub use usage::Process;
