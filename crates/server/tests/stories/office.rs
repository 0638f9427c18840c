//! A central server of one's own, with a few people.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use tempfile::TempDir;

pub const PEOPLE: &str = "role,name,workshop,language,skills,hours_per_week
coordinator,Esther,,en,,
lead,Amina,KIBERA,en,brass,40
artisan,Baraka,KIBERA,sw,brass casting,15
artisan,Wanjiru,KIBERA,sw,,
lead,Kiprop,RONGAI,sw,,
";

pub struct Office {
    pub folder: Folder,
    /// How much the server says.
    pub log: &'static str,
    /// Where its database is, when it is on PostgreSQL.
    database: Option<String>,
    server: Option<(Child, SocketAddr)>,
}

/// A folder that goes with its owner, or one that stays.
pub enum Folder {
    Mine(TempDir),
    Anothers(PathBuf),
}

impl Folder {
    pub fn path(&self) -> &Path {
        match self {
            Self::Mine(folder) => folder.path(),
            Self::Anothers(folder) => folder,
        }
    }
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub ok: bool,
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Office {
    /// An organisation with two workshops and five people, not serving.
    pub fn closed() -> Self {
        let database = crate::POSTGRES.then(|| testkit::database().unwrap());
        let folder = Folder::Mine(TempDir::new().unwrap());
        let office = Self { folder, log: "info", database, server: None };
        office.must(&["org", "create", "Soko"]);
        office.import("workshops", "code,place\nKIBERA,\"Kibera, Toi lane\"\nRONGAI,Ongata Rongai\n");
        office.import("people", PEOPLE);
        office
    }

    /// What is in a data folder already, not serving.
    pub fn at(folder: &Path) -> Self {
        Self { folder: Folder::Anothers(folder.into()), log: "info", database: None, server: None }
    }

    /// The same, serving.
    pub fn open() -> Self {
        let mut office = Self::closed();
        office.serve();
        office
    }

    /// Starts to serve; gives what the server says on standard error.
    pub fn serve(&mut self) -> BufReader<ChildStderr> {
        self.serve_with(&[])
    }

    /// With more flags.
    pub fn serve_with(&mut self, flags: &[&str]) -> BufReader<ChildStderr> {
        // Past a limit of its files it is to get an error, as on a full disk, and no signal.
        let mut child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_karakana-server")])
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(self.place())
            .args(flags)
            .env("RUST_LOG", self.log)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().split_once("://").map(|(_, at)| at).and_then(|l| l.strip_suffix('/'));
        let address = address.unwrap_or_else(|| panic!("said {line:?}")).parse().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        self.server = Some((child, address));
        stderr
    }

    /// Where everything is kept, as the command line says it.
    fn place(&self) -> Vec<String> {
        let data = ["--data".to_owned(), self.folder.path().to_str().unwrap().to_owned()];
        let database = self.database.iter().flat_map(|url| ["--database".to_owned(), url.clone()]);
        data.into_iter().chain(database).collect()
    }

    pub fn address(&self) -> SocketAddr {
        self.server.as_ref().unwrap().1
    }

    /// The server's process.
    pub fn process(&self) -> u32 {
        self.server.as_ref().unwrap().0.id()
    }

    /// SIGTERM.
    pub fn tell_to_stop(&self) {
        self.signal("-TERM");
    }

    /// A signal, such as `-HUP`.
    pub fn signal(&self, signal: &str) {
        let id = self.process().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Waits for the server to end; whether it ended well.
    pub fn ended(&mut self) -> bool {
        self.server.take().unwrap().0.wait().unwrap().success()
    }

    /// SIGKILL, then serves again.
    pub fn crash(&mut self) {
        let (mut child, _) = self.server.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        self.serve();
    }

    pub fn run(&self, args: &[&str]) -> Said {
        let program = env!("CARGO_BIN_EXE_karakana-server");
        let out = Command::new(program).args(args).args(self.place()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said {
            ok: out.status.success(),
            exit: out.status.code().unwrap_or(-1),
            out: text(out.stdout),
            err: text(out.stderr),
        }
    }

    pub fn must(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert!(said.ok, "{args:?}: {}", said.err);
        said.out
    }

    /// Writes a file beside the data.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Imports `text` and gives what was printed.
    pub fn import(&self, what: &str, text: &str) -> String {
        let said = self.try_import(what, text);
        assert!(said.ok, "{what}: {}", said.err);
        said.out
    }

    pub fn try_import(&self, what: &str, bytes: impl AsRef<[u8]>) -> Said {
        let file = self.file(&format!("{what}.csv"), bytes);
        self.run(&["import", what, file.to_str().unwrap()])
    }

    pub fn try_products(&self, products: &str, bill: &str) -> Said {
        let (products, bill) = (self.file("products.csv", products), self.file("bill.csv", bill));
        let args = ["import", "products", products.to_str().unwrap(), "--bill-of-materials", bill.to_str().unwrap()];
        self.run(&args)
    }

    pub fn invite(&self, name: &str) -> String {
        self.must(&["invite", name]).lines().next().unwrap().to_owned()
    }

    /// One value from the database, read from outside.
    pub fn count(&self, sql: &str) -> i64 {
        match &self.database {
            None => self.database().query_row(sql, [], |row| row.get(0)).unwrap(),
            Some(url) => on_postgres(url, async |client| {
                client.query_one(&format!("SELECT ({sql})::BIGINT"), &[]).await.unwrap().get(0)
            }),
        }
    }

    /// Changes the database from outside, as an admin command of a later version would.
    pub fn meddle(&self, sql: &str) {
        let changed = match &self.database {
            None => u64::try_from(self.database().execute(sql, []).unwrap()).unwrap(),
            Some(url) => on_postgres(url, async |client| client.execute(sql, &[]).await.unwrap()),
        };
        assert_eq!(changed, 1, "{sql}");
    }

    /// What is another number whenever a phone's request has written.
    pub fn version(&self) -> Box<dyn Fn() -> i64> {
        match &self.database {
            None => {
                let database = self.database();
                Box::new(move || database.pragma_query_value(None, "data_version", |row| row.get(0)).unwrap())
            }
            Some(url) => {
                let url = url.clone();
                // The youngest transaction whose row is there.
                let sql = "SELECT max(x)::BIGINT FROM (SELECT max(xmin::text::bigint) x FROM device UNION ALL
                    SELECT max(xmin::text::bigint) FROM organisation UNION ALL SELECT max(xmin::text::bigint) FROM log) y";
                Box::new(move || on_postgres(&url, async |client| client.query_one(sql, &[]).await.unwrap().get(0)))
            }
        }
    }

    pub fn database(&self) -> rusqlite::Connection {
        #[allow(clippy::disallowed_methods, reason = "a look from outside, with the file's own settings")]
        let connection = rusqlite::Connection::open(self.folder.path().join("karakana.sqlite")).unwrap();
        connection.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
        connection
    }
}

/// Asks a PostgreSQL database from outside.
fn on_postgres<T>(url: &str, ask: impl AsyncFnOnce(&tokio_postgres::Client) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        ask(&client).await
    })
}

impl Drop for Office {
    fn drop(&mut self) {
        if let Some((child, _)) = &mut self.server {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
