//! Writes the call table as TypeScript: `types.ts` and `calls.ts` in `ui/src/lib/bindings/`.

use super::{CALLS, Scope};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use ts_rs::{Config, TS, TypeVisitor};

const HEAD: &str = "// Generated from crates/client/src/calls.rs by `make bindings`. Do not edit.\n\n";

/// The types that the table mentions, by name.
#[derive(Default)]
pub struct Types {
    declared: BTreeMap<String, String>,
}

/// 64-bit numbers of the table stay below 2^53 (see [`crate::api`]), so they are plain numbers in TypeScript.
fn config() -> Config {
    Config::new().with_large_int("number")
}

impl Types {
    /// Declares `T` and all it is made of, and gives its name.
    pub fn name<T: TS + 'static>(&mut self) -> String {
        self.visit::<T>();
        T::name(&config())
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(&config());
            if self.declared.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.declared.insert(name, format!("{docs}export {}\n", T::decl(&config())));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The text of `types.ts` and of `calls.ts`.
pub fn generate() -> (String, String) {
    let mut types = Types::default();
    let mut calls = String::new();
    for call in CALLS {
        let args = (call.args)(&mut types);
        let reply = (call.reply)(&mut types);
        let scope = match call.scope {
            Scope::Phone => "phone",
            Scope::Person => "person",
        };
        let doc = call.doc.trim();
        let name = call.name;
        // Writing to a String cannot fail.
        let _ = writeln!(
            calls,
            "  /** {doc} */\n  '{name}': {{ scope: '{scope}'; args: t.{args}; reply: {} }};",
            qualified(&reply)
        );
    }
    let all: Vec<&str> = types.declared.values().map(String::as_str).collect();
    let calls = format!(
        "{HEAD}import type * as t from './types';\n\n/** Every call that the core answers. */\nexport interface Calls {{\n{calls}}}\n"
    );
    (format!("{HEAD}{}", all.join("\n")), calls)
}

fn qualified(reply: &str) -> String {
    match reply.strip_prefix("Array<") {
        Some(inner) => format!("Array<t.{inner}"),
        None => format!("t.{reply}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    #[test]
    fn the_committed_typescript_is_what_the_table_says() {
        // Asked when it runs: what was built in another checkout with the same cache says where that one was.
        let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../../ui/src/lib/bindings");
        let (types, calls) = generate();
        for (file, text) in [("types.ts", types), ("calls.ts", calls)] {
            let path = folder.join(file);
            if std::env::var_os("KARAKANA_WRITE_BINDINGS").is_some() {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&path, &text).unwrap();
            }
            assert_eq!(fs::read_to_string(&path).unwrap_or_default(), text, "run `make bindings` and commit {file}");
        }
    }
}
