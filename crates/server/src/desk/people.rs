//! People who come, move, leave and come back.

use super::{ActError, Desk, no};
use crate::facts;
use crate::membership::Moves;
use crate::store::record::Person;
use domain::id::PersonId;
use domain::person;
use domain::policy::Role;
use protocol::Code;

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
    /// What they can do, words with spaces between them.
    pub skills: String,
    /// Hours a week they can work, where known.
    pub hours_per_week: Option<u32>,
}

/// What is known of a person from now on. What is none stays as it is.
#[derive(Debug, Clone, Default)]
pub struct ChangedPerson {
    /// How their name is written.
    pub name: Option<String>,
    /// Telephone number; empty when it is not known any more.
    pub phone: Option<String>,
    /// All that they can do, words with spaces between them.
    pub skills: Option<String>,
    /// Hours a week they can work; none in it when that is not known any more.
    pub hours_per_week: Option<Option<u32>>,
}

impl Desk<'_> {
    /// Adds a person. Whoever is there with all of that already is that person.
    pub fn add_person(&mut self, new: NewPerson) -> Result<PersonId, ActError> {
        let name = read_name(&new.name)?;
        let phone = read_phone(&new.phone)?;
        let (skills, hours_per_week) = (read_skills(&new.skills)?, new.hours_per_week.map(read_hours).transpose()?);
        if !matches!(new.language.as_str(), "en" | "sw") {
            return Err(no(Code::BadValue, "a language is en or sw"));
        }
        self.check_role(new.role)?;
        let people = self.tx.people(self.org)?;
        let there = people.iter().find(|p| p.name == name);
        let next = PersonId(people.iter().map(|p| p.number.0).max().unwrap_or(0).saturating_add(1));
        let (number, role, language) = (there.map_or(next, |p| p.number), new.role, new.language);
        let person = Person { number, name, role, phone, language, skills, hours_per_week };
        if let Some(there) = there {
            // Somebody else of that name, or not as it was asked for: what was typed must not be lost without a word.
            let same = *there == person && !self.tx.ended(self.org)?.contains_key(&number);
            return if same { Ok(number) } else { Err(no(Code::NameTaken, "there is a person of that name already")) };
        }
        self.tx.put_person(self.org, &person)?;
        let mut moves = Moves::default();
        moves.add(number, None, role);
        moves.record(self.tx, self.org)?;
        facts::write_about(self.tx, self.org, self.author, &person)?;
        self.note("person_added", Some(number), self.place(role)?)?;
        Ok(number)
    }

    /// Changes what is known of a person who is here. The log says what was changed, and of a name how it was written before,
    /// but no telephone number.
    pub fn change_person(&mut self, number: PersonId, change: &ChangedPerson) -> Result<(), ActError> {
        let before = self.person(number)?;
        if self.tx.ended(self.org)?.contains_key(&number) {
            return Err(no(Code::HasLeft, "the person has left; take them back first"));
        }
        let mut person = before.clone();
        if let Some(name) = &change.name {
            person.name = read_name(name)?;
        }
        if let Some(phone) = &change.phone {
            person.phone = read_phone(phone)?;
        }
        if let Some(skills) = &change.skills {
            person.skills = read_skills(skills)?;
        }
        if let Some(hours) = change.hours_per_week {
            person.hours_per_week = hours.map(read_hours).transpose()?;
        }
        if person == before {
            return Ok(());
        }
        if self.tx.people(self.org)?.iter().any(|p| p.name == person.name && p.number != number) {
            return Err(no(Code::NameTaken, "there is a person of that name already"));
        }
        self.tx.put_person(self.org, &person)?;
        facts::write_about(self.tx, self.org, self.author, &person)?;
        self.note("person_changed", Some(number), difference(&before, &person))?;
        Ok(())
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

/// Which facts differ, in words, and how a name was written before: `name phone, was Baraka`.
fn difference(before: &Person, after: &Person) -> String {
    let all = [
        ("name", before.name != after.name),
        ("phone", before.phone != after.phone),
        ("skills", before.skills != after.skills),
        ("hours", before.hours_per_week != after.hours_per_week),
    ];
    let words: Vec<&str> = all.iter().filter(|(_, differs)| *differs).map(|(word, _)| *word).collect();
    let was = if before.name == after.name { String::new() } else { format!(", was {}", before.name) };
    words.join(" ") + &was
}

fn read_name(text: &str) -> Result<String, ActError> {
    person::name(text).ok_or(no(Code::BadValue, "a name has 1 to 100 characters"))
}

fn read_phone(text: &str) -> Result<String, ActError> {
    person::phone(text).ok_or(no(Code::BadPhone, "a telephone number is like 0712 345 678 or +254 712 345 678"))
}

fn read_skills(text: &str) -> Result<Vec<String>, ActError> {
    person::skills(text.split_whitespace()).ok_or(no(Code::BadSkill, "skills are words, 200 characters in all"))
}

fn read_hours(hours: u32) -> Result<u32, ActError> {
    person::hours(hours).ok_or(no(Code::BadHours, "a week has 168 hours"))
}
