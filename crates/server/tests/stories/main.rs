//! The server as its users meet it: the real program on a real database, phones that speak real HTTP to it.
//! Esther is at the office; Amina leads Kibera, where Baraka and Wanjiru work; Kiprop leads Rongai.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

/// Where [`office::Office`] keeps its data; `tests/stories_on_postgres` tells the same on PostgreSQL.
const POSTGRES: bool = false;

mod crowd;
mod desk;
mod enrolling;
mod faults;
mod http;
mod importing;
mod keeping;
mod leaving;
mod limits;
mod moving;
mod office;
mod pages;
mod phone;
mod pushing;
mod refusing;
mod restoring;
mod sealing;
mod secret;
mod stopping;
mod watching;
