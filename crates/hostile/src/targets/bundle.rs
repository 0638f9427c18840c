//! Bytes from the network, before anything is known of them.

use protocol::{EnrolAnswer, EnrolRequest, Failure, Message, SecretKey, SyncAnswer, SyncRequest};

/// Asks everything that either side asks of bytes that came in.
pub fn run(input: &[u8]) {
    let key = SecretKey::from_seed([3; 32]).public();
    fn opens<M: Message>(input: &[u8], key: &protocol::PublicKey) {
        if let Ok(message) = protocol::open::<M>(input, key) {
            assert!(message.within_limits());
        }
    }
    let _ = protocol::sender(input);
    opens::<EnrolRequest>(input, &key);
    opens::<EnrolAnswer>(input, &key);
    opens::<SyncRequest>(input, &key);
    opens::<SyncAnswer>(input, &key);
    opens::<Failure>(input, &key);
    let _ = protocol::open_enrolment(input);
    let _ = protocol::open_enrol_answer(input);
    let _ = protocol::read_enrol_failure(input);
}
