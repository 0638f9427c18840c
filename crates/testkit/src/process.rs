//! A process that says on its first line where it listens, and dies with its owner.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running server.
#[derive(Debug)]
pub struct Running {
    child: Child,
    /// Where it listens, without a slash at the end.
    pub url: String,
}

impl Running {
    /// Starts `command` and waits for its line `listening on URL`.
    pub fn start(command: &mut Command) -> Result<Self> {
        command.env("RUST_LOG", "error").stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("{command:?}"))?;
        let stdout = child.stdout.take().context("no standard output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let Some(url) = line.trim().strip_prefix("listening on ") else {
            let _ = child.kill();
            bail!("{command:?} said {line:?}");
        };
        Ok(Self { url: url.trim_end_matches('/').to_owned(), child })
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: as if the battery had been pulled, as far as the process is concerned.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}
