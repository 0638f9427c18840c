//! What goes wrong, each by name, and how often.

use std::collections::{BTreeMap, BTreeSet};

macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $name:ident $word:literal $permille:literal;)*) => {
        /// Something that goes wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fault {
            $($(#[doc = $doc])+ $name,)*
        }

        impl Fault {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name on the command line.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// How many times in a thousand it happens: for each request on the network, else for each phone and day.
            pub fn permille(self) -> u32 {
                match self { $(Self::$name => $permille),* }
            }

            /// Whether it happens to a request, and not to a phone on a day.
            pub fn is_of_the_network(self) -> bool {
                self < Self::Offline
            }

            /// What it is, one line.
            pub fn says(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+)),* }
            }
        }
    };
}

faults! {
    // For each request.
    /// The request never arrives.
    LostRequest "lost_request" 60;
    /// The request is cut off; the server gets a part.
    CutRequest "cut_request" 30;
    /// The phone gives up and the request arrives minutes to days later.
    LateRequest "late_request" 40;
    /// The request arrives, and again minutes to days later.
    Twice "twice" 40;
    /// The server answers and the phone hears nothing.
    LostAnswer "lost_answer" 60;
    /// The phone gets a part of the answer.
    CutAnswer "cut_answer" 40;
    /// The phone gives up, and the answer comes when it waits for that of another request.
    StrayAnswer "stray_answer" 30;
    /// The server is busy or in error, and stores nothing.
    Busy "busy" 20;
    /// The server stores, is killed before it answers, and starts again.
    ServerKilled "server_killed" 10;
    // For each phone and day.
    /// No network at all for hours to days.
    Offline "offline" 80;
    /// The battery is pulled in the middle of one of the next writes, before its commit.
    CrashBefore "crash_before" 80;
    /// The battery is pulled right behind the commit of one of the next writes, marker files included.
    CrashAfter "crash_after" 80;
    /// The app is killed where it stands.
    Killed "killed" 60;
    /// The phone's storage is full for hours.
    DiskFull "disk_full" 60;
    /// The clock jumps to 1970, by years, or back to what it should be.
    ClockJump "clock_jump" 50;
    /// The phone's folder is put back as it was days before, with or without the marker file.
    Restored "restored" 15;
    /// The phone is copied, and both go on living.
    Cloned "cloned" 4;
    /// The phone is lost for good.
    Gone "gone" 3;
    /// The person moves to another workshop.
    Moved "moved" 8;
    /// The person becomes lead, or artisan again.
    Promoted "promoted" 6;
    /// The device is revoked.
    Revoked "revoked" 3;
    /// The server's database is put back as it was days before.
    ServerRestored "server_restored" 5;
}

/// Not in `all`: they may lose something. A stray answer, until an answer says which request it answers: today it says a
/// number, which a repeated request shares even when it brings more; over HTTP it cannot happen. A restored server gets
/// back what phones still hold of their own, and so not what was only on phones that are lost, put back, revoked or moved
/// since; beside faults that leave phones alone nothing is lost.
const NOT_YET: &[Fault] = &[Fault::StrayAnswer, Fault::ServerRestored];

/// Which faults are on, and what happened.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    on: BTreeSet<Fault>,
    happened: BTreeMap<&'static str, u64>,
}

impl Faults {
    /// Reads `all`, `none`, or names with commas between; `all,-twice` takes one out.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut on = BTreeSet::new();
        for word in text.split(',').map(str::trim).filter(|w| !w.is_empty()) {
            let named = |word: &str| {
                let found = Fault::ALL.iter().copied().find(|f| f.word() == word);
                found.ok_or_else(|| format!("there is no fault {word}"))
            };
            match (word, word.strip_prefix('-')) {
                ("none", _) => on.clear(),
                ("all", _) => on.extend(Fault::ALL.iter().filter(|f| !NOT_YET.contains(f))),
                (_, Some(word)) => drop(on.remove(&named(word)?)),
                _ => drop(on.insert(named(word)?)),
            }
        }
        Ok(Self { on, happened: BTreeMap::new() })
    }

    /// Whether it can happen.
    pub fn has(&self, fault: Fault) -> bool {
        self.on.contains(&fault)
    }

    /// From here on nothing goes wrong.
    pub fn heal(&mut self) {
        self.on.clear();
    }

    /// It happened.
    pub fn note(&mut self, fault: Fault) {
        *self.happened.entry(fault.word()).or_default() += 1;
    }

    /// How often each happened.
    pub fn happened(&self) -> &BTreeMap<&'static str, u64> {
        &self.happened
    }
}
