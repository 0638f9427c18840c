//! What a file says of an order against what is known of it.

use domain::catalogue::{Order, OrderLine};
use domain::quantity::Pieces;
use std::collections::BTreeSet;

/// How an order differs from what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It is not known yet.
    New,
    /// The customer took it back.
    Cancelled,
    /// It says something else; what of its lines, by SKU.
    Changed(Vec<LineChange>),
    /// It says what is known.
    Same,
}

/// A line that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// The product.
    pub sku: String,
    /// Pieces as they were known; zero for a line that is new.
    pub before: Pieces,
    /// Pieces now; zero for a line that is gone.
    pub after: Pieces,
}

/// Compares what a file says with what is known.
pub fn compare(known: Option<&Order>, file: &Order) -> Difference {
    let Some(known) = known else { return Difference::New };
    // A file that does not say when an order was placed takes nothing back.
    if *known == (Order { placed: file.placed.or(known.placed), ..file.clone() }) {
        return Difference::Same;
    }
    if file.cancelled && !known.cancelled {
        return Difference::Cancelled;
    }
    let skus: BTreeSet<&str> = known.lines.iter().chain(&file.lines).map(|l| l.sku.as_str()).collect();
    let changes = skus.into_iter().filter_map(|sku| {
        let (before, after) = (pieces(&known.lines, sku), pieces(&file.lines, sku));
        (before != after).then(|| LineChange { sku: sku.to_owned(), before, after })
    });
    Difference::Changed(changes.collect())
}

fn pieces(lines: &[OrderLine], sku: &str) -> Pieces {
    lines.iter().filter(|l| l.sku == sku).map(|l| l.pieces).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::OrderSource;

    fn order(lines: &[(&str, u32)], cancelled: bool) -> Order {
        Order {
            number: "PO-0770".into(),
            source: OrderSource::Wholesale,
            placed: None,
            cancelled,
            note: String::new(),
            lines: lines.iter().map(|(s, n)| OrderLine { sku: (*s).into(), pieces: Pieces(*n), due: None }).collect(),
        }
    }

    #[test]
    fn esther_sees_which_lines_grew_shrank_came_and_went() {
        let known = order(&[("CUFF", 240), ("HOOP", 240), ("NECK", 480)], false);
        let file = order(&[("CUFF", 240), ("HOOP", 200), ("RING", 60)], false);
        let change =
            |sku: &str, before, after| LineChange { sku: sku.into(), before: Pieces(before), after: Pieces(after) };
        let changes = vec![change("HOOP", 240, 200), change("NECK", 480, 0), change("RING", 0, 60)];
        assert_eq!(compare(Some(&known), &file), Difference::Changed(changes));
        assert_eq!(compare(None, &file), Difference::New);
        assert_eq!(compare(Some(&file), &file), Difference::Same);
        assert_eq!(compare(Some(&known), &order(&[("HOOP", 200)], true)), Difference::Cancelled);
    }
}
