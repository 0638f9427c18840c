//! What a document says, as the vectors tell it.

use crate::json::{Json, hex, list, map};
use documents::{Document, assignment, batch, catalogue, entries, facts, order, pay, work};
use domain::assignment::{CheckSums, WorkSums, replaced};
use domain::catalogue::Moving;
use domain::earnings;
use domain::entry::*;
use domain::id::{DeviceId, DocKey, EntryRef, PersonId};
use domain::kind::Kind;
use domain::lot::Part;
use domain::pay::{Counted, Run, RunLine, RunState, Source, StatementEntry};
use domain::quantity::Cents;
use std::collections::BTreeMap;

pub fn document(document: &Document) -> Json {
    match document.id().kind {
        Kind::Organisation => organisation(document),
        Kind::Workshop => workshop(document),
        Kind::Product => product(document),
        Kind::Material => material(document),
        Kind::Order => customer_order(document),
        Kind::Batch => kibera_batch(document),
        Kind::Assignment => terms(document),
        Kind::Work => work_done(document),
        Kind::Check => check(document),
        Kind::HoldingLedger => of(entries::holdings(document).unwrap(), holding),
        Kind::IssueLedger => of(entries::issues(document).unwrap(), issue),
        Kind::StoreLedger => of(entries::stores(document).unwrap(), store),
        Kind::Completion => of(entries::completions(document).unwrap(), completion),
        Kind::OfficeCheck => of(entries::office_checks(document).unwrap(), office_check),
        Kind::Statement => of(pay::statement(document).unwrap(), statement),
        Kind::PayoutRun => payout_run(document),
        Kind::Agreement => of(entries::agreements(document).unwrap(), agreement),
        Kind::Moves => moves(document),
    }
}

fn organisation(document: &Document) -> Json {
    let says = facts::read_organisation(document).unwrap();
    map! { "name": says.name, "coordinators": people(&says.coordinators), "devices": devices(&says.devices) }
}

fn workshop(document: &Document) -> Json {
    let says = facts::read_workshop(document).unwrap();
    map! { "code": says.code, "place": says.place, "members": people(&says.members), "devices": devices(&says.devices) }
}

fn people(people: &BTreeMap<PersonId, facts::Person>) -> Json {
    list(people, |(id, p)| {
        map! {
            "person": id.0,
            "name": p.name.as_str(),
            "lead": p.lead,
            "phone": p.phone.as_str(),
            "language": p.language.as_str(),
            "skills": list(&p.skills, |s| s.as_str().into()),
            "hours_per_week": p.hours_per_week,
        }
    })
}

fn devices(devices: &BTreeMap<DeviceId, PersonId>) -> Json {
    list(devices, |(device, person)| map! { "device": device.to_string(), "person": person.0 })
}

fn product(document: &Document) -> Json {
    let p = catalogue::read_product(document).unwrap();
    map! {
        "sku": p.sku,
        "name_en": p.name_en,
        "name_sw": p.name_sw,
        "rate": p.rate.0,
        "minutes": p.minutes.0,
        "materials": list(p.bill_of_materials, |(code, each)| Json::List(vec![code.into(), each.0.into()])),
        "skills": list(p.skills, Json::from),
        "steps": list(p.steps, |s| Json::List(vec![s.text_en.into(), s.text_sw.into(), s.picture.into()])),
    }
}

fn material(document: &Document) -> Json {
    let m = catalogue::read_material(document).unwrap();
    map! {
        "code": m.code, "name_en": m.name_en, "name_sw": m.name_sw, "unit": m.unit.word(), "source": m.source,
        "cost": m.cost.0,
    }
}

fn customer_order(document: &Document) -> Json {
    let o = order::read(document).unwrap();
    let line = |l: domain::catalogue::OrderLine| map! { "sku": l.sku, "pieces": l.pieces.0, "due": l.due.map(|d| d.to_string()) };
    map! {
        "number": o.number, "source": o.source.word(), "placed": o.placed.map(|d| d.to_string()),
        "cancelled": o.cancelled, "note": o.note, "lines": list(o.lines, line),
    }
}

fn kibera_batch(document: &Document) -> Json {
    let b = batch::read(document).unwrap();
    map! {
        "order": key(b.order), "order_number": b.order_number, "sku": b.sku, "rate": b.rate.0, "pieces": b.pieces.0,
        "due": b.due.to_string(), "note": b.note, "cancelled": b.cancelled,
    }
}

fn terms(document: &Document) -> Json {
    let a = assignment::read(document).unwrap();
    let side = |s: documents::Side| map! { "value": s.value, "by": s.by.to_string() };
    map! {
        "batch": key(a.batch), "sku": a.sku, "rate": a.rate.0, "pieces": a.pieces.0, "due": a.due.to_string(),
        "note": a.note, "withdrawn": a.withdrawn,
        "origin": a.origin.map(|o| map! { "how": how(o.how), "person": o.person.0, "assignment": key(o.assignment) }),
        "disagreements": list(document.disagreements().unwrap(), |d| map! { "field": d.field, "sides": list(d.sides, side) }),
    }
}

fn work_done(document: &Document) -> Json {
    let decision = work::decision(document).unwrap();
    let (all, _) = work::entries(document).unwrap();
    let (gone, sums) = (replaced(&all), WorkSums::of(&all));
    let entry = |r: &Recorded<WorkEntry>| match &r.entry {
        WorkEntry::Log { pieces, minutes, scrap, note, corrects } => map! {
            "entry": r.id.to_string(), "at": r.at.0, "what": "log", "pieces": pieces.0, "minutes": minutes.0,
            "scrap": scrap.0, "note": note.as_str(), "corrects": corrects.map(|c| c.to_string()),
            "replaced": gone.contains(&r.id),
        },
        WorkEntry::HandIn { pieces } => {
            map! { "entry": r.id.to_string(), "at": r.at.0, "what": "hand_in", "pieces": pieces.0 }
        }
    };
    map! {
        "decision": decision.map(|d| map! { "accepted": d.accepted, "at": d.at.0, "reason": d.reason }),
        "entries": list(&all, entry),
        "logged": sums.logged.0, "minutes": sums.minutes.0, "scrap": sums.scrap.0, "handed_in": sums.handed_in.0,
    }
}

/// Checks, and what they earn at the rate of the assignment in the examples.
fn check(document: &Document) -> Json {
    let (all, _) = entries::checks(document).unwrap();
    let sums = CheckSums::of(&all);
    let lines = earnings::lines(document.id().key, Cents(9_500), &all);
    let entry = |r: &Recorded<CheckEntry>| {
        let c = &r.entry;
        map! {
            "entry": r.id.to_string(), "at": r.at.0, "accepted": c.accepted.0, "rework": c.rework.0,
            "rejected": c.rejected.0, "reason": c.reason.as_str(),
        }
    };
    map! {
        "entries": list(&all, entry),
        "accepted": sums.accepted.0, "rework": sums.rework.0, "rejected": sums.rejected.0,
        "earns_at_rate_9500": list(&lines, |l| map! { "month": l.month().to_string(), "amount": l.amount().0 }),
    }
}

fn of<E>((all, _): (Vec<Recorded<E>>, usize), each: impl Fn(&E) -> Vec<(&'static str, Json)>) -> Json {
    let entry = |r: &Recorded<E>| {
        let mut fields = vec![("entry".to_owned(), r.id.to_string().into()), ("at".to_owned(), r.at.0.into())];
        fields.extend(each(&r.entry).into_iter().map(|(name, value)| (name.to_owned(), value)));
        Json::Map(fields)
    };
    map! { "entries": list(&all, entry) }
}

type Fields = Vec<(&'static str, Json)>;

fn moved(what: &str, material: &str, quantity: domain::quantity::Tenths) -> Fields {
    vec![("what", what.into()), ("material", material.into()), ("quantity", quantity.0.into())]
}

fn holding(e: &HoldingEntry) -> Fields {
    let (what, more): (_, Option<(&'static str, Json)>) = match &e.movement {
        HoldingMovement::Received { issue } => {
            let issue = issue.map(|(month, entry)| map! { "month": month.to_string(), "entry": entry.to_string() });
            ("received", Some(("issue", issue.into())))
        }
        HoldingMovement::Used { assignment } => ("used", Some(("assignment", assignment.map(key).into()))),
        HoldingMovement::Returned { lots } => ("returned", of_lots(lots)),
        HoldingMovement::Scrapped => ("scrapped", None),
    };
    moved(what, &e.material, e.quantity).into_iter().chain(more).collect()
}

fn issue(e: &IssueEntry) -> Fields {
    let (what, more) = match &e.movement {
        IssueMovement::Issued { assignment, lots } => {
            let fields = moved("issued", &e.material, e.quantity).into_iter();
            return fields.chain([("assignment", assignment.map(key).into())]).chain(of_lots(lots)).collect();
        }
        IssueMovement::TakenBack { lots } => ("taken_back", of_lots(lots)),
        IssueMovement::Counted(count) => return of_count(&e.material, e.quantity, count),
    };
    moved(what, &e.material, e.quantity).into_iter().chain(more).collect()
}

/// Of which lots, where that is said.
fn of_lots(parts: &[Part]) -> Option<(&'static str, Json)> {
    let parts: Vec<Json> =
        parts.iter().map(|part| map! { "lot": part.lot.as_str(), "quantity": part.quantity.0 }).collect();
    (!parts.is_empty()).then(|| ("lots", parts.into()))
}

fn of_count(material: &str, found: domain::quantity::Tenths, count: &Count) -> Fields {
    let after = count.after.map(|(month, entry)| map! { "month": month.to_string(), "entry": entry.to_string() });
    let more = [("books", count.books.0.into()), ("reason", count.reason.as_str().into()), ("after", after.into())];
    moved("counted", material, found).into_iter().chain(more).collect()
}

fn agreement(e: &AgreementEntry) -> Fields {
    vec![
        ("matter", key(e.matter).into()),
        ("question", u32::from(e.question.number()).into()),
        ("choice", u32::from(e.choice.number()).into()),
        ("difference", e.difference.into()),
        ("about", e.about.as_str().into()),
        ("subject", e.subject.map(key).into()),
        ("entry", e.entry.map(|entry| entry.to_string()).into()),
        ("seen", e.seen.into()),
    ]
}

fn store(e: &StoreEntry) -> Fields {
    let (what, more) = match &e.movement {
        StoreMovement::Received { lot } => ("received", Some(("lot", lot.as_str().into()))),
        StoreMovement::Scrapped => ("scrapped", None),
        StoreMovement::Counted(count) => return of_count(&e.material, e.quantity, count),
    };
    moved(what, &e.material, e.quantity).into_iter().chain(more).collect()
}

/// What went on to others, and what that adds up to.
fn moves(document: &Document) -> Json {
    let (all, _) = entries::moves(document).unwrap();
    let entry = |r: &Recorded<MoveEntry>| {
        let e = &r.entry;
        map! {
            "entry": r.id.to_string(), "at": r.at.0, "how": how(e.how), "pieces": e.pieces.0, "to": e.to.0,
            "assignment": key(e.assignment), "reason": e.reason.as_str(),
        }
    };
    map! { "entries": list(&all, entry), "moved": domain::assignment::moved(&all).0 }
}

fn how(how: Moving) -> &'static str {
    match how {
        Moving::Instead => "instead",
        Moving::Help => "help",
        Moving::Ended => "ended",
    }
}

fn completion(e: &CompletionEntry) -> Fields {
    vec![
        ("accepted", e.accepted.0.into()),
        ("rejected", e.rejected.0.into()),
        ("missing", e.missing.0.into()),
        ("reason", e.reason.as_str().into()),
    ]
}

fn office_check(e: &OfficeCheckEntry) -> Fields {
    vec![("good", e.good.0.into()), ("rejected", e.rejected.0.into()), ("reason", e.reason.as_str().into())]
}

fn statement(e: &StatementEntry) -> Fields {
    let money = |what: &'static str, amount: &Cents, reason: &str| {
        vec![("what", what.into()), ("amount", amount.0.into()), ("reason", reason.into())]
    };
    match e {
        StatementEntry::Bonus { amount, reason } => money("bonus", amount, reason),
        StatementEntry::Deduction { amount, reason } => money("deduction", amount, reason),
        StatementEntry::Advance { amount, reason, receipt } => {
            let mut fields = money("advance", amount, reason);
            fields.push(("receipt", receipt.as_str().into()));
            fields
        }
        StatementEntry::TakenBack { entry, reason } => {
            vec![
                ("what", "taken_back".into()),
                ("takes_back", entry.to_string().into()),
                ("reason", reason.as_str().into()),
            ]
        }
        StatementEntry::Closed { total, lines } => {
            vec![("what", "closed".into()), ("total", total.0.into()), ("lines", list(lines, counted))]
        }
        StatementEntry::Paid { run, amount, receipt } => vec![
            ("what", "paid".into()),
            ("run", key(*run).into()),
            ("amount", amount.0.into()),
            ("receipt", receipt.as_str().into()),
        ],
        StatementEntry::Failed { run, paid, reason } => vec![
            ("what", "failed".into()),
            ("run", key(*run).into()),
            ("paid", paid.map(|p| p.to_string()).into()),
            ("reason", reason.as_str().into()),
        ],
    }
}

fn counted(line: &Counted) -> Json {
    let (what, of) = match line.id.source {
        Source::Check(w, k) => ("check", format!("{}/{}", w.0, key(k))),
        Source::OfficeCheck(w, k) => ("office_check", format!("{}/{}", w.0, key(k))),
        Source::Written(month) => ("statement", month.to_string()),
        Source::Carried(month) => ("carried", month.to_string()),
        Source::Overpaid(month) => ("overpaid", month.to_string()),
    };
    map! { "what": what, "of": of, "entry": line.id.entry.map(|e| e.to_string()), "amount": line.amount.0 }
}

/// A run as its entries make it, where each device is another person's.
fn payout_run(document: &Document) -> Json {
    let run = Run::of(&pay::run(document).unwrap().0, |_| None);
    let line = |(id, l): (&EntryRef, &RunLine)| {
        map! {
            "entry": id.to_string(), "person": l.person.0, "month": l.month.to_string(), "amount": l.amount.0,
            "phone": l.phone.as_str(),
        }
    };
    let state = match run.state {
        RunState::Prepared => "prepared",
        RunState::Approved { .. } => "approved",
        RunState::Cancelled => "cancelled",
    };
    map! {
        "maker": run.maker.map(|actor| actor.to_string()), "state": state, "total": run.total().0, "digest": key(run.digest()),
        "lines": list(&run.lines, line), "beside": list(&run.beside, line),
    }
}

fn key(key: DocKey) -> String {
    hex(key.bytes())
}
