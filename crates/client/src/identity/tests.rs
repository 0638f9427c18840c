use super::*;
use crate::platform::Vault;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A vault that can be taken away, as Android's can be by an update or a repair.
#[derive(Debug, Default)]
struct Safe {
    gone: AtomicBool,
    forgetful: bool,
}

impl Vault for Safe {
    fn lock(&self, seed: &[u8]) -> Option<Vec<u8>> {
        (!self.gone.load(Ordering::Relaxed)).then(|| seed.iter().map(|byte| byte ^ 0x5a).collect())
    }

    fn unlock(&self, locked: &[u8]) -> Option<Vec<u8>> {
        if self.forgetful { None } else { self.lock(locked) }
    }
}

fn with(safe: &Arc<Safe>) -> Platform {
    Platform { vault: Some(safe.clone()), markers: None }
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("device.key");
    (folder, path)
}

#[test]
fn the_seed_is_on_the_disk_only_where_nothing_can_lock_it() {
    let (folder, path) = place();
    let drawn = key(&path, &Platform::default()).unwrap();
    assert_eq!(fs::read(&path).unwrap(), drawn.seed());

    let other = folder.path().join("other.key");
    let drawn = key(&other, &with(&Arc::default())).unwrap();
    let kept = fs::read(&other).unwrap();
    assert!(!kept.windows(32).any(|bytes| bytes == drawn.seed()));
    assert_eq!(existing_key(&other, &with(&Arc::default())).unwrap().seed(), drawn.seed());
}

#[test]
fn a_key_from_before_is_locked_when_it_is_read() {
    let (_folder, path) = place();
    let before = key(&path, &Platform::default()).unwrap();
    let safe = Arc::default();
    assert_eq!(existing_key(&path, &with(&safe)).unwrap().seed(), before.seed());
    assert!(fs::read(&path).unwrap().starts_with(LOCKED));
    assert_eq!(existing_key(&path, &with(&safe)).unwrap().seed(), before.seed());
}

#[test]
fn a_key_that_cannot_be_locked_now_stays_as_it_is() {
    let (_folder, path) = place();
    let before = key(&path, &Platform::default()).unwrap();
    for safe in [Safe { gone: AtomicBool::new(true), forgetful: false }, Safe { forgetful: true, ..Safe::default() }] {
        assert_eq!(existing_key(&path, &with(&Arc::new(safe))).unwrap().seed(), before.seed());
        assert_eq!(fs::read(&path).unwrap(), before.seed());
    }
}

#[test]
fn a_vault_that_is_gone_is_said_and_the_file_is_left_alone() {
    let (_folder, path) = place();
    let safe = Arc::new(Safe::default());
    let drawn = key(&path, &with(&safe)).unwrap();
    let kept = fs::read(&path).unwrap();
    safe.gone.store(true, Ordering::Relaxed);
    for platform in [with(&safe), Platform::default()] {
        // Not even for an enrolment is another one drawn in its place.
        let error = key(&path, &platform).unwrap_err();
        assert_eq!((error.code(), error.is_permanent()), ("key_locked", false));
    }
    assert_eq!(fs::read(&path).unwrap(), kept);
    safe.gone.store(false, Ordering::Relaxed);
    assert_eq!(existing_key(&path, &with(&safe)).unwrap().seed(), drawn.seed());
}

#[test]
fn neither_errors_nor_debug_output_show_the_key() {
    let (_folder, path) = place();
    let safe = Arc::new(Safe::default());
    let drawn = key(&path, &with(&safe)).unwrap();
    let seed: String = drawn.seed().iter().map(|byte| format!("{byte:02x}")).collect();
    let said = format!("{drawn:?} {:?} {}", existing_key(&path, &Platform::default()), ClientError::KeyLocked);
    assert!(!said.contains(&seed) && !said.contains(&format!("{:?}", drawn.seed())), "{said}");
}

#[test]
fn a_database_without_its_marker_begins_a_new_life() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("karakana.sqlite")).unwrap();
    let marker = folder.path().join("life");
    let device = SecretKey::generate().unwrap().public().device();
    let life = || store.read(|c| actor(c, device)).unwrap();
    live(&store, &marker, &Chance::system()).unwrap();
    let first = life();
    live(&store, &marker, &Chance::system()).unwrap();
    assert_eq!(life(), first);
    // As after a restore: what is in no backup is not there.
    fs::remove_file(&marker).unwrap();
    live(&store, &marker, &Chance::system()).unwrap();
    assert_ne!(life(), first);
}
