//! Drives each phone's sync step by step: the engine decides, the phone's courier carries out.

use super::Fault;
use super::world::{Event, SECOND, World};
use anyhow::{Context, Result, anyhow, bail};
use client::api::sync::SyncView;
use client::{Courier, Reply, Step};
use protocol::Code;
use serde_json::json;
use sync::{Effect, Outcome};

/// How often an app that fails tries again before its person puts the phone away.
const MOST_FAILURES: u32 = 4;

impl World {
    /// The app of a user wants to sync.
    pub fn begin_sync(&mut self, user: usize) -> Result<()> {
        if !self.user(user)?.alive {
            return Ok(());
        }
        self.body_of(user)?.set_clock(self.now);
        let jitter = self.dice.any();
        let busy = self.user(user)?.under_way.is_some();
        let effect = self.user_mut(user)?.engine.handle(sync::Event::Wanted, jitter);
        if busy {
            return Ok(());
        }
        let courier = self.courier(user)?;
        self.drive(user, courier, effect)
    }

    fn courier(&self, user: usize) -> Result<Courier> {
        let profile = &self.user(user)?.profile;
        let courier = self.body_of(user)?.phone()?.courier(profile);
        courier.map_err(|e| anyhow!("{}: {}", e.code, e.detail))
    }

    /// What came of a request is back at the phone.
    pub fn back(&mut self, user: usize, letter: u64, reply: Option<Reply>) -> Result<()> {
        let Some((waits_for, courier)) = self.user_mut(user)?.under_way.take() else { return Ok(()) };
        // What is late goes to whoever waits now, as with bundles that come in a file or over a cable.
        let stray = reply.is_some() && self.plan.faults.has(Fault::StrayAnswer);
        if waits_for != letter && !stray {
            self.user_mut(user)?.under_way = Some((waits_for, courier));
            return Ok(());
        }
        self.body_of(user)?.set_clock(self.now);
        let effect = self.hand_over(user, courier, reply)?;
        let (courier, effect) = effect;
        self.drive(user, courier, effect)
    }

    fn hand_over(&mut self, user: usize, mut courier: Courier, reply: Option<Reply>) -> Result<(Courier, Effect)> {
        if let Some(reply) = &reply {
            self.report.bytes_down += u64::try_from(reply.body.len()).unwrap_or(0);
        }
        let event = courier.replied(reply.ok_or(client::ClientError::Offline));
        let jitter = self.dice.any();
        let effect = self.user_mut(user)?.engine.handle(event, jitter);
        Ok((courier, effect))
    }

    /// Carries out effects until the phone waits for the network or rests.
    fn drive(&mut self, user: usize, mut courier: Courier, mut effect: Effect) -> Result<()> {
        loop {
            let step = courier.carry_out(effect);
            if self.body_of(user)?.is_dead() {
                drop(courier);
                return self.crash(user);
            }
            match step {
                Step::Post(bundle) => {
                    let letter = self.send(user, bundle);
                    self.user_mut(user)?.under_way = Some((letter, courier));
                    return Ok(());
                }
                Step::Tell(event) => {
                    let jitter = self.dice.any();
                    effect = self.user_mut(user)?.engine.handle(event, jitter);
                }
                Step::Rest(outcome) => {
                    drop(courier);
                    return self.rested(user, &outcome);
                }
            }
        }
    }

    fn rested(&mut self, user: usize, outcome: &Outcome) -> Result<()> {
        match outcome {
            Outcome::Done => {
                self.user_mut(user)?.failures = 0;
                self.shown_as_sent(user)?;
            }
            Outcome::TryAgain { after_ms, .. } => {
                let failures = self.user(user)?.failures + 1;
                self.user_mut(user)?.failures = failures;
                if failures <= MOST_FAILURES {
                    self.at(self.now + (*after_ms).max(2 * SECOND), Event::Sync { user });
                } else {
                    self.user_mut(user)?.failures = 0;
                }
            }
            Outcome::Left(Code::Revoked) if self.user(user)?.revoked => self.user_mut(user)?.alive = false,
            Outcome::Left(code) => {
                self.report.unexplained_refusals += 1;
                self.wrong(&format!("user {user} was sent away: {}", code.word()));
            }
            Outcome::Refused(code) => {
                self.report.unexplained_refusals += 1;
                self.wrong(&format!("user {user}'s sync was refused: {}", code.word()));
            }
            Outcome::Broken if self.body_of(user)?.is_full() => {}
            Outcome::Broken => {
                self.report.unexplained_refusals += 1;
                self.wrong(&format!("user {user}'s sync broke on the phone"));
            }
        }
        Ok(())
    }

    /// The badge says that nothing waits: from here on it must not be lost.
    fn shown_as_sent(&mut self, user: usize) -> Result<()> {
        let profile = self.user(user)?.profile.clone();
        let shown = self.body_of(user)?.call(&self.runtime, &profile, "sync.status", json!({}));
        let shown = shown.map_err(|e| anyhow!("sync.status: {} {}", e.code, e.detail))?;
        let view: SyncView = serde_json::from_value(shown)?;
        if view.unsent == 0 {
            self.model.all_sent(user);
        }
        Ok(())
    }

    /// Syncs with nothing in between. Says whether the phone came to rest with everything done.
    pub fn sync_in_peace(&mut self, user: usize) -> Result<bool> {
        self.body_of(user)?.set_clock(self.now);
        let mut courier = self.courier(user)?;
        let mut effect = self.user_mut(user)?.engine.handle(sync::Event::Wanted, 0);
        for _ in 0..10_000 {
            match courier.carry_out(effect) {
                Step::Post(bundle) => {
                    self.report.syncs += 1;
                    self.report.bytes_up += u64::try_from(bundle.len()).unwrap_or(0);
                    let reply = self.office.sync(&bundle, self.clock())?;
                    (courier, effect) = self.hand_over(user, courier, Some(reply))?;
                }
                Step::Tell(event) => effect = self.user_mut(user)?.engine.handle(event, 0),
                Step::Rest(Outcome::Done) => {
                    self.shown_as_sent(user)?;
                    return Ok(true);
                }
                Step::Rest(Outcome::Left(Code::Revoked)) if self.user(user)?.revoked => {
                    self.user_mut(user)?.alive = false;
                    return Ok(true);
                }
                Step::Rest(outcome) => {
                    if self.plan.verbose {
                        eprintln!("{} user {user} rests: {outcome:?}", self.moment());
                    }
                    return Ok(false);
                }
            }
        }
        bail!("the sync of user {user} does not end")
    }

    /// The app on the phone of `user` stops where it stands, and starts again on what is on the disk.
    pub fn crash(&mut self, user: usize) -> Result<()> {
        let body = self.user(user)?.body;
        self.close(body)?;
        self.bodies.get_mut(body).context("a phone")?.crash()
    }

    /// Everybody on the phone loses what was only in memory.
    pub fn close(&mut self, body: usize) -> Result<()> {
        for user in self.users_of(body) {
            let user = self.user_mut(user)?;
            user.under_way = None;
            user.engine = sync::Engine::default();
            user.failures = 0;
        }
        Ok(())
    }
}
