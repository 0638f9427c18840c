//! The 12 characters of an invitation, as people read, say and type them.

use std::fmt;

/// Crockford's base 32 without `U`: no letter that is mistaken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters an invitation has: 60 bits.
pub const LENGTH: usize = 12;

/// A one-time secret: 12 characters of Crockford's base 32.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation(String);

impl Invitation {
    /// Draws a new one from the operating system's randomness, which can fail.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes)?;
        // 256 is a multiple of 32, so every character is equally likely.
        let pick = |b: u8| ALPHABET.get(usize::from(b % 32)).copied().map_or('0', char::from);
        Ok(Self(bytes.into_iter().map(pick).collect()))
    }

    /// Reads what a person typed: spaces, dashes and case do not matter, `O` is `0`, `I` and `L` are `1`.
    /// `None` when that is not 12 characters of the alphabet.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut code = String::with_capacity(LENGTH);
        for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if !c.is_ascii() || !ALPHABET.contains(&u8::try_from(c).ok()?) || code.len() == LENGTH {
                return None;
            }
            code.push(c);
        }
        (code.len() == LENGTH).then_some(Self(code))
    }

    /// The 12 characters, as they go on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Invitation {
    /// In three groups of four: `7K2M-0XQZ-PA4T`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, c) in self.0.chars().enumerate() {
            if i > 0 && i % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Invitation")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_carelessly_is_still_read() {
        let code = Invitation::parse("7k2m-oxqz pa4l").unwrap();
        assert_eq!(code.as_str(), "7K2M0XQZPA41");
        assert_eq!(code.to_string(), "7K2M-0XQZ-PA41");
        for bad in ["", "7K2M", "7K2M0XQZPA41X", "7K2M0XQZPA4U", "7K2M0XQZPA4é"] {
            assert_eq!(Invitation::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_new_one_reads_back_and_is_not_printed_by_accident() {
        let code = Invitation::generate().unwrap();
        assert_eq!(Invitation::parse(&code.to_string()), Some(code.clone()));
        assert_ne!(Invitation::generate().unwrap(), code);
        assert_eq!(format!("{code:?}"), "Invitation");
    }
}
