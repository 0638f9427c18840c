//! A central server of its own for a test: the real binary on a new database with the example data.

use crate::binary::binary;
use crate::folder::copy;
use crate::process::Running;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A server with its data folder.
#[derive(Debug)]
pub struct Office {
    folder: TempDir,
    /// Where its database is, when it is on PostgreSQL.
    database: Option<String>,
    server: Option<Running>,
}

/// The path of an example input, such as `people.csv`.
pub fn example(file: &str) -> PathBuf {
    // Asked when it runs: what was built in another checkout with the same cache says where that one was.
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let examples = Path::new(&here).ancestors().map(|folder| folder.join("examples").join(file));
    examples.into_iter().find(|path| path.exists()).unwrap_or_else(|| PathBuf::from(file))
}

impl Office {
    /// An organisation without anything in it, not serving yet.
    pub fn empty() -> Result<Self> {
        Self::empty_on(None)
    }

    fn empty_on(database: Option<&str>) -> Result<Self> {
        let office = Self { folder: TempDir::new()?, database: database.map(str::to_owned), server: None };
        office.must(&["org", "create", "Soko"])?;
        Ok(office)
    }

    /// An organisation with the example catalogue, people and orders, serving.
    pub fn with_examples() -> Result<Self> {
        Self::with_examples_in(Self::empty()?)
    }

    /// The same on a PostgreSQL database.
    pub fn with_examples_on(database: &str) -> Result<Self> {
        Self::with_examples_in(Self::empty_on(Some(database))?)
    }

    fn with_examples_in(mut office: Self) -> Result<Self> {
        let path = |file| example(file).to_string_lossy().into_owned();
        office.must(&["import", "materials", &path("materials.csv")])?;
        let bill = path("bill_of_materials.csv");
        office.must(&["import", "products", &path("products.csv"), "--bill-of-materials", &bill])?;
        office.must(&["import", "steps", &path("steps.csv")])?;
        office.must(&["import", "workshops", &path("workshops.csv")])?;
        office.must(&["import", "people", &path("people.csv")])?;
        office.must(&["import", "orders-wholesale", &path("orders_wholesale.csv")])?;
        office.must(&["import", "orders-shopify", &path("orders_shopify.csv")])?;
        office.serve()?;
        Ok(office)
    }

    /// An office on a copy of the data in `folder`, serving.
    pub fn of(folder: &Path) -> Result<Self> {
        let mut office = Self { folder: TempDir::new()?, database: None, server: None };
        copy(folder, office.folder.path())?;
        office.serve()?;
        Ok(office)
    }

    /// Runs the server's command line on this data.
    pub fn run(&self, args: &[&str]) -> Result<Output> {
        Ok(self.at_home(Command::new(binary("karakana-server")?).args(args)).output()?)
    }

    /// The same with where everything is kept.
    fn at_home<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.arg("--data").arg(self.folder.path());
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }

    /// As [`Office::run`]; what it printed, or an error with what it said.
    pub fn must(&self, args: &[&str]) -> Result<String> {
        let out = self.run(args)?;
        if !out.status.success() {
            bail!("{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        }
        Ok(String::from_utf8(out.stdout)?)
    }

    /// Starts to serve, or serves again after [`Office::kill`].
    pub fn serve(&mut self) -> Result<()> {
        self.server = Some(self.another()?);
        Ok(())
    }

    /// Another server on the same data, beside the first.
    pub fn another(&self) -> Result<Running> {
        let mut command = Command::new(binary("karakana-server")?);
        Running::start(self.at_home(command.args(["serve", "--listen", "127.0.0.1:0"])))
    }

    /// Serves with a disk on which no file can become larger than so many blocks of 512 bytes.
    pub fn serve_with_files_up_to(&mut self, blocks: u32) -> Result<()> {
        let mut command = Command::new("sh");
        // A file that would become larger is an error for whoever writes, not the end of them.
        command.args(["-c", "trap '' XFSZ; ulimit -f $0; exec \"$@\""]).arg(blocks.to_string());
        command.arg(binary("karakana-server")?).args(["serve", "--listen", "127.0.0.1:0"]);
        self.server = Some(Running::start(self.at_home(&mut command))?);
        Ok(())
    }

    /// Kills the server with SIGKILL.
    pub fn kill(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), |mut server| server.kill())
    }

    /// Copies the data as an operator would: with the server stopped, which serves again afterwards.
    pub fn back_up(&mut self, to: &Path) -> Result<()> {
        self.kill()?;
        copy(self.folder.path(), to)?;
        self.serve()
    }

    /// Puts an old copy of the data in the place of what is there, and serves that.
    pub fn put_back(&mut self, from: &Path) -> Result<()> {
        self.kill()?;
        self.folder = TempDir::new()?;
        copy(from, self.folder.path())?;
        self.serve()
    }

    /// Where it serves.
    pub fn url(&self) -> &str {
        self.server.as_ref().map_or("", |s| &s.url)
    }

    /// The number of the server's process, while it serves.
    pub fn process(&self) -> Option<u32> {
        self.server.as_ref().map(Running::id)
    }

    /// An invitation for the person of this name.
    pub fn invite(&self, name: &str) -> Result<String> {
        let out = self.must(&["invite", name])?;
        Ok(out.lines().next().unwrap_or_default().to_owned())
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
