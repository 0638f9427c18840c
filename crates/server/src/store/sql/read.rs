//! Reads.

use super::packed::loose;
use super::{Cell, Driver, Row, Tx, row};
use crate::store::record::{
    Device, DocHead, DocRow, Epoch, FeedRow, Grant, History, Invitation, OrgId, Organisation, Person, Reach, RowHead,
    SecretHash, Seq, Span, Workshop,
};
use crate::store::tables::{Sort, Table};
use crate::store::{Read, StoreError};
use domain::id::{DeviceId, Incarnation, PersonId, WorkshopId};
use domain::kind::{DocId, Feed};
use domain::time::Timestamp;
use protocol::PublicKey;

impl<D: Driver> Tx<D> {
    /// Asks for each feed, a few in one statement, and keeps the first `most` of all that is found, in order of `place`.
    /// `one` asks, after `?1` and up to `?2`, for what is in feed `?3`, at most `?LIMIT`.
    fn merged<T>(
        &self,
        one: &str,
        feeds: &[FeedRow],
        (span, most): (Span, usize),
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
        place: impl Fn(&T) -> Seq,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        for some in feeds.chunks(AT_A_TIME) {
            // A few shapes of statement, so that each is prepared once. Feeds that are missing are none.
            let wide = some.len().next_power_of_two();
            let parts =
                (0..wide).map(|n| format!("SELECT * FROM ({}) AS part{n}", one.replace("?3", &format!("?{}", n + 4))));
            let sql = parts.collect::<Vec<_>>().join(" UNION ALL ").replace("?LIMIT", "?3");
            let mut params = vec![Cell::Int(span.after), Cell::Int(span.upto), Cell::Int(limit)];
            params.extend((0..wide).map(|n| Cell::Int(some.get(n).map_or(0, |feed| feed.0))));
            found.extend(self.all(&sql, params.as_slice(), &read)?);
        }
        found.sort_unstable_by_key(place);
        found.truncate(most);
        Ok(found)
    }
}

/// Feeds that are looked into with one statement.
const AT_A_TIME: usize = 16;

const PERSON: &str = "SELECT number, name, role, workshop, phone, language, skills, hours_per_week FROM person";

impl<D: Driver> Read for Tx<D> {
    fn incarnation(&self) -> Result<Incarnation, StoreError> {
        Ok(self.0.life())
    }

    fn epoch(&self, org: OrgId, seq: Seq) -> Result<Epoch, StoreError> {
        let sql = "SELECT tag FROM epoch WHERE organisation = ?1 AND since < ?2 ORDER BY since DESC, tag LIMIT 1";
        Ok(Epoch(self.one(sql, (org.0, seq), |r| r.get(0))?.unwrap_or(0)))
    }

    fn organisations(&self) -> Result<Vec<Organisation>, StoreError> {
        self.all("SELECT id, name, history, head FROM organisation ORDER BY name", (), row::organisation)
    }

    fn organisation(&self, org: OrgId) -> Result<Organisation, StoreError> {
        let found =
            self.one("SELECT id, name, history, head FROM organisation WHERE id = ?1", [org.0], row::organisation)?;
        found.ok_or(StoreError::Corrupt("organisation"))
    }

    fn workshops(&self, org: OrgId) -> Result<Vec<Workshop>, StoreError> {
        let sql = "SELECT number, code, place FROM workshop WHERE organisation = ?1 ORDER BY number";
        self.all(sql, [org.0], |r| Ok(Workshop { number: WorkshopId(r.get(0)?), code: r.get(1)?, place: r.get(2)? }))
    }

    fn people(&self, org: OrgId) -> Result<Vec<Person>, StoreError> {
        self.all(&format!("{PERSON} WHERE organisation = ?1 ORDER BY number"), [org.0], row::person)
    }

    fn person(&self, org: OrgId, number: PersonId) -> Result<Option<Person>, StoreError> {
        self.one(&format!("{PERSON} WHERE organisation = ?1 AND number = ?2"), (org.0, number.0), row::person)
    }

    fn grants(&self, org: OrgId, person: PersonId) -> Result<Vec<Grant>, StoreError> {
        let sql = "SELECT scope, granted, lost FROM membership WHERE organisation = ?1 AND person = ?2
                   ORDER BY granted, scope";
        self.all(sql, (org.0, person.0), |r| {
            let scope = r.text(0)?.parse().map_err(|_| StoreError::Corrupt("scope"))?;
            let lost: Seq = r.get(2)?;
            Ok(Grant { scope, granted: r.get(1)?, lost: (lost > 0).then_some(lost) })
        })
    }

    fn device(&self, id: DeviceId) -> Result<Option<Device>, StoreError> {
        let sql = "SELECT organisation, person, public_key, number, revoked FROM device WHERE id = ?1";
        self.one(sql, [id.0], |r| {
            let key = PublicKey::from_bytes(&r.get::<[u8; 32]>(2)?).ok_or(StoreError::Corrupt("public key"))?;
            Ok(Device {
                id,
                organisation: OrgId(r.get(0)?),
                person: PersonId(r.get(1)?),
                key,
                number: u64::try_from(r.get::<i64>(3)?).map_err(|_| StoreError::Corrupt("bundle number"))?,
                revoked: r.get::<i64>(4)? > 0,
            })
        })
    }

    fn devices(&self, org: OrgId) -> Result<Vec<(DeviceId, PersonId)>, StoreError> {
        let sql = "SELECT id, person FROM device WHERE organisation = ?1 ORDER BY id";
        self.all(sql, [org.0], |r| Ok((DeviceId(r.get(0)?), PersonId(r.get(1)?))))
    }

    fn invitation(&self, secret: &SecretHash) -> Result<Option<Invitation>, StoreError> {
        let sql = "SELECT organisation, person, expires, used_by FROM invitation WHERE secret = ?1";
        self.one(sql, [secret], |r| {
            let used_by: Vec<u8> = r.get(3)?;
            Ok(Invitation {
                secret: *secret,
                organisation: OrgId(r.get(0)?),
                person: PersonId(r.get(1)?),
                expires: Timestamp(r.get(2)?),
                used_by: used_by.try_into().ok().map(DeviceId),
            })
        })
    }

    fn feed(&self, org: OrgId, feed: Feed) -> Result<Option<FeedRow>, StoreError> {
        let sql = "SELECT id FROM feed WHERE organisation = ?1 AND name = ?2";
        self.one(sql, (org.0, feed.to_string()), |r| Ok(FeedRow(r.get(0)?)))
    }

    fn feeds_named(&self, org: OrgId, feeds: &[Feed]) -> Result<Vec<(FeedRow, Feed)>, StoreError> {
        let sql = "SELECT id, name FROM feed WHERE organisation = ?1 AND name IN (?2, ?3, ?4, ?5) ORDER BY id";
        let mut found = Vec::new();
        for some in feeds.chunks(4) {
            let name = |at: usize| some.get(at).map(Feed::to_string).unwrap_or_default();
            let params = (org.0, name(0), name(1), name(2), name(3));
            found.extend(self.all(sql, params, |r| Ok((FeedRow(r.get(0)?), row::feed(r.text(1)?)?)))?);
        }
        Ok(found)
    }

    fn feeds(&self, org: OrgId, of: Option<WorkshopId>) -> Result<Vec<(FeedRow, Feed)>, StoreError> {
        let read = |r: &Row<'_>| Ok((FeedRow(r.get(0)?), row::feed(r.text(1)?)?));
        match of {
            None => self.all("SELECT id, name FROM feed WHERE organisation = ?1 ORDER BY id", [org.0], read),
            Some(w) => {
                let sql = "SELECT id, name FROM feed WHERE organisation = ?1 AND workshop = ?2 ORDER BY id";
                self.all(sql, (org.0, w.0), read)
            }
        }
    }

    fn document(&self, org: OrgId, id: &DocId) -> Result<Option<DocHead>, StoreError> {
        let sql = "SELECT d.id, d.first FROM feed f JOIN document d ON d.feed = f.id
                   WHERE f.organisation = ?1 AND f.name = ?2 AND d.kind = ?3 AND d.key = ?4";
        self.one(sql, (org.0, id.feed.to_string(), id.kind.number(), id.key.bytes()), |r| {
            Ok(DocHead { row: DocRow(r.get(0)?), id: *id, first: r.get(1)? })
        })
    }

    fn last(&self, org: OrgId, id: &DocId) -> Result<Seq, StoreError> {
        let sql = "SELECT l.seq FROM feed f JOIN document d ON d.feed = f.id JOIN log l ON l.document = d.id
                   WHERE f.organisation = ?1 AND f.name = ?2 AND d.kind = ?3 AND d.key = ?4
                   ORDER BY l.seq DESC LIMIT 1";
        let last = self.one(sql, (org.0, id.feed.to_string(), id.kind.number(), id.key.bytes()), |r| r.get(0))?;
        Ok(last.unwrap_or(0))
    }

    fn history(&self, org: OrgId, id: &DocId, upto: Seq) -> Result<History, StoreError> {
        let sql =
            "SELECT l.seq, l.changes, d.id FROM feed f JOIN document d ON d.feed = f.id JOIN log l ON l.document = d.id
                   WHERE f.organisation = ?1 AND f.name = ?2 AND d.kind = ?3 AND d.key = ?4 AND l.seq <= ?5
                   ORDER BY l.seq";
        let params = (org.0, id.feed.to_string(), id.kind.number(), id.key.bytes(), upto);
        let document = std::cell::Cell::new(0);
        let rows = self.all(sql, params, |r| {
            document.set(r.get(2)?);
            Ok((r.get(0)?, loose(r.bytes(1)?)?))
        })?;
        let rows = self.filled(DocRow(document.get()), rows)?;
        let last = rows.last_key_value().map_or(0, |(seq, _)| *seq);
        Ok(History { last, changes: rows.into_values().flatten().collect() })
    }

    fn documents(&self, org: OrgId, reach: Reach<'_>, span: Span, most: usize) -> Result<Vec<DocHead>, StoreError> {
        const FROM: &str = "SELECT d.id, f.name, d.kind, d.key, d.first FROM document d JOIN feed f ON f.id = d.feed";
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        match reach {
            Reach::All => {
                let sql = format!(
                    "{FROM} WHERE d.organisation = ?1 AND d.first > ?2 AND d.first <= ?3 ORDER BY d.first LIMIT ?4"
                );
                self.all(&sql, (org.0, span.after, span.upto, limit), row::doc_head)
            }
            Reach::Feeds(feeds) => {
                let sql = format!(
                    "{FROM} WHERE d.feed = ?3 AND d.first > ?1 AND d.first <= ?2 ORDER BY d.first LIMIT ?LIMIT"
                );
                self.merged(&sql, feeds, (span, most), row::doc_head, |d| d.first)
            }
        }
    }

    fn rows(&self, org: OrgId, reach: Reach<'_>, span: Span, most: usize) -> Result<Vec<RowHead>, StoreError> {
        const WHAT: &str = "SELECT l.seq, f.name, d.kind, d.key, l.device, l.incarnation FROM log l
            JOIN document d ON d.id = l.document JOIN feed f ON f.id = l.feed";
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        match reach {
            Reach::All => {
                let sql =
                    format!("{WHAT} WHERE l.organisation = ?1 AND l.seq > ?2 AND l.seq <= ?3 ORDER BY l.seq LIMIT ?4");
                self.all(&sql, (org.0, span.after, span.upto, limit), row::row_head)
            }
            Reach::Feeds(feeds) => {
                let sql =
                    format!("{WHAT} WHERE l.feed = ?3 AND l.seq > ?1 AND l.seq <= ?2 ORDER BY l.seq LIMIT ?LIMIT");
                self.merged(&sql, feeds, (span, most), row::row_head, |r| r.seq)
            }
        }
    }

    fn row_changes(&self, org: OrgId, seq: Seq) -> Result<Vec<Vec<u8>>, StoreError> {
        let sql = "SELECT changes, document FROM log WHERE organisation = ?1 AND seq = ?2";
        let found = self.one(sql, (org.0, seq), |r| {
            let bytes = r.bytes(0)?;
            Ok(if bytes.is_empty() { Err(DocRow(r.get(1)?)) } else { Ok(row::unpack(bytes)?) })
        })?;
        match found.ok_or(StoreError::Corrupt("sequence number"))? {
            Ok(changes) => Ok(changes),
            Err(document) => self.packed(document)?.remove(&seq).ok_or(StoreError::Corrupt("row that was packed")),
        }
    }

    fn changes(&self, document: DocRow, upto: Seq) -> Result<Vec<Vec<u8>>, StoreError> {
        self.changes_of(document, upto)
    }

    fn each_row(
        &self,
        table: &Table,
        show: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.0.query(&table.select(), &[], &mut |row| {
            let mut cells = Vec::with_capacity(table.columns.len());
            for (at, (_, sort)) in table.columns.iter().enumerate() {
                cells.push(match sort {
                    Sort::Int => Cell::Int(row.get(at)?),
                    Sort::Text => Cell::Text(row.text(at)?),
                    Sort::Bytes => Cell::Bytes(row.bytes(at)?),
                });
            }
            show(&cells)?;
            Ok(true)
        })
    }
}
