#![no_main]

karakana_fuzz::target!("message");
