//! Files of orders, good and bad, as shops and buyers send them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use domain::catalogue::OrderSource;
use domain::quantity::Pieces;
use imports::{File, OrderFile, ReadOrders};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn known() -> BTreeSet<String> {
    ["RING", "DROP"].map(str::to_owned).into()
}

fn read(bytes: impl Into<Vec<u8>>) -> ReadOrders {
    OrderFile::sniff(&File::new("orders.csv", bytes)).unwrap().read(&known())
}

fn said(read: &ReadOrders) -> Vec<String> {
    read.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_form_is_known_by_its_columns() {
    let of = |text: &str| OrderFile::sniff(&File::new("f.csv", text)).map(|file| file.source());
    let shop = "\u{feff}Name,Created at,Lineitem quantity,Lineitem sku,Notes,Cancelled at\r\n";
    assert_eq!(of(shop).unwrap(), OrderSource::Shopify);
    assert_eq!(of("order,sku,quantity,due\n").unwrap(), OrderSource::Wholesale);
    assert_eq!(of("order;sku;quantity;due\n").unwrap(), OrderSource::Wholesale);
    let neither = |text: &str| of(text).unwrap_err().to_string();
    assert_eq!(neither("order,sku,quantity\n"), "f.csv:1: missing columns: due [missing_columns]");
    assert!(neither("Name,Lineitem sku,Lineitem quantity\n").contains("Created at, Notes, Cancelled at"));
    assert!(neither("").contains("[empty_file]"));
    assert!(neither("%PDF-1.7\n").contains("[missing_columns]"));
}

#[test]
fn an_order_with_a_bad_line_is_left_out_whole_and_the_others_are_read() {
    let read =
        read("order,sku,quantity,due\nPO-1,RING,5,\nPO-1,GOLD,5,\nPO-2,DROP,7,2027-01-13\nPO-3,DROP\nPO-3,RING,1,\n");
    let numbers: Vec<_> = read.orders.iter().map(|o| o.number.as_str()).collect();
    assert_eq!(numbers, ["PO-2"], "PO-1 without its gold, or PO-3 without its drops, would be another order");
    assert_eq!(read.left_out, ["PO-1", "PO-3"].map(str::to_owned).into());
    assert_eq!(
        said(&read),
        [
            "orders.csv:3: there is no product with SKU GOLD [unknown_sku]",
            "orders.csv:5: 2 fields, but the file has 4 columns [wrong_number_of_fields]",
        ]
    );
}

#[test]
fn an_old_encoding_is_refused_on_the_lines_where_it_matters() {
    let shop = b"Name,Created at,Lineitem quantity,Lineitem sku,Notes,Cancelled at,Billing Name\n\
        #1,,1,RING,,,Nj\xe9ri\n#2,,1,RING,caf\xe9,,\n#3,,2,DROP,\"Gift wrap, please.\nNo plastic.\",,\n";
    let read = read(&shop[..]);
    assert_eq!(said(&read), ["orders.csv:3: not UTF-8 text; save the file as CSV UTF-8 [not_utf8]"]);
    assert_eq!(read.orders.len(), 2, "a name that nobody reads may be written in any way");
    assert_eq!(read.orders[1].note, "Gift wrap, please.\nNo plastic.");
}

#[test]
fn nothing_is_made_for_an_order_that_was_given_its_money_back() {
    let head = "Name,Financial Status,Created at,Lineitem quantity,Lineitem sku,Notes,Cancelled at\n";
    let read = read(format!(
        "{head}#1,refunded,,1,RING,,\n#2,voided,,1,RING,,\n#3,partially_refunded,,1,RING,,\n\
         #4,paid,,1,RING,,2026-10-03 10:00:00 +0300\n#5,,,1,RING,,\n#5,,,2,RING,,\n"
    ));
    let cancelled: Vec<_> = read.orders.iter().map(|o| o.cancelled).collect();
    assert_eq!(cancelled, [true, true, false, true, false]);
    assert_eq!(read.orders[4].lines[0].pieces, Pieces(3), "two line items of one product are one line");
}

proptest! {
    /// Whatever the bytes are, reading ends, and what is refused is not also read.
    #[test]
    fn no_file_makes_the_reader_panic(
        head in prop_oneof![
            Just("order,sku,quantity,due\n"),
            Just("Name,Created at,Lineitem quantity,Lineitem sku,Notes,Cancelled at\r\n"),
            Just(""),
        ],
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [head.as_bytes(), &rest].concat();
        if let Ok(file) = OrderFile::sniff(&File::new("f.csv", bytes)) {
            let read = file.read(&known());
            prop_assert!(read.orders.iter().all(|o| !read.left_out.contains(&o.number) && !o.lines.is_empty()));
        }
    }

    /// The orders do not depend on how the rows are mixed.
    #[test]
    fn the_rows_of_an_order_need_not_stand_together(shift in 0..6_usize) {
        let mut rows = ["PO-1,RING,5,", "PO-2,DROP,7,2027-01-13", "PO-1,DROP,2,", "PO-3,RING,1,", "PO-2,RING,9,", "PO-4,DROP,1,"];
        let file = |rows: &[&str]| read(format!("order,sku,quantity,due\n{}\n", rows.join("\n"))).orders;
        let before = file(&rows);
        rows.rotate_left(shift);
        prop_assert_eq!(file(&rows), before);
    }
}
