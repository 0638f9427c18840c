//! Where the app's real window is played: a screen that nobody sees, and WebKit's driver to press its buttons.

use anyhow::{Context, Result, ensure};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// How long a screen may take to show what is waited for before the test counts as failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running window. What it needs dies with it.
pub struct Stage {
    client: Client,
    _driver: Killed,
    _display: Killed,
    home: TempDir,
}

/// A process that is killed when nobody needs it any more.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Stage {
    /// Opens the app's window on the phone in `phone`, with a home folder of its own.
    pub async fn open(phone: &Path, server: &str) -> Result<Self> {
        let home = TempDir::new()?;
        let (display, screen) = display()?;
        let port = free_port()?;
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env_remove("WAYLAND_DISPLAY")
            .env("DISPLAY", screen)
            .env("GDK_BACKEND", "x11")
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("KARAKANA_PHONE", phone)
            .env("KARAKANA_SERVER", server)
            .env("KARAKANA_DEMO", "1")
            .stdin(Stdio::null())
            .spawn()
            .context("WebKitWebDriver is missing: `make setup` installs it")?;
        let driver = Killed(driver);
        let client = connect(port).await?;
        Ok(Self { client, _driver: driver, _display: display, home })
    }

    /// The element that carries this name for tests, once it is there.
    pub async fn find(&self, name: &str) -> Result<Element> {
        let selector = format!("[data-testid='{name}']");
        self.wait(&selector).await
    }

    /// Presses the element of this name, once it is there.
    pub async fn press(&self, name: &str) -> Result<()> {
        Ok(self.find(name).await?.click().await?)
    }

    /// Waits until the element of this name has an attribute of this value.
    pub async fn wait_until(&self, name: &str, attribute: &str, value: &str) -> Result<Element> {
        let selector = format!("[data-testid='{name}'][{attribute}='{value}']");
        self.wait(&selector).await
    }

    /// The text of the element of this name, once it is there.
    pub async fn text(&self, name: &str) -> Result<String> {
        Ok(self.find(name).await?.text().await?)
    }

    /// Asserts that the window shows no text of two lines or buttons beyond its own width.
    pub async fn fits(&self) -> Result<()> {
        let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let over = self.client.execute(wide, vec![]).await?;
        ensure!(over == json!(0), "the page is {over} px wider than the window");
        Ok(())
    }

    /// Saves what the window shows as `NAME.png` in the folder for tests' files under the target folder.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        // Without two frames in between, the picture is of the frame before.
        let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        self.client.execute_async(frames, vec![]).await?;
        let png = self.client.screenshot().await?;
        let colours: BTreeSet<_> = png.iter().collect();
        ensure!(png.starts_with(b"\x89PNG") && colours.len() > 16, "no picture came");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        fs::create_dir_all(folder)?;
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, png)?;
        Ok(path)
    }

    /// What is in the files that the window saved, once there are `count` and all of them end with a line.
    pub async fn saved(&self, count: usize) -> Result<Vec<String>> {
        let mut tries = tokio::time::interval(Duration::from_millis(100));
        let here = self.home.path();
        let all = async {
            loop {
                tries.tick().await;
                let files = fs::read_dir(here)?.flatten().map(|entry| entry.path());
                let tables = files.filter(|path| path.extension().is_some_and(|ending| ending == "csv"));
                let texts = tables.map(fs::read_to_string).collect::<std::io::Result<Vec<_>>>()?;
                if texts.len() == count && texts.iter().all(|text| text.ends_with('\n')) {
                    return Ok(texts);
                }
            }
        };
        tokio::time::timeout(PATIENCE, all).await.with_context(|| format!("no {count} files in {}", here.display()))?
    }

    /// Closes the window.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.clone().close().await?)
    }

    async fn wait(&self, selector: &str) -> Result<Element> {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        match found {
            Ok(element) => Ok(element),
            Err(error) => {
                let shown = self.client.find(Locator::Css("body")).await?.text().await.unwrap_or_default();
                Err(error).context(format!("waiting for {selector}; the window shows:\n{shown}"))
            }
        }
    }
}

/// A screen of a phone's size, and its name. The server takes a free number and says it on its first line.
fn display() -> Result<(Killed, String)> {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "360x740x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("Xvfb is missing: `make setup` installs it")?;
    let stdout = server.stdout.take().context("Xvfb has no standard output")?;
    let server = Killed(server);
    let mut number = String::new();
    BufReader::new(stdout).read_line(&mut number)?;
    ensure!(!number.trim().is_empty(), "Xvfb did not start");
    Ok((server, format!(":{}", number.trim())))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Asks the driver for the window. It does not say when it is ready, so it is asked again until it answers.
async fn connect(port: u16) -> Result<Client> {
    let options = json!({ "binary": env!("CARGO_BIN_EXE_karakana"), "args": [] });
    let capabilities = [("browserName".to_owned(), json!("wry")), ("webkitgtk:browserOptions".to_owned(), options)];
    let mut tries = tokio::time::interval(Duration::from_millis(100));
    let ready = async {
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            tries.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, ready).await.context("WebKitWebDriver does not answer")?;
    let url = format!("http://127.0.0.1:{port}");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let window = builder.capabilities(capabilities.into_iter().collect()).connect(&url);
    // The driver waits for ever for a program that ended before it had a window.
    let opened = tokio::time::timeout(PATIENCE, window).await.context("the window did not open")?;
    opened.context("the driver refused")
}
