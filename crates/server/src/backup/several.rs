//! A folder of backups, each called by its time.

use super::BackupError;
use domain::time::Timestamp;
use std::path::{Path, PathBuf};

const PREFIX: &str = "karakana-";

/// What the backup of this moment is called: `karakana-20261125T081500Z`, so that names sort by time.
pub fn name(now: Timestamp) -> String {
    let time = chrono::DateTime::from_timestamp(now.0, 0).unwrap_or_default();
    format!("{PREFIX}{}", time.format("%Y%m%dT%H%M%SZ"))
}

/// Removes the oldest backups of `folder` beyond the newest `keep`; gives which.
pub fn prune(folder: &Path, keep: usize) -> Result<Vec<PathBuf>, BackupError> {
    let entries = std::fs::read_dir(folder).map_err(BackupError::file(folder))?;
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| is_backup(&name.to_string_lossy()));
    let mut all: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(named).collect();
    all.sort();
    let gone: Vec<PathBuf> = all.iter().rev().skip(keep.max(1)).cloned().collect();
    for path in &gone {
        std::fs::remove_dir_all(path).map_err(BackupError::file(path))?;
    }
    Ok(gone)
}

/// Exactly a name that [`name`] gives: whatever else lies there is none of ours.
fn is_backup(name: &str) -> bool {
    let Some(time) = name.strip_prefix(PREFIX) else { return false };
    chrono::NaiveDateTime::parse_from_str(time, "%Y%m%dT%H%M%SZ").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stay_and_nothing_else_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str| std::fs::create_dir(folder.path().join(name)).unwrap();
        let names: Vec<String> = (0..4).map(|day| name(Timestamp(1_795_410_000 + day * 86_400))).collect();
        assert_eq!(names[0], "karakana-20261123T050000Z");
        names.iter().for_each(|name| make(name));
        for other in ["karakana-old", "photos", "karakana-20261120T050000Z.partial"] {
            make(other);
        }
        let gone = prune(folder.path(), 2).unwrap();
        assert_eq!(gone, [folder.path().join(&names[1]), folder.path().join(&names[0])]);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 5);
        assert_eq!(prune(folder.path(), 0).unwrap().len(), 1, "the last one always stays");
    }
}
