//! The office's files, good and bad.

use crate::office::{Office, PEOPLE, Said};
use crate::phone::Phone;
use documents::catalogue::read_product;
use domain::catalogue::{Order, OrderSource};
use domain::id::DocKey;
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::{Cents, Pieces, Tenths};

const MATERIALS: &str = "code,name_en,name_sw,unit,source,cost_kes_per_unit
BRASS,\"Brass, recycled\",Shaba,g,taps,1.20
HOOK,Ear hook,Kulabu,piece,bought,4.50
";
const PRODUCTS: &str = "sku,name_en,name_sw,rate_kes_per_piece,minutes_per_piece
RING,Dash ring,Pete,70.00,20
DROP,Drops,Herini,110.50,40
";
const BILL: &str = "sku,material,quantity_per_piece\nRING,BRASS,5.1\nDROP,BRASS,4\nDROP,HOOK,2\n";
const SHOP: &str = "Name,Email,Created at,Lineitem quantity,Lineitem sku,Notes,Cancelled at\r
#1,a@b.c,2026-10-01 23:30:00 +0000,1,RING,\"Gift wrap, please.\r\nNo plastic.\",\r
#1,a@b.c,2026-10-01 23:30:00 +0000,2,DROP,,\r
#1,a@b.c,2026-10-01 23:30:00 +0000,4,RING,,\r
#2,d@e.f,2026-10-02 12:00:00 +0300,3,DROP,,2026-10-03 10:00:00 +0300\r
";

fn stocked() -> Office {
    let office = Office::closed();
    office.import("materials", MATERIALS);
    assert!(office.try_products(PRODUCTS, BILL).ok);
    office
}

/// The refusal says each of these, and nothing was written.
fn refused(office: &Office, import: impl FnOnce() -> Said, says: &[&str]) {
    let state = || office.count("SELECT sum(head) FROM organisation");
    let before = state();
    let said = import();
    assert!(!said.ok && said.out.is_empty(), "{said:?}");
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(lines.len(), says.len(), "{}", said.err);
    for (line, says) in lines.iter().zip(says) {
        assert!(line.contains(says), "{line} does not say {says}");
    }
    assert_eq!(state(), before);
}

#[test]
fn the_same_file_again_changes_nothing_and_a_changed_row_its_document_only() {
    let office = stocked();
    let head = office.count("SELECT head FROM organisation");
    assert_eq!(office.import("materials", MATERIALS), "materials: 0 new, 0 changed, 2 as they were\n");
    assert_eq!(office.try_products(PRODUCTS, BILL).out, "products: 0 new, 0 changed, 2 as they were\n");
    assert_eq!(office.import("people", PEOPLE), "people: 0 new, 0 changed, 5 as they were\n");
    assert_eq!(office.import("orders-shopify", SHOP), "orders: 2 new, 0 changed, 0 as they were\n");
    assert_eq!(office.import("orders-shopify", SHOP), "orders: 0 new, 0 changed, 2 as they were\n");
    assert_eq!(office.count("SELECT head FROM organisation"), head + 2);
    let dearer = PRODUCTS.replace("110.50", "115.00");
    assert_eq!(office.try_products(&dearer, BILL).out, "products: 0 new, 1 changed, 1 as they were\n");
    assert_eq!(office.count("SELECT head FROM organisation"), head + 3);
}

#[test]
fn what_the_files_say_is_what_the_phones_read() {
    let mut office = stocked();
    office.serve();
    let mut esther = Phone::enrol(&office, "Esther");
    esther.sync_all();
    // Imported while the server serves.
    office.import("orders-shopify", SHOP);
    office.import("orders-wholesale", "due,quantity,sku,order,extra\n2027-01-13,240,RING,PO-1,x\n,5,DROP,PO-1,\n");
    esther.sync_all();
    let order = |source, number: &str| {
        let id = DocId::new(Feed::Office, Kind::Order, Order::key(source, number));
        documents::order::read(&esther.docs[&id]).unwrap()
    };
    let first = order(OrderSource::Shopify, "#1");
    let lines: Vec<_> = first.lines.iter().map(|l| (l.sku.as_str(), l.pieces)).collect();
    assert_eq!(lines, [("DROP", Pieces(2)), ("RING", Pieces(5))]);
    assert_eq!(first.placed.unwrap().to_string(), "2026-10-02", "the day in Nairobi");
    assert_eq!((first.cancelled, first.note.as_str()), (false, "Gift wrap, please.\nNo plastic."));
    assert!(order(OrderSource::Shopify, "#2").cancelled);
    let wholesale = order(OrderSource::Wholesale, "PO-1");
    let due: Vec<_> = wholesale.lines.iter().map(|l| l.due.map(|d| d.to_string())).collect();
    assert_eq!(due, [None, Some("2027-01-13".into())]);
    let drop = DocId::new(Feed::Org, Kind::Product, DocKey::named("product", "DROP"));
    let drop = read_product(&esther.docs[&drop]).unwrap();
    assert_eq!(
        (drop.rate, drop.bill_of_materials),
        (Cents(11_050), vec![("BRASS".into(), Tenths(40)), ("HOOK".into(), Tenths(20))])
    );
}

#[test]
fn a_catalogue_with_a_negative_rate_is_refused_as_a_whole() {
    let office = stocked();
    let bad = format!("{}NEW,New,Mpya,10.00,5\n", PRODUCTS.replace("70.00", "-70.00"));
    refused(
        &office,
        || office.try_products(&bad, BILL),
        &["products.csv:2: rate_kes_per_piece: -70.00 is not from 0.00"],
    );
    let bad = PRODUCTS.replace("70.00", "70.005").replace("40\n", "-1\n").replace("Drops", "");
    refused(
        &office,
        || office.try_products(&bad, BILL),
        &[":2: rate_kes_per_piece: 70.005 is not a number", ":3: name_en is empty [empty_field]"],
    );
    let bill = "sku,material,quantity_per_piece\nRING,BRASS,0\nRING,GOLD,1\nNOPE,BRASS,1\nDROP,HOOK,2\nDROP,HOOK,3\nRING,HOOK,99999999999999999999\n";
    let says = [
        "bill.csv:2: quantity_per_piece: 0 is not from 0.1 to 1000000 [out_of_bounds]",
        "bill.csv:3: there is no material with code GOLD [unknown_material]",
        "bill.csv:4: there is no product with SKU NOPE [unknown_sku]",
        "bill.csv:6: material of a product HOOK of DROP is in this file already, on line 5 [duplicate]",
        "bill.csv:7: quantity_per_piece: 99999999999999999999 is not a number",
    ];
    refused(&office, || office.try_products(PRODUCTS, bill), &says);
    let materials =
        "code,name_en,name_sw,unit,source,cost_kes_per_unit\nA,a,a,kg,,1\nB,b,b,g,,-1\nC,c,c,g,,1\nC,c,c,g,,1\n";
    let says = [
        ":2: kg is not a unit",
        ":3: cost_kes_per_unit: -1 is not from 0.00",
        ":5: material C is in this file already, on line 4",
    ];
    refused(&office, || office.try_import("materials", materials), &says);
}

#[test]
fn an_order_for_an_unknown_sku_is_refused_with_its_line() {
    let office = stocked();
    let shop = format!(
        "{SHOP}#3,,someday,1,RING,,\r\n#4,,2026-10-05 10:00:00 +0300,1,NOPE,,\r\n#4,,,0,RING,,\r\n#5,,,1000000,RING,,\r\n#5,,,1,RING,,\r\n"
    );
    let says = [
        "orders-shopify.csv:7: Created at: someday is not a date like 2026-12-31 [bad_date]",
        "orders-shopify.csv:8: there is no product with SKU NOPE [unknown_sku]",
        "orders-shopify.csv:9: Lineitem quantity: 0 is not from 1 to 1000000 [out_of_bounds]",
        "orders-shopify.csv:11: Lineitem quantity: 1000001 is not from 1 to 1000000 [out_of_bounds]",
    ];
    refused(&office, || office.try_import("orders-shopify", &shop), &says);
    let wholesale =
        "order,sku,quantity,due\nPO-1,RING,-5,2026-12-01\nPO-1,DROP,5,2026-02-30\n,DROP,5,\nPO-2,DROP,1.5,\n";
    let says = [
        "quantity: -5 is not from 1",
        "due: 2026-02-30 is not a date",
        "order is empty",
        "quantity: 1.5 is not a number",
    ];
    refused(&office, || office.try_import("orders-wholesale", wholesale), &says);
}

#[test]
fn people_without_a_place_or_a_name_of_their_own_are_refused() {
    let office = Office::closed();
    let people = "role,name,workshop,language,skills,hours_per_week,phone
artisan,Otieno,NOWHERE,sw,,,
boss,Njeri,KIBERA,sw,,,
coordinator,Juma,KIBERA,en,,,
artisan,Halima,,sw,,,
artisan,Kamau,KIBERA,fr,,,
artisan,Mutua,KIBERA,sw,,200,
artisan,Akinyi,KIBERA,sw,,,call me
artisan,Akinyi,KIBERA,sw,,,
,Zawadi,KIBERA,sw,,,
";
    let says = [
        ":2: there is no workshop with code NOWHERE [unknown_workshop]",
        ":3: boss is not a role",
        ":4: a coordinator belongs to no workshop [bad_role]",
        ":5: workshop is empty [empty_field]",
        ":6: fr is not a language of the app",
        ":7: hours_per_week: 200 is not from 0 to 168",
        ":8: call me is not a telephone number [bad_phone]",
        ":9: person Akinyi is in this file already, on line 8 [duplicate]",
        ":10: role is empty",
    ];
    refused(&office, || office.try_import("people", people), &says);
    let out = office.import(
        "people",
        "role,name,workshop,language,skills,hours_per_week,phone\nlead,Amina,KIBERA,en,brass,40,+254 700 000001\n",
    );
    assert_eq!(out, "people: 0 new, 1 changed, 0 as they were\n");
    // The same number as people write it, and nothing said of her skills and hours: nothing is new.
    let out = office.import(
        "people",
        "role,name,workshop,language,skills,hours_per_week,phone\nlead,Amina,KIBERA,en,,,0700-000-001\n",
    );
    assert_eq!(out, "people: 0 new, 0 changed, 1 as they were\n");
}

#[test]
fn files_that_are_no_tables_are_refused_in_words() {
    let office = stocked();
    refused(&office, || office.try_import("people", ""), &["people.csv:1: the file is empty [empty_file]"]);
    refused(
        &office,
        || office.try_import("people", "role,name\n"),
        &[":1: missing columns: workshop, language, skills, hours_per_week [missing_columns]"],
    );
    refused(
        &office,
        || office.try_import("workshops", b"code,place\nA,Mathare\nB,Nj\xe9ri's\n"),
        &[":3: not UTF-8 text"],
    );
    refused(
        &office,
        || office.try_import("workshops", "code,place\nA\nB,\"a\nb\"\nC,D,E\n"),
        &[":2: 1 fields", ":5: 3 fields", ":3: place holds control"],
    );
    assert_eq!(office.import("workshops", "code,place\n"), "workshops: 0 new, 0 changed, 0 as they were\n");
}
