//! One module for each target: `run` takes the input.

pub mod admit;
pub mod answer;
pub mod bundle;
pub mod document;
pub mod message;
pub mod pull;
pub mod push;
pub mod run;
