//! Test vectors as files: JSON that is written the same way each time, and compared as text.

use std::fmt;
use std::path::PathBuf;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    Nothing,
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

/// A map in the order that is written here.
macro_rules! map {
    ($($name:literal: $value:expr),* $(,)?) => {
        $crate::json::Json::Map(vec![$(($name.to_owned(), $crate::json::Json::from($value))),*])
    };
}
pub(crate) use map;

macro_rules! from {
    ($($from:ty: $value:ident => $json:expr;)*) => {$(
        impl From<$from> for Json {
            fn from($value: $from) -> Self {
                $json
            }
        }
    )*};
}

from! {
    bool: flag => Self::Flag(flag);
    i64: number => Self::Number(number);
    i32: number => Self::Number(number.into());
    u32: number => Self::Number(number.into());
    u16: number => Self::Number(number.into());
    u8: number => Self::Number(number.into());
    u64: number => Self::Number(number.try_into().unwrap());
    usize: number => Self::Number(number.try_into().unwrap());
    &str: text => Self::Text(text.to_owned());
    String: text => Self::Text(text);
    Vec<Json>: list => Self::List(list);
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// A list of what `each` makes of the items.
pub fn list<T>(items: impl IntoIterator<Item = T>, each: impl FnMut(T) -> Json) -> Json {
    Json::List(items.into_iter().map(each).collect())
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Hexadecimal digits as bytes.
pub fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// The field `field` of the item of a file that is named `name`.
pub fn kept(text: &str, name: &str, field: &str) -> Option<Vec<u8>> {
    let (_, item) = text.split_once(&format!("\"name\": \"{name}\""))?;
    let (_, value) = item.split_once(&format!("\"{field}\": \""))?;
    Some(unhex(value.split_once('"')?.0))
}

/// What the file holds now; empty when there is none.
pub fn read(file: &str) -> String {
    std::fs::read_to_string(path(file)).unwrap_or_default()
}

/// Holds the file against `expected`, or writes it when the variable is set.
pub fn hold(file: &str, expected: &Json) {
    let text = format!("{expected}\n");
    if std::env::var_os("KARAKANA_WRITE_VECTORS").is_some() {
        std::fs::write(path(file), &text).unwrap();
    }
    for (line, (is, should)) in read(file).lines().zip(text.lines()).enumerate() {
        assert_eq!(is, should, "{file}, line {}", line + 1);
    }
    assert_eq!(read(file).len(), text.len(), "{file}");
}

fn path(file: &str) -> PathBuf {
    // Asked when it runs: what was built in another checkout with the same cache says where that one was.
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../../docs/vectors").join(file)
}

/// The longest line that a list or map is put on as a whole.
const LINE: usize = 110;

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines(0))
    }
}

impl Json {
    fn lines(&self, depth: usize) -> String {
        let short = self.short();
        if short.len() + 2 * depth <= LINE {
            return short;
        }
        let (before, after) = ("  ".repeat(depth + 1), "  ".repeat(depth));
        let join = |parts: Vec<String>| parts.join(&format!(",\n{before}"));
        match self {
            Self::List(items) => {
                format!("[\n{before}{}\n{after}]", join(items.iter().map(|i| i.lines(depth + 1)).collect()))
            }
            Self::Map(fields) => {
                let field = |(name, value): &(String, Self)| format!("{}: {}", quote(name), value.lines(depth + 1));
                format!("{{\n{before}{}\n{after}}}", join(fields.iter().map(field).collect()))
            }
            _ => short,
        }
    }

    fn short(&self) -> String {
        match self {
            Self::Nothing => "null".into(),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => quote(text),
            Self::List(items) => format!("[{}]", items.iter().map(Self::short).collect::<Vec<_>>().join(", ")),
            Self::Map(fields) => {
                let field = |(name, value): &(String, Self)| format!("{}: {}", quote(name), value.short());
                format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn quote(text: &str) -> String {
    assert!(!text.contains(['"', '\\']) && !text.contains(char::is_control), "a vector of plain text");
    format!("\"{text}\"")
}
