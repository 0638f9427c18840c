//! Karakana
fn main() {}
