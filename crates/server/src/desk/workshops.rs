//! Workshops.

use super::{ActError, Desk, no};
use crate::facts;
use crate::store::record::Workshop;
use domain::catalogue::{MOST_CODE, MOST_TEXT};
use domain::id::WorkshopId;
use protocol::Code;

impl Desk<'_> {
    /// Adds a workshop. One of the same code and place is that workshop.
    pub fn add_workshop(&mut self, code: &str, place: &str) -> Result<WorkshopId, ActError> {
        let (code, place) = (code.trim(), place.trim());
        let fits = |text: &str, most| (1..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        if !fits(code, MOST_CODE) || !fits(place, MOST_TEXT) {
            return Err(no(Code::BadValue, "a workshop has a code and a place, each on one line"));
        }
        let known = self.tx.workshops(self.org)?;
        if let Some(there) = known.iter().find(|w| w.code == code) {
            let same = there.place == place;
            return if same { Ok(there.number) } else { Err(no(Code::NameTaken, "there is a workshop of that code")) };
        }
        let number = WorkshopId(known.iter().map(|w| w.number.0).max().unwrap_or(0).saturating_add(1));
        let workshop = Workshop { number, code: code.to_owned(), place: place.to_owned() };
        self.tx.put_workshop(self.org, &workshop)?;
        facts::write_all(self.tx, self.org, self.author)?;
        self.note("workshop_added", None, code)?;
        Ok(number)
    }
}
