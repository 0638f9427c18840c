//! The world: who and what there is, and the queue of what happens next.

use super::body::Body;
use super::dice::Dice;
use super::model::{Model, NoteId};
use super::office::Office;
use super::wire::Letter;
use super::{Fault, Plan, Report};
use anyhow::{Context, Result, anyhow};
use client::{Courier, Reply};
use domain::id::{PersonId, WorkshopId};
use domain::policy::Role;
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use sync::Engine;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// When the simulation begins: Monday 23 November 2026, midnight in Nairobi, so that a month ends in it.
const MONDAY: u64 = 1_795_381_200_000;
/// Milliseconds.
pub const SECOND: u64 = 1_000;
/// Milliseconds.
pub const HOUR: u64 = 3_600 * SECOND;
/// Milliseconds.
pub const DAY: u64 = 24 * HOUR;

/// What happens next.
#[derive(Debug)]
pub enum Event {
    /// A day begins.
    Morning(u32),
    /// A person does something, and so many things after that.
    Act { user: usize, more: u32 },
    /// The app wants to sync.
    Sync { user: usize },
    /// A request reaches the server.
    Arrives(Letter),
    /// What came of a request reaches the phone: `None` is silence.
    Back { user: usize, letter: u64, reply: Option<Reply> },
    /// Something happens to a phone.
    Mishap { body: usize, what: Fault },
    /// The storage is free again.
    DiskFree { body: usize },
    /// The server's database is put back to its last backup.
    ServerRestored,
}

/// A person on a phone.
pub struct User {
    pub person: PersonId,
    pub body: usize,
    pub profile: String,
    pub engine: Engine,
    /// The sync under way, and the letter that it waits for.
    pub under_way: Option<(u64, Courier)>,
    pub failures: u32,
    pub alive: bool,
    pub revoked: bool,
    /// Until then there is no network.
    pub offline_until: u64,
}

/// A copy of a phone's folder, and what the model knows of it.
pub struct Copy {
    pub folder: PathBuf,
    pub unsent: BTreeMap<usize, BTreeSet<NoteId>>,
}

/// Everything.
pub struct World {
    pub plan: Plan,
    pub dice: Dice,
    pub now: u64,
    queue: BTreeMap<(u64, u64), Event>,
    turn: u64,
    pub letters: u64,
    pub runtime: Runtime,
    pub office: Office,
    pub bodies: Vec<Body>,
    pub users: Vec<User>,
    pub copies: BTreeMap<usize, Copy>,
    pub server_copy: Option<PathBuf>,
    pub workshops: u32,
    pub serial: u64,
    pub model: Model,
    pub report: Report,
    pub folder: TempDir,
}

impl World {
    /// An organisation with its people and their phones, enrolled and synced once.
    pub fn begin(plan: Plan) -> Result<Self> {
        let mut dice = Dice::new(plan.seed);
        let memory = PathBuf::from("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory)? } else { TempDir::new()? };
        let workshops = plan.devices.div_ceil(12).max(2);
        let now = Timestamp(i64::try_from(MONDAY / SECOND)?);
        let office = Office::open(folder.path().join("server"), workshops, now, &mut dice)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let report = Report { seed: plan.seed, devices: plan.devices, days: plan.days, ..Report::default() };
        let mut world = Self {
            plan,
            dice,
            now: MONDAY,
            queue: BTreeMap::new(),
            turn: 0,
            letters: 0,
            runtime,
            office,
            bodies: Vec::new(),
            users: Vec::new(),
            copies: BTreeMap::new(),
            server_copy: None,
            workshops,
            serial: 0,
            model: Model::default(),
            report,
            folder,
        };
        world.populate()?;
        for day in 0..world.plan.days {
            world.at(MONDAY + u64::from(day) * DAY, Event::Morning(day));
        }
        Ok(world)
    }

    /// A coordinator or two, a lead for each workshop, artisans. Some have two phones, some share one.
    fn populate(&mut self) -> Result<()> {
        let (mut person, mut bodies) = (0, 0);
        let coordinators = if self.plan.devices >= 40 { 2 } else { 1 };
        while bodies < self.plan.devices {
            person += 1;
            let workshop = WorkshopId((person - 1) % self.workshops + 1);
            let role = match person {
                n if n <= coordinators => Role::Coordinator,
                n if n <= coordinators + self.workshops => Role::Lead(WorkshopId(n - coordinators)),
                _ => Role::Artisan(workshop),
            };
            let number = PersonId(person);
            self.office.put_person(number, role)?;
            self.model.set_role(number, role, 0);
            let artisan = matches!(role, Role::Artisan(_));
            let shared = artisan && self.dice.permille(150);
            let body = match self.bodies.len().checked_sub(1).filter(|_| shared) {
                Some(last) => last,
                None => self.new_body()?,
            };
            self.enrol(number, body)?;
            bodies += u32::from(!shared);
            if !shared && bodies < self.plan.devices && self.dice.permille(100) {
                let second = self.new_body()?;
                self.enrol(number, second)?;
                bodies += 1;
            }
        }
        Ok(())
    }

    /// A new phone.
    pub fn new_body(&mut self) -> Result<usize> {
        let number = self.bodies.len();
        self.bodies.push(Body::open(self.folder.path().join(format!("phone-{number}")), &mut self.dice)?);
        Ok(number)
    }

    /// Enrols `person` on a phone, with nothing going wrong.
    pub fn enrol(&mut self, person: PersonId, body: usize) -> Result<usize> {
        let now = self.clock();
        let code = self.office.invite(person, now, &mut self.dice)?;
        let seed = self.dice.bytes();
        let place = self.bodies.get(body).context("a phone")?;
        place.set_clock(self.now);
        place.put_key(seed)?;
        let told = |e: client::api::CallError| anyhow!("enrolling: {} {}", e.code, e.detail);
        let asking = place.phone()?.ask_to_enrol(code.as_str()).map_err(told)?;
        let reply = self.office.enrol(&asking.bundle, now)?;
        let profile = place.phone()?.enrolled("https://office.example", &asking, &reply).map_err(told)?;
        Ok(self.add_user(person, body, profile))
    }

    /// A person on a phone that has their profile.
    pub fn add_user(&mut self, person: PersonId, body: usize, profile: String) -> usize {
        self.users.push(User {
            person,
            body,
            profile,
            engine: Engine::default(),
            under_way: None,
            failures: 0,
            alive: true,
            revoked: false,
            offline_until: 0,
        });
        self.model.add_user()
    }

    /// Puts an event into the queue.
    pub fn at(&mut self, when: u64, event: Event) {
        self.turn += 1;
        self.queue.insert((when.max(self.now), self.turn), event);
    }

    /// Takes everything out of the queue that still is on its way to the server.
    pub fn letters_on_the_way(&mut self) -> Vec<Letter> {
        let queue = std::mem::take(&mut self.queue);
        queue
            .into_values()
            .filter_map(|event| if let Event::Arrives(letter) = event { Some(letter) } else { None })
            .collect()
    }

    /// Plays all days.
    pub fn live(&mut self) -> Result<()> {
        let end = MONDAY + u64::from(self.plan.days) * DAY;
        for user in 0..self.users.len() {
            self.sync_in_peace(user)?;
        }
        while let Some(((when, _), event)) = self.queue.pop_first() {
            if when > end {
                self.at(when, event);
                break;
            }
            self.now = when;
            if self.plan.verbose {
                eprintln!("{} {}", self.moment(), brief(&event));
            }
            match event {
                Event::Morning(day) => self.morning(day)?,
                Event::Act { user, more } => self.act(user, more)?,
                Event::Sync { user } => self.begin_sync(user)?,
                Event::Arrives(letter) => self.arrives(letter)?,
                Event::Back { user, letter, reply } => self.back(user, letter, reply)?,
                Event::Mishap { body, what } => self.mishap(body, what)?,
                Event::DiskFree { body } => self.bodies.get_mut(body).context("a phone")?.set_full(false),
                Event::ServerRestored => self.restore_server()?,
            }
        }
        self.now = end.max(self.now);
        Ok(())
    }

    /// The true time, as the server's clock shows it.
    pub fn clock(&self) -> Timestamp {
        Timestamp(i64::try_from(self.now / SECOND).unwrap_or(i64::MAX))
    }

    /// The virtual time for people: day, hours, minutes, seconds.
    pub fn moment(&self) -> String {
        let since = self.now.saturating_sub(MONDAY) / SECOND;
        format!("day {} {:02}:{:02}:{:02}", since / 86_400, since / 3_600 % 24, since / 60 % 60, since % 60)
    }

    /// Something went wrong that must not: says what, with all that is needed to see it again.
    pub fn wrong(&mut self, what: &str) {
        let line = format!("seed {} {}: {what}", self.report.seed, self.moment());
        if self.plan.verbose {
            eprintln!("WRONG {line}");
        }
        self.report.wrong.push(line);
    }

    /// A fault happened.
    pub fn note(&mut self, fault: Fault) {
        self.plan.faults.note(fault);
        self.report.faults += 1;
    }

    /// Whether a fault that can happen happens now.
    pub fn strikes(&mut self, fault: Fault) -> bool {
        let often = if fault.is_of_the_network() { 1 } else { self.plan.often };
        self.plan.faults.has(fault) && self.dice.permille(fault.permille().saturating_mul(often))
    }

    /// A user who is there.
    pub fn user(&self, user: usize) -> Result<&User> {
        self.users.get(user).context("a user")
    }

    /// A user who is there.
    pub fn user_mut(&mut self, user: usize) -> Result<&mut User> {
        self.users.get_mut(user).context("a user")
    }

    /// The phone of a user.
    pub fn body_of(&self, user: usize) -> Result<&Body> {
        self.bodies.get(self.user(user)?.body).context("a phone")
    }

    /// Everybody on a phone.
    pub fn users_of(&self, body: usize) -> Vec<usize> {
        (0..self.users.len()).filter(|user| self.users.get(*user).is_some_and(|u| u.alive && u.body == body)).collect()
    }
}

fn brief(event: &Event) -> String {
    match event {
        Event::Arrives(letter) => {
            format!("letter {} of user {} arrives, {} bytes", letter.number, letter.user, letter.bundle.len())
        }
        Event::Back { user, letter, reply } => {
            let what = reply
                .as_ref()
                .map_or("silence".into(), |r| format!("{} bytes, {:?}, whole {}", r.body.len(), r.kind, r.whole));
            format!("letter {letter} back to user {user}: {what}")
        }
        other => format!("{other:?}"),
    }
}
