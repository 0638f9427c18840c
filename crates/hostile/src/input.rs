//! How an input is taken apart: by a few fixed rules instead of drawing from it, so that seeds can be written from real
//! changes and bundles, and a case can be read in a hex dump.

use domain::kind::Kind;

/// What is left of an input. Past its end everything is 0 or empty.
pub struct Input<'a>(pub &'a [u8]);

impl<'a> Input<'a> {
    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One byte.
    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    /// One of `all`, chosen by one byte.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.byte()) % all.len()]
    }

    /// A kind by its number less one, so that seeds stay what they are when kinds are added; any other byte is one of all.
    pub fn kind(&mut self) -> Kind {
        let byte = self.byte();
        let known = byte.checked_add(1).and_then(Kind::from_number);
        known.unwrap_or(Kind::ALL[usize::from(byte) % Kind::ALL.len()])
    }

    /// Two bytes, little-endian.
    pub fn number(&mut self) -> u16 {
        u16::from_le_bytes([self.byte(), self.byte()])
    }

    /// A length as a number, and so many bytes, or what is left.
    pub fn part(&mut self) -> &'a [u8] {
        let length = usize::from(self.number()).min(self.0.len());
        let (part, rest) = self.0.split_at(length);
        self.0 = rest;
        part
    }
}

/// The other way round: what [`Input::part`] reads.
pub fn part(bytes: &[u8]) -> Vec<u8> {
    let mut out = u16::try_from(bytes.len()).expect("parts are short").to_le_bytes().to_vec();
    out.extend_from_slice(bytes);
    out
}
