//! Writes.

use super::{Cell, Driver, Params, Tx, row};
use crate::authority::Scope;
use crate::store::record::{
    Author, Batch, Contact, Device, DocRow, FeedRow, Invitation, OrgId, Person, SecretHash, Seq, Workshop,
};
use crate::store::tables::{Sort, TABLES, Table};
use crate::store::{Read, StoreError, Write};
use domain::id::{DeviceId, PersonId};
use domain::kind::{DocId, Feed};
use domain::time::Timestamp;

impl<D: Driver> Tx<D> {
    fn take(&self, org: OrgId, many: usize) -> Result<Seq, StoreError> {
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        let sql = "UPDATE organisation SET head = head + ?2 WHERE id = ?1
                   RETURNING head, (SELECT count(*) FROM epoch WHERE organisation = ?1 AND tag = ?3)";
        let (org, life) = (org.0, self.0.life().0);
        let taken = self.one(sql, (org, many, life), |r| Ok((r.get::<Seq>(0)?, r.get::<i64>(1)?)))?;
        let (head, begun) = taken.ok_or(StoreError::Corrupt("organisation"))?;
        if begun == 0 {
            // The first number that this run of the program gives out begins an epoch.
            let sql = "INSERT INTO epoch (organisation, since, tag) VALUES (?1, ?2, ?3)";
            self.run(sql, (org, head.saturating_sub(many), life))?;
        }
        Ok(head)
    }

    /// Runs an insertion that gives the `id` which the database drew.
    fn inserted(&self, sql: &str, params: impl Params) -> Result<i64, StoreError> {
        self.one(sql, params, |r| r.get(0))?.ok_or(StoreError::Corrupt("row that was just written"))
    }

    fn feed_row(&self, org: OrgId, feed: Feed) -> Result<FeedRow, StoreError> {
        if let Some(row) = self.feed(org, feed)? {
            return Ok(row);
        }
        let workshop = match feed {
            Feed::Workshop(w) | Feed::Leads(w) | Feed::Work(w, _) => w.0,
            Feed::Org | Feed::Office | Feed::Private(_) => 0,
        };
        let sql = "INSERT INTO feed (organisation, name, workshop) VALUES (?1, ?2, ?3) RETURNING id";
        self.inserted(sql, (org.0, feed.to_string(), workshop)).map(FeedRow)
    }

    /// The rows of a document and of its feed, which are made where they are not there yet.
    fn doc_row(&self, org: OrgId, id: &DocId, first: Seq) -> Result<(i64, FeedRow), StoreError> {
        let sql = "SELECT d.id, d.feed FROM feed f JOIN document d ON d.feed = f.id
                   WHERE f.organisation = ?1 AND f.name = ?2 AND d.kind = ?3 AND d.key = ?4";
        let (kind, key) = (id.kind.number(), id.key.bytes());
        let found = self.one(sql, (org.0, id.feed.to_string(), kind, key), |r| Ok((r.get(0)?, FeedRow(r.get(1)?))))?;
        if let Some(rows) = found {
            return Ok(rows);
        }
        let feed = self.feed_row(org, id.feed)?;
        let sql =
            "INSERT INTO document (organisation, feed, kind, key, first) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";
        Ok((self.inserted(sql, (org.0, feed.0, kind, key, first))?, feed))
    }
}

impl<D: Driver> Write for Tx<D> {
    fn add_organisation(&mut self, name: &str, history: u32, now: Timestamp) -> Result<OrgId, StoreError> {
        let sql = "INSERT INTO organisation (name, history, created) VALUES (?1, ?2, ?3) RETURNING id";
        self.inserted(sql, (name, history, now.0)).map(OrgId)
    }

    fn put_workshop(&mut self, org: OrgId, workshop: &Workshop) -> Result<(), StoreError> {
        let sql = "INSERT INTO workshop (organisation, number, code, place) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (organisation, number) DO UPDATE SET code = excluded.code, place = excluded.place";
        self.run(sql, (org.0, workshop.number.0, &workshop.code, &workshop.place)).map(drop)
    }

    fn put_person(&mut self, org: OrgId, person: &Person) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO person (organisation, number, name, role, workshop, phone, language, skills, hours_per_week)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                   ON CONFLICT (organisation, number) DO UPDATE SET name = excluded.name, role = excluded.role,
                     workshop = excluded.workshop, phone = excluded.phone, language = excluded.language,
                     skills = excluded.skills, hours_per_week = excluded.hours_per_week";
        let (role, workshop) = row::role_columns(person.role);
        let hours = person.hours_per_week.map_or(-1, i64::from);
        let skills = person.skills.join(" ");
        let params =
            (org.0, person.number.0, &person.name, role, workshop, &person.phone, &person.language, skills, hours);
        self.run(sql, params).map(drop)
    }

    fn take_number(&mut self, org: OrgId) -> Result<Seq, StoreError> {
        self.take(org, 1)
    }

    fn grant(&mut self, org: OrgId, person: PersonId, scope: Scope, at: Seq) -> Result<(), StoreError> {
        let sql = "INSERT INTO membership (organisation, person, scope, granted) VALUES (?1, ?2, ?3, ?4)";
        self.run(sql, (org.0, person.0, scope.to_string(), at)).map(drop)
    }

    fn take_back(&mut self, org: OrgId, person: PersonId, scope: Scope, at: Seq) -> Result<(), StoreError> {
        let sql = "UPDATE membership SET lost = ?4 WHERE organisation = ?1 AND person = ?2 AND scope = ?3 AND lost = 0";
        self.run(sql, (org.0, person.0, scope.to_string(), at)).map(drop)
    }

    fn add_invitation(&mut self, invitation: &Invitation, now: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO invitation (secret, organisation, person, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)";
        let Invitation { secret, organisation, person, expires, .. } = invitation;
        self.run(sql, (secret, organisation.0, person.0, now.0, expires.0)).map(drop)
    }

    fn use_invitation(&mut self, secret: &SecretHash, by: DeviceId, now: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE invitation SET used = ?2, used_by = ?3 WHERE secret = ?1";
        self.run(sql, (secret, now.0, by.0)).map(drop)
    }

    fn add_device(&mut self, device: &Device, app: &str, now: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO device (id, organisation, person, public_key, app, enrolled, last_seen)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)";
        let Device { id, organisation, person, key, .. } = device;
        self.run(sql, (id.0, organisation.0, person.0, key.bytes(), app, now.0)).map(drop)
    }

    fn note_contact(&mut self, device: DeviceId, contact: &Contact) -> Result<(), StoreError> {
        let sql =
            "UPDATE device SET incarnation = ?2, number = ?3, app = ?4, unsent = ?5, last_seen = ?6 WHERE id = ?1";
        let Contact { incarnation, number, app, unsent, at } = contact;
        let number = i64::try_from(*number).map_err(|_| StoreError::Corrupt("bundle number"))?;
        self.run(sql, (device.0, incarnation.0, number, app, unsent, at.0)).map(drop)
    }

    fn append(&mut self, org: OrgId, by: Author, batches: &[Batch]) -> Result<Seq, StoreError> {
        let last = self.take(org, batches.len())?;
        let before = last.saturating_sub(i64::try_from(batches.len()).unwrap_or(i64::MAX));
        for (seq, batch) in (before + 1..=last).zip(batches) {
            let (document, feed) = self.doc_row(org, &batch.id, seq)?;
            let sql = "INSERT INTO log (organisation, seq, document, feed, device, incarnation, changes)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let changes = row::pack(&batch.changes)?;
            self.run(sql, (org.0, seq, document, feed.0, by.device.0, by.incarnation.0, changes))?;
        }
        Ok(last)
    }

    fn pack(&mut self, document: DocRow, upto: Seq) -> Result<u64, StoreError> {
        self.pack_rows(document, upto)
    }

    fn put_row(&mut self, table: &Table, row: &[Cell<'_>]) -> Result<(), StoreError> {
        self.0.execute(&table.insert(), row).map(drop)
    }

    fn rows_put(&mut self) -> Result<(), StoreError> {
        let numbered = TABLES.iter().filter(|table| table.columns.first() == Some(&("id", Sort::Int)));
        numbered.map(|table| table.name).try_for_each(|table| self.0.count_on(table))
    }

    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        self.0.commit()
    }
}
