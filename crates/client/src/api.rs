//! What front ends see: the argument and reply types of the call table, as JSON and TypeScript.
//!
//! Times are seconds since 1970 UTC, days are `2026-12-31`, months `2026-12`, money is cents, material
//! is tenths of its unit. All of these stay below 2^53, so they survive JSON; ids and operation
//! counters are opaque strings.

pub mod agree;
pub mod board;
pub mod chart;
pub mod export;
pub mod material;
pub mod office;
pub mod pay;
pub mod people;
pub mod person;
pub mod phone;
pub mod plan;
pub mod qr;
pub mod sync;
pub mod trail;
pub mod week;
pub mod work;
pub mod workshop;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Derives everything that a type crossing the call table needs.
macro_rules! api {
    ($($(#[$meta:meta])* pub $what:ident $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "snake_case")]
        pub $what $name { $($body)* }
    )*};
}
pub(crate) use api;

api! {
    /// No arguments, or nothing to say.
    pub struct Nothing {}

    /// The two languages of the app.
    pub enum Language {
        /// English.
        En,
        /// Swahili.
        Sw,
    }

    /// A product, as much as a list needs.
    pub struct ProductRef {
        /// Stock keeping unit.
        pub sku: String,
        /// English name; the SKU when the product is not on this phone.
        pub name_en: String,
        /// Swahili name; the SKU when the product is not on this phone.
        pub name_sw: String,
    }

    /// A material, as much as a list needs.
    pub struct MaterialRef {
        /// Its code.
        pub code: String,
        /// English name; the code when the material is not on this phone.
        pub name_en: String,
        /// Swahili name; the code when the material is not on this phone.
        pub name_sw: String,
        /// `g`, `piece` or `cm`.
        pub unit: String,
    }

    /// A workshop, as much as a list needs.
    pub struct WorkshopRef {
        /// Its number.
        pub workshop: u32,
        /// Its code, such as `KIBERA-1`.
        pub code: String,
        /// Where it is.
        pub place: String,
    }

    /// So much of a material.
    pub struct MaterialAmount {
        /// The material.
        pub material: MaterialRef,
        /// Tenths of its unit.
        pub quantity: i64,
    }
}

/// Why a call did nothing. The UI switches on `code` and never reads `detail`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CallError {
    /// Stable code.
    pub code: String,
    /// The number that belongs in the sentence, if any: the most pieces, what is held.
    pub number: Option<i64>,
    /// Whether the same call would fail again. `false`: try again later.
    pub permanent: bool,
    /// For logs, in English.
    pub detail: String,
}
