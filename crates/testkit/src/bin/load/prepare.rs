//! Writes a whole organisation into a new database, with the server's own code.

use crate::Prepare;
use crate::device::{MEMBERS, PREPARED, THEN, document, history, key, workshop};
use anyhow::{Result, ensure};
use domain::id::{PersonId, WorkshopId};
use domain::policy::Role;
use server::data::Data;
use server::facts;
use server::membership::Moves;
use server::store::record::{Author, Batch, Device, Person, Workshop};
use server::writing::server_author;
use std::path::Path;
use std::vec::IntoIter;

/// Devices whose documents are committed together.
const TOGETHER: usize = 100;

/// Does it.
pub fn run(plan: &Prepare) -> Result<()> {
    write_key(&plan.data)?;
    let data = Data::create(&plan.data, plan.database.as_ref())?;
    let mut tx = data.store.write()?;
    ensure!(tx.organisations()?.is_empty(), "there is something in {} already", plan.data.display());
    let org = tx.add_organisation("Load", 1, THEN)?;
    for number in 1..=workshop(plan.devices).0 {
        let code = format!("W{number}");
        tx.put_workshop(org, &Workshop { number: WorkshopId(number), code, place: "Nairobi".into() })?;
    }
    let mut moves = Moves::default();
    for number in 1..=plan.devices {
        let role = if number % MEMBERS == 1 { Role::Lead(workshop(number)) } else { Role::Artisan(workshop(number)) };
        tx.put_person(org, &person(number, role))?;
        moves.add(PersonId(number), None, role);
        let key = key(number).public();
        let device =
            Device { id: key.device(), organisation: org, person: PersonId(number), key, number: 0, revoked: false };
        tx.add_device(&device, "load", THEN)?;
    }
    moves.record(&mut *tx, org)?;
    let author_of_facts = server_author(&data.key.public(), tx.incarnation()?);
    facts::write_all(&mut *tx, org, author_of_facts)?;
    tx.commit()?;

    let each = plan.documents.div_ceil(plan.devices.max(1));
    let rows = plan.rows.max(plan.documents).div_ceil(plan.documents.max(1));
    let people: Vec<u32> = (1..=plan.devices).collect();
    for some in people.chunks(TOGETHER) {
        let mut books: Vec<(u32, u32, IntoIter<Vec<u8>>)> = Vec::new();
        for person in some {
            let device = key(*person).public().device();
            for number in 0..each {
                books.push((*person, number, history(*person, number, device, rows)?.1.into_iter()));
            }
        }
        let mut tx = data.store.write()?;
        // A row of each document after the other, as it comes about in life: the rows of one lie apart.
        for _ in 0..rows {
            for of_one in books.chunk_by_mut(|a, b| a.0 == b.0) {
                let device = of_one.first().map_or(0, |(person, ..)| *person);
                let next = |(person, number, changes): &mut (u32, u32, IntoIter<Vec<u8>>)| {
                    Some(Batch { id: document(*person, *number), changes: vec![changes.next()?] })
                };
                let batches: Vec<Batch> = of_one.iter_mut().filter_map(next).collect();
                let device = key(device).public().device();
                tx.append(org, Author { device, incarnation: PREPARED }, &batches)?;
            }
        }
        tx.commit()?;
    }
    println!("{} devices, {} documents, {} rows each", plan.devices, each * plan.devices, rows);
    Ok(())
}

fn person(number: u32, role: Role) -> Person {
    Person {
        number: PersonId(number),
        name: format!("Fundi {number}"),
        role,
        phone: String::new(),
        language: "sw".into(),
        skills: Vec::new(),
        hours_per_week: None,
    }
}

/// The key that the phones of this load believe.
fn write_key(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let digits: String = key(0).seed().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(std::fs::write(folder.join("server.key"), digits + "\n")?)
}
