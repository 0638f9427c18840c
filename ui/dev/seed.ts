// What the made-up workshop starts with: something in every state that a screen can show.

import { DAY, dayIn, now, World, type Entry } from './world.ts';
import type { HistoryKind } from '../src/lib/bindings/types';

export function seeded(many = 0): World {
  const world = new World();
  world.orders = [
    { id: 'o1', number: 'PO-0770', source: 'wholesale', placed: dayIn(-20), note: 'Pack by dozen, please.', lines: [
      { sku: 'SK-HOOP-01', pieces: 120, due: dayIn(6) },
      { sku: 'SK-DROP-01', pieces: 60, due: dayIn(14) },
    ] },
    { id: 'o2', number: '#4101', source: 'shopify', placed: dayIn(-3), note: 'Gift wrap, please.\nNo plastic.', lines: [
      { sku: 'SK-HOOP-02', pieces: 2, due: '' },
      { sku: 'SK-CUFF-01', pieces: 1, due: '' },
    ] },
    { id: 'o3', number: 'PO-0771', source: 'wholesale', placed: dayIn(-10), note: '', lines: [{ sku: 'SK-RING-01', pieces: 40, due: dayIn(0) }] },
  ];
  for (let i = 0; i < 30; i++) {
    world.orders.push({ id: `s${i}`, number: `#42${String(i).padStart(2, '0')}`, source: 'shopify', placed: dayIn(-2), note: '', lines: [
      { sku: 'SK-STUD-01', pieces: 1 + (i % 3), due: '' },
    ] });
  }
  const batch = (id: string, order: string, sku: string, pieces: number, due: number, note = '') =>
    world.batches.push({ id, order, sku, workshop: 1, pieces, due: dayIn(due), note, cancelled: false, completion: null });
  batch('b1', 'PO-0770', 'SK-HOOP-01', 80, 5, 'The customer checks the diameter: 22 mm.');
  batch('b2', 'PO-0770', 'SK-DROP-01', 60, 14);
  batch('b3', 'PO-0771', 'SK-RING-01', 40, 0);
  batch('b4', 'PO-0769', 'SK-NECK-02', 12, -2);
  const assign = (id: string, of: string, person: number, pieces: number, note: string, entries: Entry[]) =>
    world.assignments.push({ id, batch: of, person, pieces, note, withdrawn: false, entries });
  const did = (by: number, what: HistoryKind, days: number, fields: Partial<Entry> = {}) =>
    world.entry(by, what, { at: now() - days * DAY, ...fields });

  const slip = did(4, 'log', 2.2, { pieces: 12, minutes: 180 });
  assign('a1', 'b1', 4, 40, 'Kipenyo ni milimita 22. Tafadhali pima kila jozi.', [
    did(4, 'accepted', 4),
    did(4, 'log', 3, { pieces: 10, minutes: 240, scrap: 1 }),
    slip,
    did(4, 'log', 2, { pieces: 14, minutes: 195, note: 'Nilihesabu vibaya', corrects: slip.id }),
    did(4, 'hand_in', 1.5, { pieces: 20 }),
    did(2, 'check', 1, { pieces: 10, rework: 2, rejected: 1, note: 'Rough or scratched' }),
    did(2, 'log', 0.2, { pieces: 2, minutes: 45, sent: false }),
  ]);
  assign('a2', 'b1', 3, 25, '', [did(3, 'accepted', 4), did(3, 'log', 1, { pieces: 25, minutes: 600 }), did(3, 'hand_in', 0.5, { pieces: 25 })]);
  assign('a3', 'b1', 5, 15, '', [did(5, 'declined', 3, { note: 'Sina muda' })]);
  assign('a4', 'b2', 4, 20, '', []);
  assign('a5', 'b3', 2, 40, '', [did(2, 'accepted', 6), did(2, 'log', 3, { pieces: 40, minutes: 800 }), did(2, 'hand_in', 2, { pieces: 40 }), did(2, 'check', 1, { pieces: 40 })]);
  assign('a6', 'b4', 4, 12, '', [did(4, 'accepted', 20), did(4, 'log', 9, { pieces: 12, minutes: 700 }), did(4, 'hand_in', 9, { pieces: 12 }), did(2, 'check', 8, { pieces: 11, rework: 1 })]);
  for (let i = 0; i < many; i++) assign(`m${i}`, ['b1', 'b2', 'b3'][i % 3] ?? 'b1', 4, 10 + (i % 30), '', [did(4, 'accepted', 2), did(4, 'log', 1, { pieces: i % 10 })]);

  const move = (person: number, what: World['moves'][number]['what'], material: string, quantity: number, issue = '', assignment = '') =>
    world.moves.push({ person, material, what, quantity, at: now() - DAY, issue, assignment });
  move(0, 'store', 'BRASS-WIRE', 20_000);
  move(0, 'store', 'POST', 2_000);
  move(0, 'store', 'BONE', 5_000);
  move(0, 'store', 'HOOK', 300);
  move(4, 'issued', 'BRASS-WIRE', 2_560, 'i1');
  move(4, 'received', 'BRASS-WIRE', 2_560, 'i1');
  move(4, 'used', 'BRASS-WIRE', 1_285, '', 'a1');
  move(4, 'returned', 'BRASS-WIRE', 200);
  move(4, 'scrapped', 'BRASS-WIRE', 35);
  move(4, 'issued', 'POST', 800, 'i2');
  move(4, 'issued', 'BONE', 2_505, 'i3');
  return world;
}
