//! web-host
fn main() {}
