//! What happens to phones, people and the server's machine.

use super::Fault;
use super::body::Body;
use super::world::{Copy, DAY, Event, HOUR, World};
use anyhow::{Context, Result};
use client::Cut;
use domain::id::WorkshopId;
use domain::policy::Role;

/// Those that happen to a phone or its person.
const TO_A_PHONE: &[Fault] = &[
    Fault::CrashBefore,
    Fault::CrashAfter,
    Fault::Killed,
    Fault::DiskFull,
    Fault::ClockJump,
    Fault::Restored,
    Fault::Cloned,
    Fault::Gone,
    Fault::Moved,
    Fault::Promoted,
    Fault::Revoked,
];

impl World {
    /// Decides at the beginning of a day what will go wrong in it.
    pub fn plan_mishaps(&mut self, day: u32) -> Result<()> {
        for body in 0..self.bodies.len() {
            if self.users_of(body).is_empty() {
                continue;
            }
            // A copy of the folder now and then, taken while the app was closed: what a restore brings back.
            if self.plan.faults.has(Fault::Restored) && self.dice.permille(150) {
                self.copy_aside(body, day)?;
            }
            for what in TO_A_PHONE {
                if self.strikes(*what) {
                    let when = self.now + 6 * HOUR + self.dice.between(0, 15 * HOUR);
                    self.at(when, Event::Mishap { body, what: *what });
                }
            }
        }
        if self.plan.faults.has(Fault::ServerRestored) {
            if self.server_copy.is_some() && self.dice.permille(150) {
                let when = self.now + self.dice.between(0, DAY);
                self.at(when, Event::ServerRestored);
            } else if self.dice.permille(400) {
                let to = self.folder.path().join(format!("backup-{day}"));
                self.office.back_up(&to)?;
                self.server_copy = Some(to);
            }
        }
        Ok(())
    }

    /// One of them, to one phone.
    pub fn mishap(&mut self, body: usize, what: Fault) -> Result<()> {
        let users = self.users_of(body);
        let Some(user) = self.dice.pick(&users).copied() else { return Ok(()) };
        let skip = self.dice.count(0, 3);
        match what {
            Fault::CrashBefore => self.place(body)?.cut(Cut::Before(skip)),
            Fault::CrashAfter => self.place(body)?.cut(Cut::After(skip)),
            Fault::Killed => self.crash(user)?,
            Fault::DiskFull => {
                self.place(body)?.set_full(true);
                let hours = self.dice.between(1, 30);
                self.at(self.now + hours * HOUR, Event::DiskFree { body });
            }
            Fault::ClockJump => {
                const YEAR: i64 = 365 * 86_400;
                let now = self.clock().0;
                let off = [-now, 5 * YEAR, -40 * 86_400, 600, 0];
                let off = self.dice.pick(&off).copied().unwrap_or_default();
                self.place(body)?.clock_off = off;
            }
            Fault::Restored => return self.put_back(body),
            Fault::Cloned => self.clone_phone(body)?,
            Fault::Gone => {
                self.close(body)?;
                for user in users {
                    self.user_mut(user)?.alive = false;
                    self.model.gone(user);
                }
                self.copies.remove(&body);
                self.place(body)?.destroy();
            }
            Fault::Moved | Fault::Promoted => return self.change_role(user, what),
            Fault::Revoked => {
                let profile = self.user(user)?.profile.clone();
                self.office.revoke(&profile, self.clock())?;
                self.users.iter_mut().filter(|u| u.profile == profile).for_each(|u| u.revoked = true);
            }
            _ => return Ok(()),
        }
        self.note(what);
        Ok(())
    }

    fn place(&mut self, body: usize) -> Result<&mut Body> {
        self.bodies.get_mut(body).context("a phone")
    }

    fn copy_aside(&mut self, body: usize, day: u32) -> Result<()> {
        let folder = self.folder.path().join(format!("copy-{body}-{day}"));
        self.close(body)?;
        self.place(body)?.copy_to(&folder)?;
        let unsent = self.users_of(body).into_iter().map(|user| (user, self.model.unsent(user))).collect();
        if let Some(old) = self.copies.insert(body, Copy { folder, unsent }) {
            let _ = std::fs::remove_dir_all(old.folder);
        }
        Ok(())
    }

    fn put_back(&mut self, body: usize) -> Result<()> {
        let Some(copy) = self.copies.remove(&body) else { return Ok(()) };
        self.close(body)?;
        let markers = self.dice.permille(500);
        self.place(body)?.put_back(&copy.folder, markers)?;
        std::fs::remove_dir_all(&copy.folder)?;
        for (user, unsent) in copy.unsent {
            self.model.put_back(user, unsent);
        }
        self.note(Fault::Restored);
        Ok(())
    }

    /// The phone is copied, and the copy's people are the last users from then on.
    pub fn clone_phone(&mut self, body: usize) -> Result<()> {
        self.close(body)?;
        let number = self.bodies.len();
        let folder = self.folder.path().join(format!("phone-{number}"));
        self.place(body)?.copy_to(&folder)?;
        let mut twin = Body::open(folder, &mut self.dice)?;
        twin.clock_off = self.place(body)?.clock_off;
        self.bodies.push(twin);
        for user in self.users_of(body) {
            let (person, profile) = (self.user(user)?.person, self.user(user)?.profile.clone());
            let revoked = self.user(user)?.revoked;
            let twin = self.add_user(person, number, profile);
            self.user_mut(twin)?.revoked = revoked;
            self.model.put_back(twin, self.model.unsent(user));
        }
        Ok(())
    }

    fn change_role(&mut self, user: usize, what: Fault) -> Result<()> {
        let person = self.user(user)?.person;
        let role = match (what, self.model.role(person)) {
            (Fault::Promoted, Some(Role::Artisan(w))) => Role::Lead(w),
            (Fault::Promoted, Some(Role::Lead(w))) => Role::Artisan(w),
            (_, Some(Role::Artisan(w))) => {
                let other = WorkshopId(self.dice.count(1, self.workshops));
                if other == w {
                    return Ok(());
                }
                Role::Artisan(other)
            }
            _ => return Ok(()),
        };
        self.office.put_person(person, role)?;
        self.model.set_role(person, role, self.now);
        self.note(what);
        Ok(())
    }

    /// The server's database is put back as it was at its last backup.
    pub fn restore_server(&mut self) -> Result<()> {
        let Some(copy) = self.server_copy.take() else { return Ok(()) };
        self.office.restore(&copy)?;
        self.note(Fault::ServerRestored);
        Ok(())
    }
}
