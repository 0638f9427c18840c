//! People who leave, devices that are closed, what these hand over, the audit log.

use super::{Driver, Row, Tx, row};
use crate::store::StoreError;
use crate::store::people::{
    Bringer, Decision, Deed, Held, Holding, Listed, Open, ReadPeople, Sighting, Weight, WritePeople,
};
use crate::store::record::{OrgId, SecretHash};
use domain::id::{DeviceId, Incarnation, PersonId};
use domain::time::Timestamp;
use protocol::WireDoc;
use std::collections::BTreeMap;

const HELD: &str = "SELECT id, device, person, incarnation, code, feed, kind, key, at, changes, decided FROM held";

impl<D: Driver> ReadPeople for Tx<D> {
    fn ended(&self, org: OrgId) -> Result<BTreeMap<PersonId, Timestamp>, StoreError> {
        let sql = "SELECT number, ended FROM person WHERE organisation = ?1 AND ended > 0";
        let all = self.all(sql, [org.0], |r| Ok((PersonId(r.get(0)?), Timestamp(r.get(1)?))))?;
        Ok(all.into_iter().collect())
    }

    fn listed(&self, org: OrgId) -> Result<Vec<Listed>, StoreError> {
        let sql = "SELECT id, person, app, unsent, enrolled, last_seen, revoked FROM device
                   WHERE organisation = ?1 ORDER BY person, enrolled, id";
        self.all(sql, [org.0], |r| {
            Ok(Listed {
                device: DeviceId(r.get(0)?),
                person: PersonId(r.get(1)?),
                app: r.get(2)?,
                unsent: r.get(3)?,
                enrolled: Timestamp(r.get(4)?),
                last_seen: Timestamp(r.get(5)?),
                closed: some_time(r.get(6)?),
            })
        })
    }

    fn closed_for(&self, device: DeviceId) -> Result<u16, StoreError> {
        let found = self.one("SELECT closed_for FROM device WHERE id = ?1", [device.0], |r| r.get(0))?;
        Ok(found.unwrap_or(0))
    }

    fn last_act(&self, device: DeviceId) -> Result<(u64, [u8; 32]), StoreError> {
        let found = self.one("SELECT act, act_digest FROM device WHERE id = ?1", [device.0], |r| {
            let number = u64::try_from(r.get::<i64>(0)?).map_err(|_| StoreError::Corrupt("number of an act"))?;
            Ok((number, r.get::<Vec<u8>>(1)?.try_into().unwrap_or_default()))
        })?;
        Ok(found.unwrap_or_default())
    }

    fn open_invitations(&self, org: OrgId, now: Timestamp) -> Result<Vec<Open>, StoreError> {
        let sql = "SELECT secret, person, created, expires FROM invitation
                   WHERE organisation = ?1 AND used = 0 AND revoked = 0 AND expires > ?2 ORDER BY created, secret";
        self.all(sql, (org.0, now.0), |r| {
            Ok(Open {
                secret: r.get(0)?,
                person: PersonId(r.get(1)?),
                created: Timestamp(r.get(2)?),
                expires: Timestamp(r.get(3)?),
            })
        })
    }

    fn is_revoked(&self, secret: &SecretHash) -> Result<bool, StoreError> {
        let revoked: Option<i64> =
            self.one("SELECT revoked FROM invitation WHERE secret = ?1", [secret], |r| r.get(0))?;
        Ok(revoked.unwrap_or(0) > 0)
    }

    fn was_held(&self, device: DeviceId, doc: &WireDoc, hash: &[u8; 32]) -> Result<bool, StoreError> {
        let sql = "SELECT kind FROM held_change
                   WHERE device = ?1 AND feed = ?2 AND kind = ?3 AND key = ?4 AND hash = ?5";
        let found = self.one(sql, (device.0, doc.feed.to_string(), doc.kind, doc.key, hash), |_| Ok(()))?;
        Ok(found.is_some())
    }

    fn held_weight(&self, device: DeviceId) -> Result<Weight, StoreError> {
        let sql = "SELECT count(*), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM held
                   WHERE device = ?1 AND decided = ''";
        let found = self.one(sql, [device.0], |r| Ok((r.get::<i64>(0)?, r.get::<i64>(1)?)))?;
        let (rows, bytes) = found.unwrap_or_default();
        let sql = "SELECT CAST(coalesce(sum(length(bundle)), 0) AS BIGINT) FROM held_bundle WHERE device = ?1";
        let bundles: i64 = self.one(sql, [device.0], |r| r.get(0))?.unwrap_or_default();
        let size = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        Ok(Weight { rows: size(rows), bytes: size(bytes.saturating_add(bundles)) })
    }

    fn held(&self, org: OrgId) -> Result<Vec<Held>, StoreError> {
        self.all(&format!("{HELD} WHERE organisation = ?1 AND decided = '' ORDER BY id"), [org.0], held)
    }

    fn held_one(&self, org: OrgId, id: i64) -> Result<Option<Held>, StoreError> {
        self.one(&format!("{HELD} WHERE organisation = ?1 AND id = ?2"), (org.0, id), held)
    }

    fn audit(&self, org: OrgId, before: i64, most: usize) -> Result<Vec<(i64, Deed)>, StoreError> {
        let sql = "SELECT id, at, device, person, act, about, detail FROM audit
                   WHERE organisation = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(sql, (org.0, before, most), |r| {
            let device: Vec<u8> = r.get(2)?;
            let by = device.try_into().ok().map(DeviceId);
            let (person, about): (u32, u32) = (r.get(3)?, r.get(5)?);
            let deed = Deed {
                at: Timestamp(r.get(1)?),
                by: by.map(|device| (PersonId(person), device)),
                act: r.get(4)?,
                about: (about > 0).then_some(PersonId(about)),
                detail: r.get(6)?,
            };
            Ok((r.get(0)?, deed))
        })
    }
}

impl<D: Driver> WritePeople for Tx<D> {
    fn set_ended(&mut self, org: OrgId, person: PersonId, at: Option<Timestamp>) -> Result<(), StoreError> {
        let sql = "UPDATE person SET ended = ?3 WHERE organisation = ?1 AND number = ?2";
        self.run(sql, (org.0, person.0, at.map_or(0, |at| at.0))).map(drop)
    }

    fn close_device(&mut self, device: DeviceId, code: u16, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE device SET revoked = ?2, closed_for = ?3 WHERE id = ?1 AND revoked = 0";
        self.run(sql, (device.0, at.0.max(1), code)).map(drop)
    }

    fn open_devices(&mut self, org: OrgId, person: PersonId, code: u16) -> Result<(), StoreError> {
        let sql = "UPDATE device SET revoked = 0, closed_for = 0
                   WHERE organisation = ?1 AND person = ?2 AND closed_for = ?3";
        self.run(sql, (org.0, person.0, code)).map(drop)
    }

    fn note_act(&mut self, device: DeviceId, number: u64, digest: &[u8; 32]) -> Result<(), StoreError> {
        let number = i64::try_from(number).map_err(|_| StoreError::Corrupt("number of an act"))?;
        self.run("UPDATE device SET act = ?2, act_digest = ?3 WHERE id = ?1", (device.0, number, digest)).map(drop)
    }

    fn note_sightings(&mut self, sightings: &BTreeMap<DeviceId, Sighting>) -> Result<(), StoreError> {
        let sql = "UPDATE device SET app = ?2, unsent = ?3, last_seen = ?4 WHERE id = ?1 AND last_seen < ?4";
        for (device, Sighting { app, unsent, at }) in sightings {
            self.run(sql, (device.0, app, unsent, at.0))?;
        }
        Ok(())
    }

    fn revoke_invitation(&mut self, secret: &SecretHash, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE invitation SET revoked = ?2 WHERE secret = ?1 AND used = 0 AND revoked = 0";
        self.run(sql, (secret, at.0.max(1))).map(drop)
    }

    fn hold(&mut self, by: Bringer<'_>, holdings: &[Holding], at: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO held_bundle (device, at, bundle) VALUES (?1, ?2, ?3) RETURNING id";
        let bundle: Option<i64> = self.one(sql, (by.device.0, at.0, by.bundle), |r| r.get(0))?;
        let bundle = bundle.ok_or(StoreError::Corrupt("bundle that was just written"))?;
        for Holding { doc, code, changes } in holdings {
            let feed = doc.feed.to_string();
            for (hash, _) in changes {
                let sql = "INSERT INTO held_change (device, feed, kind, key, hash) VALUES (?1, ?2, ?3, ?4, ?5)
                           ON CONFLICT DO NOTHING";
                self.run(sql, (by.device.0, &feed, doc.kind, doc.key, hash))?;
            }
            let chunks: Vec<Vec<u8>> = changes.iter().map(|(_, change)| change.clone()).collect();
            let bytes = i64::try_from(chunks.iter().map(Vec::len).sum::<usize>()).unwrap_or(i64::MAX);
            let sql = "INSERT INTO held
                       (organisation, device, person, incarnation, bundle, code, feed, kind, key, at, changes, bytes)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
            let (org, device, person, life) = (by.organisation.0, by.device.0, by.person.0, by.incarnation.0);
            let chunks = row::pack(&chunks)?;
            let params = (org, device, person, life, bundle, *code, feed, doc.kind, doc.key, at.0, chunks, bytes);
            self.run(sql, params)?;
        }
        Ok(())
    }

    fn decide(&mut self, held: &Held, decision: Decision) -> Result<(), StoreError> {
        let sql = "UPDATE held SET decided = ?2, changes = ?3, bytes = 0 WHERE id = ?1";
        self.run(sql, (held.id, decision.word(), row::pack(&[])?))?;
        let sql = "DELETE FROM held_bundle WHERE device = ?1
                   AND NOT EXISTS (SELECT 1 FROM held WHERE held.bundle = held_bundle.id AND decided = '')";
        self.run(sql, [held.device.0]).map(drop)
    }

    fn add_deed(&mut self, org: OrgId, deed: &Deed) -> Result<(), StoreError> {
        let sql = "INSERT INTO audit (organisation, at, device, person, act, about, detail)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (person, device) = deed.by.map_or((0, Vec::new()), |(person, device)| (person.0, device.0.to_vec()));
        let about = deed.about.map_or(0, |person| person.0);
        self.run(sql, (org.0, deed.at.0, device, person, &deed.act, about, &deed.detail)).map(drop)
    }
}

fn some_time(seconds: i64) -> Option<Timestamp> {
    (seconds > 0).then_some(Timestamp(seconds))
}

/// `id, device, person, incarnation, code, feed, kind, key, at, changes, decided`
fn held(row: &Row<'_>) -> Result<Held, StoreError> {
    Ok(Held {
        id: row.get(0)?,
        device: DeviceId(row.get(1)?),
        person: PersonId(row.get(2)?),
        incarnation: Incarnation(row.get(3)?),
        code: row.get(4)?,
        doc: WireDoc { feed: row::feed(&row.get::<String>(5)?)?, kind: row.get(6)?, key: row.get(7)? },
        at: Timestamp(row.get(8)?),
        changes: row::unpack(&row.get::<Vec<u8>>(9)?)?,
        decided: Decision::from_word(&row.get::<String>(10)?)?,
    })
}
