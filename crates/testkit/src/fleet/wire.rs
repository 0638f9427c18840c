//! The network: what becomes of a request and of its answer.

use super::Fault;
use super::world::{DAY, Event, SECOND, World};
use anyhow::Result;
use client::Reply;
use protocol::Code;

/// How long a phone waits for an answer that does not come.
const PATIENCE: u64 = 60 * SECOND;

/// A request on its way.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its number among all.
    pub number: u64,
    /// Whose.
    pub user: usize,
    /// What.
    pub bundle: Vec<u8>,
    /// Whether somebody waits for the answer.
    pub awaited: bool,
}

impl World {
    /// Sends a request. Exactly one [`Event::Back`] with its number follows, whatever happens to it.
    pub fn send(&mut self, user: usize, bundle: Vec<u8>) -> u64 {
        self.letters += 1;
        let number = self.letters;
        self.report.syncs += 1;
        self.report.bytes_up += u64::try_from(bundle.len()).unwrap_or(0);
        let now = self.now;
        let soon = now + self.dice.between(200, 3_000);
        let much_later = now + self.dice.between(2 * 60 * SECOND, 2 * DAY);
        let silence = |user| Event::Back { user, letter: number, reply: None };
        let letter = Letter { number, user, bundle, awaited: true };
        if self.user(user).is_ok_and(|u| u.offline_until > now) {
            self.at(now + 100, silence(user));
        } else if self.strikes(Fault::LostRequest) {
            self.note(Fault::LostRequest);
            self.at(now + PATIENCE, silence(user));
        } else if self.strikes(Fault::CutRequest) {
            self.note(Fault::CutRequest);
            let part = self.dice.place(letter.bundle.len());
            let bundle = letter.bundle.get(..part).unwrap_or_default().to_vec();
            self.at(soon, Event::Arrives(Letter { bundle, awaited: false, ..letter }));
            self.at(now + PATIENCE / 2, silence(user));
        } else if self.strikes(Fault::LateRequest) {
            self.note(Fault::LateRequest);
            self.at(now + PATIENCE, silence(user));
            self.at(much_later, Event::Arrives(Letter { awaited: false, ..letter }));
        } else {
            if self.strikes(Fault::Twice) {
                self.note(Fault::Twice);
                self.at(much_later, Event::Arrives(Letter { awaited: false, ..letter.clone() }));
            }
            self.at(soon, Event::Arrives(letter));
        }
        number
    }

    /// A request is at the server.
    pub fn arrives(&mut self, letter: Letter) -> Result<()> {
        let failing = if self.strikes(Fault::Busy) {
            self.note(Fault::Busy);
            Some(if self.dice.permille(500) { Code::Busy } else { Code::Server })
        } else {
            None
        };
        let reply = match failing {
            Some(code) => self.office.fail(code)?,
            None => self.office.sync(&letter.bundle, self.clock())?,
        };
        let killed = self.strikes(Fault::ServerKilled);
        if killed {
            self.note(Fault::ServerKilled);
            self.office.restart()?;
        }
        if !letter.awaited {
            return Ok(());
        }
        let (user, number) = (letter.user, letter.number);
        let now = self.now;
        let (when, reply) = if killed {
            (now + self.dice.between(1, PATIENCE), None)
        } else if self.strikes(Fault::LostAnswer) {
            self.note(Fault::LostAnswer);
            (now + PATIENCE, None)
        } else if self.strikes(Fault::CutAnswer) {
            self.note(Fault::CutAnswer);
            // Most transports know that a body is not whole. One that does not takes what there is for it.
            let part = self.dice.place(reply.body.len());
            let body = reply.body.get(..part).unwrap_or_default().to_vec();
            let whole = self.dice.permille(200);
            (now + PATIENCE / 2, Some(Reply { body, whole, ..reply }))
        } else if self.strikes(Fault::StrayAnswer) {
            self.note(Fault::StrayAnswer);
            let late = now + self.dice.between(PATIENCE, 30 * PATIENCE);
            self.at(late, Event::Back { user, letter: number, reply: Some(reply) });
            (now + PATIENCE, None)
        } else {
            let slow = self.dice.between(200, 3_000);
            (now + slow, Some(reply))
        };
        self.at(when, Event::Back { user, letter: number, reply });
        Ok(())
    }
}
