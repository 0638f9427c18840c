//! The end of a profile whose device the office closed: a line that says what happened stays, the database and the key go.
//!
//! The line is on the disk before anything is taken away. A cut in the middle is finished at the next start, since a
//! line whose profile is still there means just that.

use crate::api::phone::LeftPerson;
use crate::error::{ClientError, Result};
use crate::identity::write_private;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Writes the line and takes the profile in `folder` away.
pub fn leave(lines: &Path, folder: &Path, line: &LeftPerson) -> Result<()> {
    fs::create_dir_all(lines)?;
    let text = serde_json::to_vec(line).map_err(|_| ClientError::Internal("a line does not encode"))?;
    write_private(&lines.join(&line.profile), &text)?;
    wipe(folder)
}

/// Takes away what a cut left, and gives the lines, the oldest first.
pub fn finish(lines: &Path, profiles: &Path) -> Result<Vec<LeftPerson>> {
    let mut found = Vec::new();
    for name in names(lines)? {
        // A file that does not read is one that was being written: its profile is whole.
        let Ok(line) = serde_json::from_slice::<LeftPerson>(&fs::read(lines.join(&name))?) else { continue };
        if line.profile == name {
            wipe(&profiles.join(name))?;
            found.push(line);
        }
    }
    for name in names(profiles)?.iter().filter(|name| name.starts_with(WIPED)) {
        fs::remove_dir_all(profiles.join(name))?;
    }
    found.sort_by(|a, b| (a.at, &a.profile).cmp(&(b.at, &b.profile)));
    Ok(found)
}

/// The person has read the line.
pub fn forget(lines: &Path, profile: &str) -> Result<()> {
    let known = names(lines)?.iter().any(|name| name == profile);
    if !known {
        return Err(ClientError::NoProfile);
    }
    Ok(fs::remove_file(lines.join(profile))?)
}

/// What a folder is called that is being taken away. The dot keeps it from being opened as a profile.
const WIPED: &str = ".wiped-";

/// The key goes first: without it nothing can speak for this device, whatever else is still there.
fn wipe(folder: &Path) -> Result<()> {
    let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { return Ok(()) };
    if !folder.exists() {
        return Ok(());
    }
    let gone = folder.with_file_name(format!("{WIPED}{name}"));
    if gone.exists() {
        fs::remove_dir_all(&gone)?;
    }
    fs::rename(folder, &gone)?;
    match fs::remove_file(gone.join(crate::app::KEY)) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    Ok(fs::remove_dir_all(gone)?)
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(profile: &str) -> LeftPerson {
        let (name, organisation, reason) = ("Baraka".into(), "Soko".into(), "revoked".into());
        LeftPerson { profile: profile.into(), name, organisation, reason, handed_over: 3, at: 7 }
    }

    fn profile(at: &Path) {
        fs::create_dir_all(at).unwrap();
        fs::write(at.join(crate::app::KEY), "key").unwrap();
        fs::write(at.join("karakana.sqlite"), "work").unwrap();
    }

    #[test]
    fn a_cut_at_any_step_is_finished_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let (lines, profiles) = (folder.path().join("left"), folder.path().join("profiles"));
        let (baraka, amina) = (profiles.join("b0"), profiles.join("a0"));
        profile(&amina);
        // After the line was written.
        profile(&baraka);
        fs::create_dir_all(&lines).unwrap();
        fs::write(lines.join("b0"), serde_json::to_vec(&line("b0")).unwrap()).unwrap();
        assert_eq!(finish(&lines, &profiles).unwrap(), [line("b0")]);
        assert!(!baraka.exists() && amina.exists());
        // After the profile was moved out of sight.
        profile(&profiles.join(".wiped-b0"));
        assert_eq!(finish(&lines, &profiles).unwrap().len(), 1);
        assert_eq!(names(&profiles).unwrap(), ["a0"]);
        // While the line was being written: nothing has happened yet.
        profile(&baraka);
        fs::write(lines.join("b0"), b"{\"prof").unwrap();
        assert_eq!(finish(&lines, &profiles).unwrap(), []);
        assert!(baraka.exists());
        leave(&lines, &baraka, &line("b0")).unwrap();
        assert!(!baraka.exists());
        forget(&lines, "b0").unwrap();
        assert_eq!(forget(&lines, "b0").unwrap_err().code(), "no_profile");
        assert_eq!(finish(&lines, &profiles).unwrap(), []);
    }
}
