//! The sync engine: what to do next when something happened. Events in, one effect out.
//!
//! It knows the protocol's messages and nothing else: no clock, no sockets, no database, no threads. Who
//! drives it carries out the effect it asks for and tells it how that went. So a whole fleet of phones can
//! be run in one thread in a test, with every fault at every step.
//!
//! Start reading with [`Engine::handle`]; the picture of one sync is
//! collect → transmit → store → collect … until neither side has more, then rest.

mod pace;

pub use pace::Pace;
use protocol::{Code, Failure, MINIMUM_VERSION, SyncAnswer, SyncRequest, VERSION};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A sync is wanted: a write, a resume, the network, a person. While one runs, it will look once more at its end.
    Wanted,
    /// The effect [`Effect::Collect`] was carried out: the request, complete but for version and budget.
    Collected(Box<SyncRequest>),
    /// The server answered.
    Answered(Box<SyncAnswer>),
    /// The server refused the request as a whole.
    Failed(Failure),
    /// No answer came, or bytes that the server did not sign.
    NoAnswer,
    /// The link was cut in the middle of an answer. What came is kept, and the rest of it can be asked for.
    Interrupted,
    /// The effect [`Effect::Store`] was carried out, durably. `left`: changes that wait and were not in the request.
    Stored {
        /// How many changes still wait.
        left: u32,
    },
    /// [`Effect::Leave`] was carried out: the person is no longer on this phone.
    Gone,
    /// [`Effect::Leave`] was not carried out: the office could not hold all that is only here.
    Stays,
    /// [`Effect::Renew`], [`Effect::Repair`] or [`Effect::SpeakPlainly`] was carried out.
    Repaired,
    /// The phone itself failed to carry out an effect: its storage is full or broken.
    Broken,
}

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Gather unsent changes, at most about so many bytes of them (always at least one), and come back with [`Event::Collected`].
    Collect {
        /// Bytes of changes.
        bytes: u32,
    },
    /// Sign and send, and come back with what the server said or [`Event::NoAnswer`].
    Transmit(Box<SyncRequest>),
    /// Apply the answer in one transaction, then [`Event::Stored`].
    Store(Box<SyncAnswer>),
    /// This database is a copy: draw a new incarnation, go on after bundle number `accepted`, then [`Event::Repaired`].
    Renew {
        /// The last number that the server has accepted.
        accepted: u64,
    },
    /// The server may have lost what it had. Forget the cursor, so that everything is fetched anew, and compare the
    /// heads of every document from now on, then [`Event::Repaired`].
    Repair,
    /// Forget what the server can do: it can do less than before. Then [`Event::Repaired`].
    SpeakPlainly,
    /// The device is closed and has handed over what it had: take the person off this phone, then [`Event::Gone`].
    Leave,
    /// Nothing to do until the next [`Event::Wanted`].
    Rest(Outcome),
    /// Nothing: the event does not fit the state, for example an answer that comes twice.
    Ignore,
}

/// How a sync ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Both sides have everything.
    Done,
    /// Trying again can help, after so many milliseconds.
    TryAgain {
        /// How long to wait.
        after_ms: u64,
        /// The server's code, or `None` when it could not be reached.
        code: Option<Code>,
    },
    /// Trying again cannot help until something changes. Unsent work is kept.
    Refused(Code),
    /// The office closed this device. What it had not sent is at the office, nothing of the person is here any more.
    Left(Code),
    /// This phone could not store or read.
    Broken,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Resting,
    Collecting,
    Waiting { number: u64 },
    Storing { more: bool, leave: Option<Code> },
    Leaving { code: Code },
    Repairing,
}

/// One phone's sync. One runs at a time.
#[derive(Debug, Clone)]
pub struct Engine {
    state: State,
    wanted_again: bool,
    repairs: u8,
    cuts: u8,
    pace: Pace,
}

impl Default for Engine {
    fn default() -> Self {
        Self { state: State::Resting, wanted_again: false, repairs: 0, cuts: 0, pace: Pace::default() }
    }
}

/// A repair that does not help is not tried for ever: after so many in one sync the server is in error.
const MOST_REPAIRS: u8 = 3;
/// So often an answer that was cut off is gone on with at once; then it waits as after any failure.
const MOST_CUTS: u8 = 8;

impl Engine {
    /// Takes an event and says what to do now. `random` is used for jitter only.
    pub fn handle(&mut self, event: Event, random: u64) -> Effect {
        match (self.state, event) {
            (State::Resting, Event::Wanted) => {
                (self.repairs, self.cuts) = (0, 0);
                self.collect()
            }
            (_, Event::Wanted) => {
                self.wanted_again = true;
                Effect::Ignore
            }
            (State::Collecting, Event::Collected(mut request)) => {
                request.version = VERSION;
                request.budget = self.pace.budget();
                self.state = State::Waiting { number: request.number };
                Effect::Transmit(request)
            }
            (State::Waiting { number }, Event::Answered(answer)) if answer.number == number => {
                if !(MINIMUM_VERSION..=VERSION).contains(&answer.version) {
                    return self.rest(Outcome::Refused(Code::TooOld));
                }
                self.pace.went_well();
                self.cuts = 0;
                // A reason that this version does not know is a reason all the same.
                let leave = answer.leave.map(|number| Code::from_number(number).unwrap_or(Code::Revoked));
                self.state = State::Storing { more: answer.more, leave };
                Effect::Store(answer)
            }
            // An answer to another request is one that came late or twice.
            (State::Waiting { .. }, Event::Answered(_) | Event::NoAnswer) => self.try_again(None, random),
            // What came is not lost, so there is no need to ask for less, nor to wait.
            (State::Waiting { .. }, Event::Interrupted) if self.cuts < MOST_CUTS => {
                self.cuts += 1;
                self.collect()
            }
            (State::Waiting { .. }, Event::Interrupted) => self.try_again(None, random),
            (State::Waiting { .. }, Event::Failed(failure)) => self.failed(&failure, random),
            (State::Storing { leave: Some(code), .. }, Event::Stored { left: 0 }) => {
                self.state = State::Leaving { code };
                Effect::Leave
            }
            (State::Leaving { code }, Event::Gone) => self.rest(Outcome::Left(code)),
            (State::Leaving { .. }, Event::Stays) => self.try_again(Some(Code::HeldFull), random),
            (State::Storing { more, .. }, Event::Stored { left }) => {
                if more || left > 0 || std::mem::take(&mut self.wanted_again) {
                    self.collect()
                } else {
                    self.rest(Outcome::Done)
                }
            }
            (State::Repairing, Event::Repaired) => self.collect(),
            (State::Resting, _) => Effect::Ignore,
            (_, Event::Broken) => self.rest(Outcome::Broken),
            _ => Effect::Ignore,
        }
    }

    fn collect(&mut self) -> Effect {
        self.state = State::Collecting;
        Effect::Collect { bytes: self.pace.budget() }
    }

    fn failed(&mut self, failure: &Failure, random: u64) -> Effect {
        let code = failure.code();
        let repair = match code {
            Code::StaleBundle => Effect::Renew { accepted: failure.expected },
            Code::BadCursor => Effect::Repair,
            Code::Unsupported => Effect::SpeakPlainly,
            _ if code.is_permanent() => return self.rest(Outcome::Refused(code)),
            _ => return self.try_again(Some(code), random),
        };
        if self.repairs >= MOST_REPAIRS {
            return self.try_again(Some(code), random);
        }
        self.repairs += 1;
        self.state = State::Repairing;
        repair
    }

    fn try_again(&mut self, code: Option<Code>, random: u64) -> Effect {
        let after_ms = self.pace.went_badly(random);
        self.rest(Outcome::TryAgain { after_ms, code })
    }

    fn rest(&mut self, outcome: Outcome) -> Effect {
        self.state = State::Resting;
        self.wanted_again = false;
        Effect::Rest(outcome)
    }
}

#[cfg(test)]
mod tests;
