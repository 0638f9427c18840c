//! The server's stories once more, on PostgreSQL: whatever is told in `tests/stories` of what a phone or the office meets
//! holds there, too.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

/// Where [`office::Office`] keeps its data.
const POSTGRES: bool = true;

#[path = "../stories/crowd.rs"]
mod crowd;
#[path = "../stories/desk.rs"]
mod desk;
#[path = "../stories/enrolling.rs"]
mod enrolling;
#[path = "../stories/http.rs"]
#[allow(dead_code, reason = "what the other stories use")]
mod http;
#[path = "../stories/importing.rs"]
mod importing;
#[path = "../stories/leaving.rs"]
mod leaving;
#[path = "../stories/moving.rs"]
mod moving;
#[path = "../stories/office.rs"]
#[allow(dead_code, reason = "what the other stories use")]
mod office;
#[path = "../stories/pages.rs"]
mod pages;
#[path = "../stories/phone.rs"]
#[allow(dead_code, reason = "what the other stories use")]
mod phone;
#[path = "../stories/pushing.rs"]
mod pushing;
#[path = "../stories/refusing.rs"]
mod refusing;
