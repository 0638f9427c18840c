//! What every store has to do, told once and run on each: SQLite in a file, PostgreSQL on a server that this starts
//! itself. Whoever adds a method to the store tells here what it promises.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod crowd;
mod keeping;
mod lives;
mod packing;
mod people;
mod place;
mod reading;
mod released;
mod secret;

/// Makes two tests of each story.
macro_rules! on_both {
    ($($module:ident::$story:ident),* $(,)?) => {
        mod sqlite {
            $(#[test] fn $story() { crate::$module::$story(&crate::place::Place::sqlite()); })*
        }
        mod postgres {
            $(#[test] fn $story() { crate::$module::$story(&crate::place::Place::postgres()); })*
        }
    };
}

on_both! {
    keeping::what_is_kept_reads_back,
    keeping::what_is_not_committed_is_not_there,
    keeping::what_is_once_only_is_refused_the_second_time,
    keeping::odd_values_come_back_as_they_were,
    people::who_leaves_and_what_is_held_reads_back,
    packing::packed_rows_read_back_as_they_were,
    packing::all_of_it_is_taken_along_to_the_other_database,
    reading::a_reader_sees_one_moment,
    reading::rows_and_documents_come_in_order_from_the_feeds_that_are_asked_for,
    reading::a_document_is_read_up_to_a_number,
    reading::many_feeds_are_read_as_one,
    crowd::readers_skip_nothing_while_many_write,
    crowd::who_looks_before_writing_is_not_overtaken,
    crowd::organisations_are_numbered_apart,
    lives::nodes_that_write_in_turn_agree_on_every_epoch,
    lives::each_life_is_an_author_of_its_own,
}
