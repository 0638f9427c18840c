//! Cursors that no server gave: an answer that comes to an end, or `bad_cursor`.

use crate::cast::{BARAKA, ESTHER};
use crate::input::Input;
use crate::office::{HISTORY, Office, request, sync};
use protocol::Code;
use std::cell::RefCell;

thread_local! {
    static OFFICE: RefCell<Office> = RefCell::default();
}

/// Bytes as they are, or the five numbers of a cursor; then the budget.
pub fn run(input: &[u8]) {
    let mut input = Input(input);
    let (flags, budget) = (input.byte(), input.number());
    let who = if flags & 1 == 0 { BARAKA } else { ESTHER };
    let cursor = if flags & 2 == 0 {
        input.0.to_vec()
    } else {
        let mut number = || i64::from(input.number().cast_signed() >> (flags >> 4));
        let tail = [number(), number(), number()];
        let cursor = (HISTORY, u32::from(who.0), tail[0], tail[1], tail[2]);
        minicbor::to_vec(cursor).unwrap()
    };
    OFFICE.with_borrow(|office| {
        let mut asked = request(6);
        (asked.cursor, asked.budget) = (cursor, budget.into());
        // Each page has at least one document or ends it, and there are fewer documents than this.
        for page in 0.. {
            assert!(page < 50, "pages without end");
            match sync(office.host(), who, &asked) {
                Ok(answer) if answer.more => asked.cursor = answer.cursor,
                Ok(_) => break,
                Err(denied) => {
                    let whole = asked.cursor.len() > protocol::limits::CURSOR;
                    let expected = if whole { Code::TooLarge } else { Code::BadCursor };
                    assert_eq!(denied.0.code(), expected);
                    assert_eq!(page, 0, "the server takes its own cursors");
                    break;
                }
            }
        }
    });
}
