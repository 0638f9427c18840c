//! What the server does with a stranger's changes, one document at a time.

use crate::cast::{self, BARAKA};
use crate::chunk;
use crate::input::Input;
use documents::{Admitted, Document, change_hash};

/// The first byte says which kind, the rest is changes in the order they are sent.
pub fn run(input: &[u8]) {
    let mut input = Input(input);
    let id = cast::doc(input.kind());
    let mut document = Document::new(id).unwrap();
    let mut sent = 0;
    while !input.is_empty() && sent < 8 {
        sent += 1;
        let change = chunk::next(&mut input, &document, BARAKA.actor(7));
        let before = document.heads();
        match document.admit(&change, BARAKA.key().public().device()) {
            Ok(Admitted::Added { hash }) => {
                assert_eq!(change_hash(&change), Some(hash));
                assert!(document.has(&hash));
                assert_eq!(cast::read(&document), Ok(()), "what is admitted reads");
                assert_eq!(document.admit(&change, BARAKA.key().public().device()), Ok(Admitted::AlreadyThere));
                let mut loaded = Document::new(id).unwrap();
                loaded.apply(&document.whole()).expect("what is admitted loads");
                assert_eq!(loaded.heads(), document.heads());
            }
            Ok(Admitted::AlreadyThere) | Err(_) => assert_eq!(document.heads(), before),
        }
    }
}
