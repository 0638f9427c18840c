//! Answers that were sent not long ago. A phone whose link was cut in the middle of one asks for the rest. When it is no
//! longer here, after a restart or at another node, the phone gets a new answer instead.

use domain::id::DeviceId;
use domain::time::Timestamp;
use protocol::{Partial, digest};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// A shorter answer is as soon sent again.
const WORTH_KEEPING: usize = 4 << 10;
/// Bytes of all answers that are kept.
const MOST_BYTES: usize = 24 << 20;
/// Seconds that an answer is kept.
const KEPT_FOR: i64 = 15 * 60;

/// Answers of the last minutes, the oldest first.
#[derive(Debug, Default)]
pub struct Recent(Mutex<VecDeque<Answer>>);

#[derive(Debug)]
struct Answer {
    device: DeviceId,
    number: u64,
    sent: Timestamp,
    bundle: Vec<u8>,
}

impl Recent {
    /// Keeps the answer to a device's request `number`, in place of any other of this device.
    pub fn keep(&self, device: DeviceId, number: u64, bundle: &[u8], sent: Timestamp) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.retain(|it| it.device != device && (0..=KEPT_FOR).contains(&sent.0.saturating_sub(it.sent.0)));
        if bundle.len() < WORTH_KEEPING {
            return;
        }
        answers.push_back(Answer { device, number, sent, bundle: bundle.to_vec() });
        while answers.iter().map(|it| it.bundle.len()).sum::<usize>() > MOST_BYTES {
            answers.pop_front();
        }
    }

    /// The rest of the answer to request `number` that began with `partial`.
    pub fn rest(&self, device: DeviceId, number: u64, partial: &Partial) -> Option<Vec<u8>> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = answers.iter().find(|it| it.device == device && it.number == number)?;
        let (begun, rest) = answer.bundle.split_at_checked(usize::try_from(partial.bytes).ok()?)?;
        (digest(begun) == partial.digest).then(|| rest.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARAKA: DeviceId = DeviceId([3; 12]);
    const AMINA: DeviceId = DeviceId([4; 12]);

    fn partial(of: &[u8]) -> Partial {
        Partial { bytes: u32::try_from(of.len()).unwrap(), digest: digest(of) }
    }

    #[test]
    fn who_began_to_get_an_answer_gets_the_rest_of_just_that() {
        let recent = Recent::default();
        let bundle: Vec<u8> = (0..9_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        recent.keep(BARAKA, 5, &bundle, Timestamp(100));
        assert_eq!(recent.rest(BARAKA, 5, &partial(&bundle[..7_000])).as_deref(), Some(&bundle[7_000..]));
        assert_eq!(recent.rest(BARAKA, 6, &partial(&bundle[..7_000])), None);
        assert_eq!(recent.rest(AMINA, 5, &partial(&bundle[..7_000])), None);
        assert_eq!(recent.rest(BARAKA, 5, &partial(&bundle[1..7_000])), None);
        assert_eq!(recent.rest(BARAKA, 5, &Partial { bytes: 9_001, ..partial(&bundle) }), None);
        recent.keep(BARAKA, 6, b"short", Timestamp(101));
        assert_eq!(recent.rest(BARAKA, 5, &partial(&bundle[..7_000])), None);
    }

    #[test]
    fn old_answers_go_and_so_do_the_first_of_too_many() {
        let recent = Recent::default();
        let bundle = vec![7; MOST_BYTES / 3];
        for n in 0..4 {
            recent.keep(DeviceId([n; 12]), 1, &bundle, Timestamp(100));
        }
        assert_eq!(recent.rest(DeviceId([0; 12]), 1, &partial(&bundle[..10])), None);
        assert!(recent.rest(DeviceId([1; 12]), 1, &partial(&bundle[..10])).is_some());
        recent.keep(AMINA, 1, &bundle, Timestamp(100 + KEPT_FOR + 1));
        assert_eq!(recent.rest(DeviceId([3; 12]), 1, &partial(&bundle[..10])), None);
    }
}
