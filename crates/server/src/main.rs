//! `karakana-server`: see [`server`].

use clap::Parser;
use server::cli::{Cli, run};
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to be told when standard error is closed too.
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::from(error.exit())
        }
    }
}
