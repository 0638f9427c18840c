//! What people agreed, for statements of SQL: the numbers of questions and choices are written into them here and nowhere else.

use domain::agree::{Choice, Question};

/// That a row of `agreement` is about material.
pub fn of_material(row: &str) -> String {
    format!("{row}.question IN ({}, {})", Question::Receipt.number(), Question::Count.number())
}

/// That a row of `agreed` is such a decision; `row` is what the statement calls it.
pub fn is(row: &str, question: Question, choice: Choice) -> String {
    format!("{row}.question = {} AND {row}.choice = {}", question.number(), choice.number())
}
