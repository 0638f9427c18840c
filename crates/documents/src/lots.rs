//! The end of entries about material that moved between the store and a person: of which lots it is.

use crate::codec::{Item, Items};
use crate::error::DocumentError;
use domain::catalogue::{MOST_CODE, short_text};
use domain::lot::{MOST_PARTS, Part};
use domain::quantity::Tenths;

/// Of which lots material is that moved, where that is said.
pub(crate) fn of_lots(parts: &[Part]) -> Item {
    let part = |part: &Part| Item::List(vec![Item::text(&part.lot), Item::number(part.quantity.0)]);
    if parts.is_empty() { Item::Nothing } else { Item::List(parts.iter().map(part).collect()) }
}

/// The lots of `quantity`: none are said, or they are all of it.
pub(crate) fn read_lots(items: &mut Items, quantity: Tenths) -> Result<Vec<Part>, DocumentError> {
    let bad = || DocumentError::Field("lots");
    let list = match items.next() {
        Item::Nothing => return Ok(vec![]),
        Item::List(list) if (1..=MOST_PARTS).contains(&list.len()) => list,
        _ => return Err(bad()),
    };
    let parts = list.into_iter().map(|part| match part {
        Item::List(part) => {
            let mut part = Items::of(part);
            let (lot, quantity) = (part.text("lots")?, Tenths(part.int("lots")?));
            short_text("lots", &lot, MOST_CODE).map_err(|_| bad())?;
            quantity.at_least_one("lots").map_err(|_| bad())?;
            Ok(Part { lot, quantity })
        }
        _ => Err(bad()),
    });
    let parts = parts.collect::<Result<Vec<_>, DocumentError>>()?;
    if parts.iter().map(|part| part.quantity).sum::<Tenths>() == quantity { Ok(parts) } else { Err(bad()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{Raw, entries, entry};
    use domain::entry::{IssueEntry, IssueMovement};
    use domain::id::{Actor, EntryRef};
    use domain::time::Timestamp;

    fn read(lots: Vec<Part>) -> Result<IssueEntry, DocumentError> {
        let movement = IssueMovement::TakenBack { lots };
        let given = IssueEntry { material: "HORN".into(), quantity: Tenths(300), movement };
        let id = EntryRef { counter: 4, actor: Actor([1; 16]) };
        let (mut all, _) = entries::<IssueEntry>(vec![Raw { id, bytes: entry(Timestamp(1_700_000_000), &given) }])?;
        Ok(all.remove(0).entry)
    }

    fn part(lot: &str, quantity: i64) -> Part {
        Part { lot: lot.into(), quantity: Tenths(quantity) }
    }

    #[test]
    fn lots_are_all_of_what_moved_or_are_not_said() {
        for good in [vec![], vec![part("H-1", 300)], vec![part("H-1", 260), part("", 40)]] {
            assert_eq!(read(good.clone()).unwrap().movement, IssueMovement::TakenBack { lots: good });
        }
        let too_long = "H".repeat(MOST_CODE + 1);
        let too_many = (1..=20).map(|lot| part(&lot.to_string(), 15)).collect();
        let nothing = vec![part("H-1", 300), part("H-2", 0)];
        for bad in [vec![part("H-1", 299)], vec![part("H-1", 301)], vec![part(&too_long, 300)], too_many, nothing] {
            assert!(read(bad.clone()).is_err(), "{bad:?}");
        }
    }
}
