//! A throw-away PostgreSQL: the real server in a folder of its own, reached by a socket in that folder, so that it takes
//! no port and nobody else meets it.

use anyhow::{Context, Result, bail};
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// Its user, who needs no password.
const USER: &str = "karakana";
/// Who runs it when the tests are run by root, as whom it refuses to run.
const UNPRIVILEGED: &str = "postgres";

/// A cluster of one test, which may stop and start it. It ends with its owner.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
}

impl Cluster {
    /// Makes and starts one.
    pub fn new() -> Result<Self> {
        let folder = TempDir::with_prefix("karakana-pg.")?;
        make(folder.path())?;
        start(folder.path())?;
        Ok(Self { folder })
    }

    /// Makes and starts one that is spoken to over TLS as `host`, with a certificate of that name and its key, both as PEM. With it comes the address
    /// of a new empty database, without what says how TLS is to be spoken.
    pub fn over_tls(host: &str, certificate: &Path, key: &Path) -> Result<(Self, String)> {
        let folder = TempDir::with_prefix("karakana-pg.")?;
        make(folder.path())?;
        let data = folder.path().join("data");
        for (from, name) in [(certificate, "server.crt"), (key, "server.key")] {
            let to = data.join(name);
            // It takes no key that others may read, or that is somebody else's.
            done(Command::new("install").args(["-m", "600"]).arg(from).arg(&to))?;
            if is_root() {
                done(Command::new("chown").arg(UNPRIVILEGED).arg(&to))?;
            }
        }
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        start_with(folder.path(), &format!("-c ssl=on -c listen_addresses=127.0.0.1 -p {port}"))?;
        let port = port.to_string();
        done(program("createdb")?.args(["-U", USER, "-p", &port, "-h"]).arg(folder.path()).arg("over_tls"))?;
        Ok((Self { folder }, format!("postgres://{USER}@{host}:{port}/over_tls?hostaddr=127.0.0.1")))
    }

    /// The address of a new empty database.
    pub fn database(&self) -> Result<String> {
        create_database(self.folder.path())
    }

    /// Starts it again.
    pub fn start(&self) -> Result<()> {
        start(self.folder.path())
    }

    /// Stops it as a machine does that shuts down: who is connected is cut off.
    pub fn stop(&self) -> Result<()> {
        control(self.folder.path(), &["stop", "-m", "fast"])
    }

    /// Stops it as if it had been killed.
    pub fn crash(&self) -> Result<()> {
        control(self.folder.path(), &["stop", "-m", "immediate"])
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = self.crash();
    }
}

/// The address of a new empty database in a cluster that all tests of this run share. That ends when the run does.
pub fn database() -> Result<String> {
    // nextest gives each test a process of its own; what they have in common is who started them.
    let run = std::os::unix::process::parent_id();
    let folder = std::env::temp_dir().join(format!("karakana-pg.of-{run}"));
    std::fs::create_dir_all(&folder)?;
    let lock = File::create(format!("{}.lock", folder.display()))?;
    lock.lock()?;
    if control(&folder, &["status"]).is_err() {
        // Left over from a run of the same number that was killed.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        make(&folder)?;
        start(&folder)?;
        end_with(run, &folder)?;
    }
    create_database(&folder)
}

fn make(folder: &Path) -> Result<()> {
    if is_root() {
        done(Command::new("chown").arg(UNPRIVILEGED).arg(folder))?;
    }
    let mut initdb = program("initdb")?;
    initdb.args(["--auth=trust", "--encoding=UTF8", "--no-locale", "-U", USER, "-D"]).arg(folder.join("data"));
    done(&mut initdb)
}

fn start(folder: &Path) -> Result<()> {
    start_with(folder, "-c listen_addresses=")
}

fn start_with(folder: &Path, listening: &str) -> Result<()> {
    let options = format!(
        "{listening} -c unix_socket_directories={} -c max_connections=300 -c shared_buffers=64MB",
        folder.display()
    );
    let log = folder.join("log");
    control(folder, &["start", "-w", "-o", &options, "-l", &log.to_string_lossy()])
}

fn control(folder: &Path, args: &[&str]) -> Result<()> {
    let mut command = program("pg_ctl")?;
    done(command.arg("-s").arg("-D").arg(folder.join("data")).args(args))
}

fn create_database(folder: &Path) -> Result<String> {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let name = format!("of_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    done(program("createdb")?.args(["-U", USER, "-h"]).arg(folder).arg(&name))?;
    let socket = folder.to_string_lossy().replace('/', "%2F");
    Ok(format!("postgres://{USER}@{socket}/{name}"))
}

/// Stops the cluster in `folder` and removes it when the process `run` has ended.
fn end_with(run: u32, folder: &Path) -> Result<()> {
    const WATCH: &str = r#"tail --pid="$0" -f /dev/null
        server=$(head -n 1 "$1/data/postmaster.pid") && kill -QUIT "$server" && tail --pid="$server" -f /dev/null
        rm -rf "$1" "$1.lock""#;
    let mut watch = Command::new("setsid");
    watch.args(["sh", "-c", WATCH]).arg(run.to_string()).arg(folder);
    watch.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    Ok(())
}

/// A program of PostgreSQL: where Debian keeps the newest, else in the path.
fn program(name: &str) -> Result<Command> {
    let mut versions: Vec<(u32, PathBuf)> = Vec::new();
    for version in std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten() {
        let number = version.file_name().to_string_lossy().parse().unwrap_or(0);
        versions.push((number, version.path().join("bin")));
    }
    versions.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = versions.into_iter().rev().map(|(_, folder)| folder).chain(std::env::split_paths(&path));
    let found = folders.map(|folder| folder.join(name)).find(|path| path.is_file());
    let found = found.with_context(|| format!("{name} is missing: scripts/setup.sh test installs PostgreSQL"))?;
    if !is_root() {
        return Ok(Command::new(found));
    }
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={UNPRIVILEGED}"), &format!("--regid={UNPRIVILEGED}"), "--clear-groups", "--"]);
    command.arg(found);
    Ok(command)
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

fn done(command: &mut Command) -> Result<()> {
    // Its log goes to a file, and a daemon that held on to our standard output would keep the test from ending.
    let folder = std::env::temp_dir();
    let out = command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).output()?;
    if !out.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&out.stderr));
    }
    Ok(())
}
