//! What is inside a bundle of somebody who may sign: any CBOR as any message, and any zstd frame.

use crate::seal;
use protocol::{EnrolAnswer, EnrolRequest, Failure, Message, SecretKey, SyncAnswer, SyncRequest};
use std::fmt::Debug;

/// The first byte says which message it wants to be (low bits), and whether the rest is CBOR or a zstd frame (bit 3).
pub fn run(input: &[u8]) {
    let Some((choice, rest)) = input.split_first() else { return };
    let payload = if choice & 8 == 0 { seal::frame(rest) } else { rest.to_vec() };
    match choice & 7 {
        0 => opens::<SyncRequest>(&payload),
        1 => opens::<SyncAnswer>(&payload),
        2 => opens::<Failure>(&payload),
        3 => opens::<EnrolAnswer>(&payload),
        _ => {
            let key = SecretKey::from_seed([3; 32]);
            let _ = protocol::open_enrolment(&seal::bundle::<EnrolRequest>(&payload, &key));
            opens::<EnrolRequest>(&payload);
        }
    }
}

/// Opens it; what opens says the same when it is sealed and opened again.
fn opens<M: Message + PartialEq + Debug>(payload: &[u8]) {
    let key = SecretKey::from_seed([3; 32]);
    let bundle = seal::bundle::<M>(payload, &key);
    match protocol::open::<M>(&bundle, &key.public()) {
        Ok(message) => {
            assert!(message.within_limits());
            let again = seal::message(&message, &key);
            // Names and texts may take longer heads than they came with, and so just not fit.
            if again.len() <= protocol::limits::BUNDLE {
                assert_eq!(protocol::open::<M>(&again, &key.public()), Ok(message));
            }
        }
        Err(error) => assert_ne!(error, protocol::BundleError::BadSignature),
    }
}
