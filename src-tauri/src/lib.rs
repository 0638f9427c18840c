//! Karakana
