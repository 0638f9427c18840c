//! What a phone does with what a server sends: any chunks as a document of any kind, read in every way.

use crate::cast::{self, BARAKA};
use crate::chunk;
use crate::input::Input;
use documents::Document;

/// The first byte says which kind, the rest is chunks that build on each other.
pub fn run(input: &[u8]) {
    let mut input = Input(input);
    let id = cast::doc(input.kind());
    let mut document = Document::new(id).unwrap();
    let mut chunks = Vec::new();
    while !input.is_empty() && chunks.len() < 8 {
        let chunk = chunk::next(&mut input, &document, BARAKA.actor(7));
        let before = document.heads();
        match document.apply(&chunk) {
            Ok(()) => chunks.push(chunk),
            Err(_) => assert_eq!(document.heads(), before, "an error leaves the document as it was"),
        }
        let _ = cast::read(&document);
    }
    // One by one or all at once, kept whole or as chunks, it is the same document.
    let again = Document::from_chunks(id, chunks.iter().map(Vec::as_slice)).expect("what was applied loads");
    assert_eq!(again.heads(), document.heads());
    let whole = document.whole();
    let again = Document::from_chunks(id, [whole.as_slice()]).expect("what is saved loads");
    assert_eq!(again.heads(), document.heads());
    assert_eq!(cast::read(&again).is_ok(), cast::read(&document).is_ok());
}
