//! How long somebody has been at it, by a phone's clock that may jump.

use crate::quantity::Minutes;
use crate::time::Timestamp;

/// The longest sitting that is taken for true without asking: twelve hours.
const LONGEST: i64 = 12 * 3600;
/// A day in seconds.
const DAY: i64 = 24 * 3600;

/// Time that is being measured for one assignment. Kept on the phone only, and no entry until it is logged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timer {
    /// Seconds of the sittings that ended.
    pub gathered: i64,
    /// When the sitting began that goes on; none when it is stopped.
    pub since: Option<Timestamp>,
    /// Whether a sitting ended that cannot be true.
    pub doubtful: bool,
}

/// What a timer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Whole minutes, at most a day.
    pub minutes: Minutes,
    /// Whether the clock went back or far ahead meanwhile, so that a person has to say how long it was.
    pub doubtful: bool,
}

impl Timer {
    /// Begins a sitting; one that goes on goes on.
    pub fn start(self, now: Timestamp) -> Self {
        Self { since: self.since.or(Some(now)), ..self }
    }

    /// Ends the sitting, if one goes on. A clock that went back gives no time, and one that went ahead no more than a day.
    pub fn stop(self, now: Timestamp) -> Self {
        let Some(since) = self.since else { return self };
        let elapsed = now.0.saturating_sub(since.0);
        Self {
            gathered: self.gathered.saturating_add(elapsed.clamp(0, DAY)).min(DAY),
            since: None,
            doubtful: self.doubtful || !(0..=LONGEST).contains(&elapsed),
        }
    }

    /// What it shows now.
    pub fn measured(self, now: Timestamp) -> Measured {
        let stopped = self.stop(now);
        let minutes = u32::try_from(stopped.gathered / 60).unwrap_or(0).min(Minutes::MOST.0);
        Measured { minutes: Minutes(minutes), doubtful: stopped.doubtful }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EIGHT: Timestamp = Timestamp(1_795_410_000);

    fn later(minutes: i64) -> Timestamp {
        Timestamp(EIGHT.0 + minutes * 60)
    }

    #[test]
    fn baraka_works_forty_minutes_rests_and_works_twenty_more() {
        let timer = Timer::default().start(EIGHT).stop(later(40)).start(later(70));
        assert_eq!(timer.measured(later(90)), Measured { minutes: Minutes(60), doubtful: false });
        assert_eq!(timer.start(later(80)), timer, "a second tap does not begin anew");
    }

    #[test]
    fn a_clock_that_fell_back_to_1970_or_ran_ahead_is_asked_about() {
        let timer = Timer::default().start(EIGHT);
        assert_eq!(timer.measured(Timestamp(86_400)), Measured { minutes: Minutes(0), doubtful: true });
        assert_eq!(timer.measured(later(13 * 60)), Measured { minutes: Minutes(13 * 60), doubtful: true });
        assert_eq!(timer.measured(Timestamp(i64::MAX)), Measured { minutes: Minutes::MOST, doubtful: true });
        let once = timer.stop(Timestamp(0)).start(later(10));
        assert!(
            once.measured(later(20)).doubtful,
            "what was doubtful once stays so until a person says how long it was"
        );
    }

    proptest! {
        #[test]
        fn no_clock_makes_it_negative_or_more_than_a_day(times in prop::collection::vec(any::<i64>(), 0..12), now: i64) {
            let mut timer = Timer::default();
            for (at, start) in times.into_iter().zip([true, false].into_iter().cycle()) {
                timer = if start { timer.start(Timestamp(at)) } else { timer.stop(Timestamp(at)) };
            }
            prop_assert!(timer.gathered >= 0 && timer.measured(Timestamp(now)).minutes <= Minutes::MOST);
        }
    }
}
