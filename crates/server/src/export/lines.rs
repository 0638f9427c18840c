//! A table as CSV.

use super::ExportError;
use domain::time::Timestamp;
use std::path::Path;

/// A table. Its first line are the names of its columns.
pub struct Table {
    /// What it is called; its file has `.csv` behind that.
    pub name: &'static str,
    columns: &'static [&'static str],
    lines: Vec<Vec<String>>,
}

impl Table {
    /// An empty one.
    pub fn new(name: &'static str, columns: &'static [&'static str]) -> Self {
        Self { name, columns, lines: Vec::new() }
    }

    /// Adds a line.
    pub fn line(&mut self, cells: impl IntoIterator<Item = String>) {
        self.lines.push(cells.into_iter().collect());
    }

    /// Writes it into `folder`; how many lines it has.
    pub fn write(self, folder: &Path) -> Result<usize, ExportError> {
        let path = folder.join(self.name).with_extension("csv");
        let failed = |error: csv::Error| ExportError::File { path: path.clone(), error: error.into() };
        let mut file = csv::Writer::from_path(&path).map_err(failed)?;
        file.write_record(self.columns).map_err(failed)?;
        for line in &self.lines {
            file.write_record(line).map_err(failed)?;
        }
        let written = file.into_inner().map_err(|error| error.into_error());
        let synced = written.and_then(|file| file.sync_all());
        synced.map_err(|error| ExportError::File { path: path.clone(), error })?;
        Ok(self.lines.len())
    }
}

/// A time as `2026-11-25T08:15:00Z`; nothing for 0.
pub fn time(at: Timestamp) -> String {
    if at.0 == 0 {
        return String::new();
    }
    match chrono::DateTime::from_timestamp(at.0, 0) {
        Some(time) => time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        None => at.0.to_string(),
    }
}

/// `yes` or `no`.
pub fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_of_the_whole_world() {
        assert_eq!(
            (time(Timestamp(1_795_410_000)), time(Timestamp(0))),
            ("2026-11-23T05:00:00Z".into(), String::new())
        );
    }
}
