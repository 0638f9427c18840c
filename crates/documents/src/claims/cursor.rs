//! Reading automerge's binary format from the front.

use crate::error::DocumentError;

/// What is not read yet.
pub(super) struct Cursor<'a>(pub &'a [u8]);

/// What a chunk says of one of its columns.
pub(super) struct Column {
    pub sort: u8,
    pub deflated: bool,
    pub length: usize,
}

impl<'a> Cursor<'a> {
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], DocumentError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(not_automerge)?;
        self.0 = rest;
        Ok(taken)
    }

    pub fn byte(&mut self) -> Result<u8, DocumentError> {
        let (first, rest) = self.0.split_first().ok_or_else(not_automerge)?;
        self.0 = rest;
        Ok(*first)
    }

    /// An unsigned LEB128 number; of a signed one the length is the same.
    pub fn number(&mut self) -> Result<u64, DocumentError> {
        self.leb128().map(|(value, _)| value)
    }

    /// A signed LEB128 number.
    pub fn signed(&mut self) -> Result<i64, DocumentError> {
        let (value, bits) = self.leb128()?;
        let unused = 64_u32.saturating_sub(bits);
        Ok((value << unused).cast_signed() >> unused)
    }

    /// The bits of a number, and how many there are.
    fn leb128(&mut self) -> Result<(u64, u32), DocumentError> {
        let (mut value, mut bits) = (0_u64, 0_u32);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f).checked_shl(bits).ok_or_else(not_automerge)?;
            bits += 7;
            if byte & 0x80 == 0 {
                return Ok((value, bits));
            }
        }
    }

    pub fn length(&mut self) -> Result<usize, DocumentError> {
        usize::try_from(self.number()?).map_err(|_| not_automerge())
    }

    /// A length and so many bytes.
    pub fn prefixed(&mut self) -> Result<&'a [u8], DocumentError> {
        let length = self.length()?;
        self.take(length)
    }

    /// A list of hashes.
    pub fn hashes(&mut self) -> Result<(), DocumentError> {
        let length = self.length()?.checked_mul(32).ok_or_else(not_automerge)?;
        self.take(length).map(drop)
    }

    /// A list of actors. Each takes a byte at least, so what is there bounds them.
    pub fn actors(&mut self) -> Result<(), DocumentError> {
        for _ in 0..self.number()? {
            self.prefixed()?;
        }
        Ok(())
    }

    /// What is said of the columns that follow.
    pub fn columns(&mut self) -> Result<Vec<Column>, DocumentError> {
        let mut out = Vec::new();
        for _ in 0..self.number()? {
            let about = self.number()?;
            let sort = u8::try_from(about & 7).unwrap_or(0);
            out.push(Column { sort, deflated: about & 8 != 0, length: self.length()? });
        }
        Ok(out)
    }
}

pub(super) fn not_automerge() -> DocumentError {
    DocumentError::NotAutomerge("does not parse".into())
}
