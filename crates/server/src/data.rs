//! The data folder: the key that signs what the server says and, beside it, the database. On PostgreSQL the folder holds
//! the key alone: each node has the same file.

use crate::store::postgres::{Address, Postgres};
use crate::store::sqlite::Sqlite;
use crate::store::{Store, StoreError};
use protocol::SecretKey;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The database's file.
pub(crate) const DATABASE: &str = "karakana.sqlite";
/// The key's file.
pub(crate) const KEY: &str = "server.key";

/// An open data folder.
pub struct Data {
    /// The database.
    pub store: Box<dyn Store>,
    /// The key.
    pub key: SecretKey,
}

/// Why a data folder does not open.
#[derive(Debug, Error)]
pub enum DataError {
    /// There is no database in it.
    #[error("there is no organisation in {0}; begin with: karakana-server org create NAME --data {0}")]
    Nothing(PathBuf),
    /// The database is there and the key is not. Without it no phone would believe this server.
    #[error("{0} is missing: put it back from the backup, phones know this server by it")]
    KeyMissing(PathBuf),
    /// The database is of a server with another key.
    #[error("phones of this database know the server by another key than the one in {0}: put that file in its place")]
    OtherKey(PathBuf),
    /// The key file does not hold a key.
    #[error("{0} does not hold a key of 64 hexadecimal digits")]
    BadKey(PathBuf),
    /// A file or folder could not be read or made.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The database does not open.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DataError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nothing(_) => "no_organisation",
            Self::KeyMissing(_) => "key_missing",
            Self::OtherKey(_) => "other_key",
            Self::BadKey(_) => "bad_key",
            Self::File { .. } => "unreadable_file",
            Self::Store(error) => error.code(),
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::File { .. } => false,
            Self::Store(error) => error.is_permanent(),
            Self::Nothing(_) | Self::KeyMissing(_) | Self::OtherKey(_) | Self::BadKey(_) => true,
        }
    }
}

impl Data {
    /// Opens what an organisation was created in before: the folder, and the database in it or at the address.
    pub fn open(folder: &Path, database: Option<&Address>) -> Result<Self, DataError> {
        let path = folder.join(KEY);
        if let Some(address) = database {
            let key = read_key(&path)?.ok_or(DataError::KeyMissing(path))?;
            return Self::on_postgres(folder, address, false, key);
        }
        let database = folder.join(DATABASE);
        if !database.exists() {
            return Err(DataError::Nothing(folder.into()));
        }
        let key = read_key(&path)?.ok_or(DataError::KeyMissing(path))?;
        Ok(Self { store: Box::new(Sqlite::open(&database, false)?), key })
    }

    /// As [`Data::open`], and makes the folder, the key and the database where they are not there yet.
    pub fn create(folder: &Path, database: Option<&Address>) -> Result<Self, DataError> {
        let path = folder.join(DATABASE);
        let is_there = match database {
            Some(address) => !Postgres::is_empty(address)?,
            None => path.exists(),
        };
        if is_there {
            return Self::open(folder, database);
        }
        make_folder(folder).map_err(|error| DataError::File { path: folder.into(), error })?;
        let key = match read_key(&folder.join(KEY))? {
            Some(key) => key,
            None => new_key(&folder.join(KEY)).map_err(|error| DataError::File { path: folder.join(KEY), error })?,
        };
        match database {
            Some(address) => Self::on_postgres(folder, address, true, key),
            None => Ok(Self { store: Box::new(Sqlite::open(&path, true)?), key }),
        }
    }

    fn on_postgres(folder: &Path, address: &Address, create: bool, key: SecretKey) -> Result<Self, DataError> {
        let store = match Postgres::open(address.clone(), create) {
            Err(StoreError::Empty) => return Err(DataError::Nothing(folder.into())),
            other => other?,
        };
        if store.key(&key.public())? != key.public() {
            return Err(DataError::OtherKey(folder.join(KEY)));
        }
        Ok(Self { store: Box::new(store), key })
    }
}

/// Makes a folder that is nobody else's to look into. One that is there already stays as it is.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn read_key(path: &Path) -> Result<Option<SecretKey>, DataError> {
    let mut text = String::new();
    match File::open(path).and_then(|file| file.take(100).read_to_string(&mut text)) {
        Ok(_) => parse(text.trim()).map(|seed| Some(SecretKey::from_seed(seed))).ok_or(DataError::BadKey(path.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DataError::File { path: path.into(), error }),
    }
}

/// Draws a key and has it on the disk before it is used.
fn new_key(path: &Path) -> io::Result<SecretKey> {
    let key = SecretKey::generate().map_err(io::Error::other)?;
    write_key(path, &key)?;
    Ok(key)
}

/// Writes a key where no file is, and has it on the disk.
pub(crate) fn write_key(path: &Path, key: &SecretKey) -> io::Result<()> {
    let mut file = new_file(path)?;
    for byte in key.seed() {
        write!(file, "{byte:02x}")?;
    }
    writeln!(file)?;
    file.sync_all()
}

/// A new file, readable by nobody else.
pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn parse(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut seed = [0; 32];
    for (byte, at) in seed.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(seed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stays_the_same_and_is_nobody_elses_to_read() {
        let folder = tempfile::tempdir().unwrap();
        let first = Data::create(folder.path(), None).unwrap().key.public();
        assert_eq!(Data::open(folder.path(), None).unwrap().key.public(), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.path().join(KEY)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_database_without_its_key_is_not_given_another() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Data::open(folder.path(), None).err().map(|e| e.code()), Some("no_organisation"));
        drop(Data::create(folder.path(), None).unwrap());
        std::fs::write(folder.path().join(KEY), "nonsense").unwrap();
        assert_eq!(Data::create(folder.path(), None).err().map(|e| e.code()), Some("bad_key"));
        std::fs::remove_file(folder.path().join(KEY)).unwrap();
        assert_eq!(Data::create(folder.path(), None).err().map(|e| e.code()), Some("key_missing"));
    }
}
