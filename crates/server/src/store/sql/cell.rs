//! Values on their way into statements and out of rows.

use crate::store::StoreError;

/// A value that goes into a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'v> {
    /// An integer.
    Int(i64),
    /// Text.
    Text(&'v str),
    /// Bytes.
    Bytes(&'v [u8]),
}

/// What can go into a statement as it is.
pub trait ToCell {
    /// The value.
    fn cell(&self) -> Cell<'_>;
}

macro_rules! integers {
    ($($t:ty),*) => {$(
        impl ToCell for $t {
            fn cell(&self) -> Cell<'_> {
                Cell::Int((*self).into())
            }
        }

        impl Column for $t {
            fn read(columns: &dyn Columns, at: usize) -> Result<Self, StoreError> {
                columns.int(at)?.try_into().map_err(|_| StoreError::Corrupt("number"))
            }
        }
    )*};
}

integers!(u8, u16, u32, i32, i64);

impl ToCell for bool {
    fn cell(&self) -> Cell<'_> {
        Cell::Int((*self).into())
    }
}

impl ToCell for str {
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self)
    }
}

impl ToCell for String {
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self)
    }
}

impl ToCell for [u8] {
    fn cell(&self) -> Cell<'_> {
        Cell::Bytes(self)
    }
}

impl<const N: usize> ToCell for [u8; N] {
    fn cell(&self) -> Cell<'_> {
        Cell::Bytes(self)
    }
}

impl ToCell for Vec<u8> {
    fn cell(&self) -> Cell<'_> {
        Cell::Bytes(self)
    }
}

impl<T: ToCell + ?Sized> ToCell for &T {
    fn cell(&self) -> Cell<'_> {
        (**self).cell()
    }
}

/// What goes into a statement: a tuple for `?1`, `?2`, …; an array when all are of one type, `()` for nothing.
pub trait Params {
    /// The values in order.
    fn cells(&self) -> Vec<Cell<'_>>;
}

impl<T: ToCell, const N: usize> Params for [T; N] {
    fn cells(&self) -> Vec<Cell<'_>> {
        self.iter().map(ToCell::cell).collect()
    }
}

impl Params for () {
    fn cells(&self) -> Vec<Cell<'_>> {
        Vec::new()
    }
}

impl Params for &[Cell<'_>] {
    fn cells(&self) -> Vec<Cell<'_>> {
        self.to_vec()
    }
}

macro_rules! tuples {
    ($(($($t:ident $n:tt),+))*) => {$(
        impl<$($t: ToCell),+> Params for ($($t,)+) {
            fn cells(&self) -> Vec<Cell<'_>> {
                vec![$(self.$n.cell()),+]
            }
        }
    )*};
}

tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11)
}

/// A row as a database shows it. Columns count from 0.
pub trait Columns {
    /// An integer.
    fn int(&self, at: usize) -> Result<i64, StoreError>;
    /// Text.
    fn text(&self, at: usize) -> Result<&str, StoreError>;
    /// Bytes.
    fn bytes(&self, at: usize) -> Result<&[u8], StoreError>;
}

/// A row.
pub struct Row<'r>(pub &'r dyn Columns);

impl Row<'_> {
    /// The value of a column, from 0.
    pub fn get<T: Column>(&self, at: usize) -> Result<T, StoreError> {
        T::read(self.0, at)
    }

    /// Bytes that need not be kept.
    pub fn bytes(&self, at: usize) -> Result<&[u8], StoreError> {
        self.0.bytes(at)
    }

    /// Text that need not be kept.
    pub fn text(&self, at: usize) -> Result<&str, StoreError> {
        self.0.text(at)
    }
}

/// What a column can be read as.
pub trait Column: Sized {
    /// Reads it.
    fn read(columns: &dyn Columns, at: usize) -> Result<Self, StoreError>;
}

impl Column for bool {
    fn read(columns: &dyn Columns, at: usize) -> Result<Self, StoreError> {
        Ok(columns.int(at)? != 0)
    }
}

impl Column for String {
    fn read(columns: &dyn Columns, at: usize) -> Result<Self, StoreError> {
        columns.text(at).map(str::to_owned)
    }
}

impl Column for Vec<u8> {
    fn read(columns: &dyn Columns, at: usize) -> Result<Self, StoreError> {
        columns.bytes(at).map(<[u8]>::to_vec)
    }
}

impl<const N: usize> Column for [u8; N] {
    fn read(columns: &dyn Columns, at: usize) -> Result<Self, StoreError> {
        columns.bytes(at)?.try_into().map_err(|_| StoreError::Corrupt("value of another length"))
    }
}
