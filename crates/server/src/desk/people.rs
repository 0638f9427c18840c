//! People who come, move, leave and come back.

use super::{ActError, Desk, no};
use crate::facts;
use crate::membership::Moves;
use crate::store::record::Person;
use domain::id::PersonId;
use domain::policy::Role;
use protocol::Code;

/// Characters of a name.
const MOST_NAME: usize = 100;
/// Characters of a telephone number.
const MOST_PHONE: usize = 20;

/// Somebody who is not there yet.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Their name.
    pub name: String,
    /// What they will be.
    pub role: Role,
    /// Telephone number, may be empty.
    pub phone: String,
    /// `en` or `sw`.
    pub language: String,
}

impl Desk<'_> {
    /// Adds a person. Whoever has the same name and role already is that person.
    pub fn add_person(&mut self, new: NewPerson) -> Result<PersonId, ActError> {
        let name = new.name.trim().to_owned();
        let fits = |text: &str, most| text.chars().count() <= most && !text.chars().any(char::is_control);
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')');
        let known = matches!(new.language.as_str(), "en" | "sw");
        if name.is_empty() || !fits(&name, MOST_NAME) || !fits(&new.phone, MOST_PHONE) || !known {
            return Err(no(Code::BadValue, "a name has 1 to 100 characters, a language is en or sw"));
        }
        if !new.phone.chars().all(digits) {
            return Err(no(Code::BadValue, "a telephone number has digits"));
        }
        self.check_role(new.role)?;
        let people = self.tx.people(self.org)?;
        if let Some(there) = people.iter().find(|p| p.name == name) {
            let ended = self.tx.ended(self.org)?.contains_key(&there.number);
            if there.role == new.role && !ended {
                return Ok(there.number);
            }
            return Err(no(Code::NameTaken, "there is a person of that name already"));
        }
        let number = PersonId(people.iter().map(|p| p.number.0).max().unwrap_or(0).saturating_add(1));
        let (role, phone, language) = (new.role, new.phone, new.language);
        let person = Person { number, name, role, phone, language, skills: Vec::new(), hours_per_week: None };
        self.tx.put_person(self.org, &person)?;
        let mut moves = Moves::default();
        moves.add(number, None, role);
        moves.record(self.tx, self.org)?;
        facts::write_about(self.tx, self.org, self.author, &person)?;
        self.note("person_added", Some(number), self.place(role)?)?;
        Ok(number)
    }

    /// Gives a person another role or workshop, and takes them back when they had left.
    pub fn move_person(&mut self, number: PersonId, role: Role) -> Result<(), ActError> {
        let mut person = self.person(number)?;
        self.check_role(role)?;
        let ended = self.tx.ended(self.org)?.contains_key(&number);
        if person.role == role && !ended {
            return Ok(());
        }
        if self.is_me(number) {
            return Err(no(Code::NotYourself, "another coordinator has to do that"));
        }
        let before = (!ended).then_some(person.role);
        person.role = role;
        self.tx.put_person(self.org, &person)?;
        let mut moves = Moves::default();
        moves.add(number, before, role);
        moves.record(self.tx, self.org)?;
        if ended {
            self.tx.set_ended(self.org, number, None)?;
            self.tx.open_devices(self.org, number, Code::Ended.number())?;
        }
        facts::write_all(self.tx, self.org, self.author)?;
        self.note(if ended { "person_returned" } else { "person_moved" }, Some(number), self.place(role)?)?;
        Ok(())
    }

    /// Ends somebody's membership: they read nothing more, their devices hand over and wipe, their invitations end.
    pub fn end_person(&mut self, number: PersonId) -> Result<(), ActError> {
        let person = self.person(number)?;
        if self.tx.ended(self.org)?.contains_key(&number) {
            return Ok(());
        }
        if self.is_me(number) {
            return Err(no(Code::NotYourself, "another coordinator has to do that"));
        }
        self.tx.set_ended(self.org, number, Some(self.now))?;
        let mut moves = Moves::default();
        moves.end(number, person.role);
        moves.record(self.tx, self.org)?;
        for open in self.tx.open_invitations(self.org, self.now)?.into_iter().filter(|open| open.person == number) {
            self.tx.revoke_invitation(&open.secret, self.now)?;
        }
        for device in self.tx.listed(self.org)?.into_iter().filter(|d| d.person == number) {
            self.tx.close_device(device.device, Code::Ended.number(), self.now)?;
        }
        facts::write_about(self.tx, self.org, self.author, &person)?;
        self.note("person_ended", Some(number), "")?;
        Ok(())
    }

    pub(super) fn person(&self, number: PersonId) -> Result<Person, ActError> {
        self.tx.person(self.org, number)?.ok_or(no(Code::NoSuch, "there is no such person"))
    }

    fn check_role(&self, role: Role) -> Result<(), ActError> {
        let Some(number) = role.workshop() else { return Ok(()) };
        let there = self.tx.workshops(self.org)?.iter().any(|w| w.number == number);
        if there { Ok(()) } else { Err(no(Code::NoSuch, "there is no such workshop")) }
    }

    /// A role in words, for the audit log.
    fn place(&self, role: Role) -> Result<String, ActError> {
        let Some(number) = role.workshop() else { return Ok("coordinator".into()) };
        let word = if matches!(role, Role::Lead(_)) { "lead" } else { "artisan" };
        let workshops = self.tx.workshops(self.org)?;
        let code = workshops.iter().find(|w| w.number == number).map_or("", |w| w.code.as_str());
        Ok(format!("{word} {code}"))
    }
}
