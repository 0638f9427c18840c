//! What the server keeps, as two traits: [`Read`] a snapshot, [`Write`] a transaction. Nothing here names a
//! database; [`sqlite`] and [`postgres`] are behind it, with the same statements, which are in [`sql`]. How to add one is said
//! there. Every call blocks and belongs on a blocking thread.
//!
//! The log of an organisation is numbered so that number order is commit order: numbers are taken inside
//! the transaction that writes the rows, from a row that only one transaction can hold.

pub mod people;
pub mod postgres;
pub mod record;
pub mod sql;
pub mod sqlite;
pub mod tables;

use crate::authority::Scope;
use domain::id::{DeviceId, Incarnation, PersonId, WorkshopId};
use domain::kind::{DocId, Feed};
use domain::time::Timestamp;
use record::{
    Author, Batch, Contact, Device, DocHead, DocRow, Epoch, FeedRow, Grant, History, Invitation, OrgId, Organisation,
    Person, Reach, RowHead, SecretHash, Seq, Span, Workshop,
};
use sql::Cell;
use tables::Table;
use thiserror::Error;

/// Why the store could not do something. What was committed before is safe, what was not is not there.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another process held the database for too long.
    #[error("the database is busy")]
    Busy,
    /// The database was written by a newer version of this program.
    #[error("the database has schema {found}, this program knows {known}: use the newer program")]
    Newer {
        /// Schema of the database.
        found: i64,
        /// Newest schema that this program knows.
        known: i64,
    },
    /// The database has no tables yet.
    #[error("there is nothing in the database yet")]
    Empty,
    /// The database cannot be reached now. What was not answered may be there or not.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// A value in the database is not one that this program writes.
    #[error("the database holds a {0} that does not read")]
    Corrupt(&'static str),
    /// The database said no.
    #[error("the database failed: {0}")]
    Database(String),
}

impl StoreError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Busy => "database_busy",
            Self::Newer { .. } => "database_newer",
            Self::Empty => "database_empty",
            Self::Unreachable(_) => "database_unreachable",
            Self::Corrupt(_) => "database_corrupt",
            Self::Database(_) => "database_failed",
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Newer { .. } | Self::Empty | Self::Corrupt(_))
    }
}

/// A database. Shared by all threads.
pub trait Store: Send + Sync {
    /// Begins to read: all reads see one moment.
    fn read(&self) -> Result<Box<dyn Read + '_>, StoreError>;

    /// Begins a transaction that may write. Dropped without [`Write::commit`], it leaves nothing. It waits until no other
    /// writes, and what it reads nobody changes until it ends.
    fn write(&self) -> Result<Box<dyn Write + '_>, StoreError>;

    /// Gives space that is no longer used back to the disk, as far as the database does that.
    fn tidy(&self) -> Result<(), StoreError>;

    /// As [`Store::write`], for what touches one organisation only: those who write in others need not wait for it.
    fn write_in(&self, org: OrgId) -> Result<Box<dyn Write + '_>, StoreError>;
}

impl<S: Store + ?Sized> Store for Box<S> {
    fn read(&self) -> Result<Box<dyn Read + '_>, StoreError> {
        (**self).read()
    }

    fn write(&self) -> Result<Box<dyn Write + '_>, StoreError> {
        (**self).write()
    }

    fn tidy(&self) -> Result<(), StoreError> {
        (**self).tidy()
    }

    fn write_in(&self, org: OrgId) -> Result<Box<dyn Write + '_>, StoreError> {
        (**self).write_in(org)
    }
}

/// Reads of one moment.
pub trait Read: people::ReadPeople {
    /// The life of the server as an author: drawn anew for each run of the program, since a database that was restored
    /// would otherwise write a second history under the same name.
    fn incarnation(&self) -> Result<Incarnation, StoreError>;

    /// What the stretch of the log is called that holds the number `seq`.
    fn epoch(&self, org: OrgId, seq: Seq) -> Result<Epoch, StoreError>;

    /// All organisations, by name.
    fn organisations(&self) -> Result<Vec<Organisation>, StoreError>;

    /// One organisation with the head of its log.
    fn organisation(&self, org: OrgId) -> Result<Organisation, StoreError>;

    /// The workshops, by number.
    fn workshops(&self, org: OrgId) -> Result<Vec<Workshop>, StoreError>;

    /// The people, by number.
    fn people(&self, org: OrgId) -> Result<Vec<Person>, StoreError>;

    /// One person.
    fn person(&self, org: OrgId, number: PersonId) -> Result<Option<Person>, StoreError>;

    /// Everything that a person was ever granted, by number.
    fn grants(&self, org: OrgId, person: PersonId) -> Result<Vec<Grant>, StoreError>;

    /// A device, revoked ones included.
    fn device(&self, id: DeviceId) -> Result<Option<Device>, StoreError>;

    /// The devices of an organisation with their people, revoked ones included.
    fn devices(&self, org: OrgId) -> Result<Vec<(DeviceId, PersonId)>, StoreError>;

    /// The invitation with this secret.
    fn invitation(&self, secret: &SecretHash) -> Result<Option<Invitation>, StoreError>;

    /// A feed that holds at least one document.
    fn feed(&self, org: OrgId, feed: Feed) -> Result<Option<FeedRow>, StoreError>;

    /// Those of `feeds` that hold documents.
    fn feeds_named(&self, org: OrgId, feeds: &[Feed]) -> Result<Vec<(FeedRow, Feed)>, StoreError>;

    /// The feeds that hold documents, of one workshop or of all.
    fn feeds(&self, org: OrgId, of: Option<WorkshopId>) -> Result<Vec<(FeedRow, Feed)>, StoreError>;

    /// A document that has been written.
    fn document(&self, org: OrgId, id: &DocId) -> Result<Option<DocHead>, StoreError>;

    /// The number of a document's last row, 0 when it has none.
    fn last(&self, org: OrgId, id: &DocId) -> Result<Seq, StoreError>;

    /// The changes of a document in all rows up to `upto`; none when it has not been written.
    fn history(&self, org: OrgId, id: &DocId, upto: Seq) -> Result<History, StoreError>;

    /// Documents whose first row is in `span`, in the order of their first rows, at most `most`.
    fn documents(&self, org: OrgId, reach: Reach<'_>, span: Span, most: usize) -> Result<Vec<DocHead>, StoreError>;

    /// Rows of the log in `span`, in order, at most `most`.
    fn rows(&self, org: OrgId, reach: Reach<'_>, span: Span, most: usize) -> Result<Vec<RowHead>, StoreError>;

    /// The changes of one row.
    fn row_changes(&self, org: OrgId, seq: Seq) -> Result<Vec<Vec<u8>>, StoreError>;

    /// The changes of a document in all rows up to `upto`, in order.
    fn changes(&self, document: DocRow, upto: Seq) -> Result<Vec<Vec<u8>>, StoreError>;

    /// Shows each row of a table, for who takes all of it along.
    fn each_row(
        &self,
        table: &Table,
        show: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;
}

/// A transaction that may write.
pub trait Write: Read + people::WritePeople {
    /// Adds an organisation with an empty log.
    fn add_organisation(&mut self, name: &str, history: u32, now: Timestamp) -> Result<OrgId, StoreError>;

    /// Adds or changes a workshop.
    fn put_workshop(&mut self, org: OrgId, workshop: &Workshop) -> Result<(), StoreError>;

    /// Adds or changes a person. Their grants are not touched.
    fn put_person(&mut self, org: OrgId, person: &Person) -> Result<(), StoreError>;

    /// Takes the next sequence number for something that is not a row.
    fn take_number(&mut self, org: OrgId) -> Result<Seq, StoreError>;

    /// Records that a person holds `scope` from `at` on.
    fn grant(&mut self, org: OrgId, person: PersonId, scope: Scope, at: Seq) -> Result<(), StoreError>;

    /// Records that a person holds `scope` no longer from `at` on.
    fn take_back(&mut self, org: OrgId, person: PersonId, scope: Scope, at: Seq) -> Result<(), StoreError>;

    /// Adds an invitation.
    fn add_invitation(&mut self, invitation: &Invitation, now: Timestamp) -> Result<(), StoreError>;

    /// Records that a device used an invitation.
    fn use_invitation(&mut self, secret: &SecretHash, by: DeviceId, now: Timestamp) -> Result<(), StoreError>;

    /// Lists a new device.
    fn add_device(&mut self, device: &Device, app: &str, now: Timestamp) -> Result<(), StoreError>;

    /// Records what a device said of itself together with the number of its bundle.
    fn note_contact(&mut self, device: DeviceId, contact: &Contact) -> Result<(), StoreError>;

    /// Appends one row for each batch and gives the number of the last.
    fn append(&mut self, org: OrgId, by: Author, batches: &[Batch]) -> Result<Seq, StoreError>;

    /// Packs the rows of a document up to `upto` closer together and says how many bytes that saved. They read back as they
    /// were. A program that knows nothing of packs no longer reads them.
    fn pack(&mut self, document: DocRow, upto: Seq) -> Result<u64, StoreError>;

    /// Adds a row that was shown of another database.
    fn put_row(&mut self, table: &Table, row: &[Cell<'_>]) -> Result<(), StoreError>;

    /// After the last of such rows: numbers that the database draws go on behind those that were put in.
    fn rows_put(&mut self) -> Result<(), StoreError>;

    /// Makes everything durable.
    fn commit(self: Box<Self>) -> Result<(), StoreError>;
}
