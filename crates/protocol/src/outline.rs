//! How many items CBOR holds and how deep, looked at before it is decoded: an empty string is one byte on the wire and some
//! thirty in memory, so that a message within its bytes could still fill a server. Nothing is allocated for it but one
//! number for each level.

use crate::bundle::BundleError;

/// Levels of arrays, maps and tags in each other. Messages have six.
const MOST_LEVELS: usize = 16;

/// Checks that the first item of `bytes` holds at most `most` items, itself included, each with a definite length.
pub(crate) fn check(bytes: &[u8], most: usize) -> Result<(), BundleError> {
    let bad = BundleError::Malformed("not CBOR");
    let mut rest = bytes;
    // For each level, how many items of it are still to come.
    let mut levels = vec![1_u64];
    let mut items = 0;
    while let Some(left) = levels.last_mut() {
        if *left == 0 {
            levels.pop();
            continue;
        }
        *left -= 1;
        items += 1;
        if items > most {
            return Err(BundleError::TooLarge);
        }
        let (major, argument) = head(&mut rest).ok_or(bad.clone())?;
        let inside = match major {
            2 | 3 => {
                let length = usize::try_from(argument).map_err(|_| bad.clone())?;
                rest = rest.get(length..).ok_or(bad.clone())?;
                0
            }
            4 => argument,
            5 => argument.checked_mul(2).ok_or(bad.clone())?,
            6 => 1,
            _ => 0,
        };
        if inside > 0 {
            levels.push(inside);
        }
        if levels.len() > MOST_LEVELS {
            return Err(BundleError::Malformed("nested too deep"));
        }
    }
    Ok(())
}

/// The major type of an item and its argument (RFC 8949, 3).
fn head(rest: &mut &[u8]) -> Option<(u8, u64)> {
    let (first, behind) = rest.split_first()?;
    let bytes = match first & 0x1f {
        short @ 0..=23 => {
            *rest = behind;
            return Some((first >> 5, short.into()));
        }
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let (argument, behind) = behind.split_at_checked(bytes)?;
    *rest = behind;
    Some((first >> 5, argument.iter().fold(0, |value, byte| value << 8 | u64::from(*byte))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOO_DEEP: Result<(), BundleError> = Err(BundleError::Malformed("nested too deep"));
    const NOT_CBOR: Result<(), BundleError> = Err(BundleError::Malformed("not CBOR"));

    #[test]
    fn items_are_counted_on_all_levels() {
        // [1, {"a": h'0102', 24: 7("b")}, -1.5]
        let bytes = [0x83, 1, 0xa2, 0x61, b'a', 0x42, 1, 2, 0x18, 24, 0xc7, 0x61, b'b', 0xf9, 0xbe, 0];
        assert_eq!(check(&bytes, 9), Ok(()));
        assert_eq!(check(&bytes, 8), Err(BundleError::TooLarge));
        (1..bytes.len()).for_each(|length| assert_eq!(check(&bytes[..length], 9), NOT_CBOR, "{length}"));
        assert_eq!(check(&[&bytes[..], &[0xff]].concat(), 9), Ok(()), "what is behind it is not looked at");
    }

    #[test]
    fn what_claims_much_and_holds_little_is_no_cbor() {
        assert_eq!(check(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0], 9), NOT_CBOR);
        assert_eq!(check(&[0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0], 9), NOT_CBOR);
        assert_eq!(check(&[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0], 9), NOT_CBOR);
        assert_eq!(check(&[0x9f, 0, 0xff], 9), NOT_CBOR, "no definite length");
    }

    #[test]
    fn deep_nesting_ends_early() {
        assert_eq!(check(&[0x81; 1 << 20], 1 << 20), TOO_DEEP);
        assert_eq!(check(&[0xc1; 1 << 20], 1 << 20), TOO_DEEP);
    }
}
