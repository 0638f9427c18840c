// The replies of the call table, added up from the made-up world.

import type * as t from '../src/lib/bindings/types';
import { MATERIALS, PEOPLE, PRODUCTS, WORKSHOPS, type Assignment, type Batch, type Order, type World } from './world.ts';

const product = (sku: string) => PRODUCTS.find((one) => one.sku === sku)!;
const ref = (sku: string): t.ProductRef => (({ name_en, name_sw }) => ({ sku, name_en, name_sw }))(product(sku));
const material = (code: string) => MATERIALS.find((one) => one.code === code)!;
const name = (person: number) => PEOPLE.find((one) => one.person === person)?.name ?? '';
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

export class Views {
  constructor(public world: World) {}

  batch = (id: string) => this.world.batches.find((one) => one.id === id)!;
  assignment = (id: string) => this.world.assignments.find((one) => one.id === id)!;

  row(a: Assignment): t.AssignmentRow {
    const batch = this.batch(a.batch);
    const replaced = new Set(a.entries.map((e) => e.corrects));
    const live = a.entries.filter((e) => !replaced.has(e.id));
    const of = (what: t.HistoryKind) => live.filter((e) => e.what === what);
    const logged = sum(of('log').map((e) => e.pieces));
    const handed_in = sum(of('hand_in').map((e) => e.pieces));
    const accepted = sum(of('check').map((e) => e.pieces));
    const rework = sum(of('check').map((e) => e.rework));
    const rejected = sum(of('check').map((e) => e.rejected));
    const waiting = Math.max(0, handed_in - accepted - rework - rejected);
    const open = Math.max(0, a.pieces + rework - handed_in);
    const begun = logged + handed_in > 0;
    let state: t.AssignmentState = 'accepted';
    if (of('declined').length) state = 'declined';
    else if (a.withdrawn && !begun) state = 'withdrawn';
    else if (!of('accepted').length && !begun) state = 'offered';
    else if (open === 0 && waiting === 0) state = 'done';
    else if (open === 0) state = 'handed_in';
    else if (waiting === 0 && rework > 0 && Math.min(rework, open) === open) state = 'rework';
    else if (begun) state = 'in_progress';
    return {
      assignment: a.id, product: ref(batch.sku), person: a.person, name: name(a.person), state, due: batch.due,
      rate: product(batch.sku).rate, pieces: a.pieces, logged, minutes: sum(of('log').map((e) => e.minutes)),
      scrap: sum(of('log').map((e) => e.scrap)), handed_in, waiting, accepted, rework, rejected, open,
    };
  }

  work(a: Assignment, me: number): t.AssignmentView {
    const batch = this.batch(a.batch);
    const replaced = new Set(a.entries.map((e) => e.corrects));
    const used = this.world.moves.filter((m) => m.what === 'used' && m.assignment === a.id);
    const lead = PEOPLE.find((p) => p.person === me)?.role === 'lead';
    return {
      row: this.row(a), order_number: batch.order, note: a.note, minutes_per_piece: product(batch.sku).minutes,
      decline_reason: a.entries.find((e) => e.what === 'declined')?.note ?? '',
      needed: product(batch.sku).bill.map(([code, each]) => ({ material: material(code), quantity: each * a.pieces })),
      used: [...new Set(used.map((m) => m.material))].map((code) => ({
        material: material(code), quantity: sum(used.filter((m) => m.material === code).map((m) => m.quantity)),
      })),
      history: [...a.entries].reverse().map((e) => ({
        entry: e.what === 'log' ? e.id : '', what: e.what, at: e.at, by: name(e.by), on_behalf: e.what !== 'check' && e.by !== a.person,
        pieces: e.pieces, minutes: e.minutes, scrap: e.scrap, rework: e.rework, rejected: e.rejected, note: e.note,
        replaced: replaced.has(e.id), sent: e.sent,
      })),
      may_work: me === a.person || lead, may_check: lead,
    };
  }

  batchRow(b: Batch): t.BatchRow {
    const rows = this.world.assignments.filter((a) => a.batch === b.id).map((a) => this.row(a));
    const total = (key: 'logged' | 'handed_in' | 'waiting' | 'accepted' | 'rework' | 'rejected') => sum(rows.map((r) => r[key]));
    const assigned = sum(rows.filter((r) => r.state !== 'declined' && r.state !== 'withdrawn').map((r) => r.pieces));
    const unassigned = Math.max(0, b.pieces + total('rejected') - assigned);
    let state: t.BatchState = 'in_progress';
    if (b.cancelled) state = 'cancelled';
    else if (b.completion) state = 'complete';
    else if (total('waiting') > 0) state = 'to_check';
    else if (unassigned > 0) state = 'to_split';
    else if (total('accepted') >= b.pieces) state = 'ready';
    return {
      batch: b.id, workshop: WORKSHOPS.find((w) => w.workshop === b.workshop)!, order_number: b.order, product: ref(b.sku), state,
      due: b.due, rate: product(b.sku).rate, pieces: b.pieces, assigned, unassigned, logged: total('logged'),
      handed_in: total('handed_in'), waiting: total('waiting'), accepted: total('accepted'), rework: total('rework'), rejected: total('rejected'),
    };
  }

  batchView(b: Batch, me: number): t.BatchView {
    return {
      row: this.batchRow(b), note: b.note,
      needed: product(b.sku).bill.map(([code, each]) => ({ material: material(code), needed: each * b.pieces, in_store: this.store(code).in_store })),
      shares: this.world.assignments.filter((a) => a.batch === b.id).map((a) => this.row(a)).sort((x, y) => x.name.localeCompare(y.name)),
      completion: b.completion, may_lead: PEOPLE.find((p) => p.person === me)?.role === 'lead',
    };
  }

  store(code: string): t.StoreRow {
    const of = (what: string) => sum(this.world.moves.filter((m) => m.material === code && m.what === what).map((m) => m.quantity));
    const [received, issued, taken_back] = [of('store'), of('issued'), of('taken_back')];
    return { material: material(code), received, issued, taken_back, scrapped: 0, in_store: received + taken_back - issued };
  }

  storeView(): t.StoreView {
    const to_take_back = PEOPLE.flatMap((p) => MATERIALS.map((m) => {
      const of = (what: string) => sum(this.world.moves.filter((x) => x.person === p.person && x.material === m.code && x.what === what).map((x) => x.quantity));
      return { person: p.person, name: p.name, material: m, quantity: of('returned') - of('taken_back') };
    })).filter((row) => row.quantity > 0);
    return { rows: MATERIALS.map((m) => this.store(m.code)), to_take_back };
  }

  holding(me: number): t.HoldingView {
    const mine = this.world.moves.filter((m) => m.person === me);
    const confirmed = new Set(mine.filter((m) => m.what === 'received').map((m) => m.issue));
    const rows = MATERIALS.flatMap((m) => {
      const of = (what: string) => sum(mine.filter((x) => x.material === m.code && x.what === what).map((x) => x.quantity));
      const [received, used, returned, scrapped] = [of('received'), of('used'), of('returned'), of('scrapped')];
      return received > 0 ? [{ material: m, received, used, returned, scrapped, held: received - used - returned - scrapped }] : [];
    });
    const to_receive = mine.filter((m) => m.what === 'issued' && !confirmed.has(m.issue))
      .map((m) => ({ issue: m.issue, material: material(m.material), quantity: m.quantity, at: m.at, by: 'Amina' }));
    return { rows, to_receive };
  }

  earnings(me: number, asked: string | null): t.EarningsView {
    const monthOf = (at: number) => new Date((at + 3 * 3600) * 1000).toISOString().slice(0, 7);
    const month = asked ?? monthOf(Math.floor(Date.now() / 1000));
    const rows = this.world.assignments.filter((a) => a.person === me);
    const all = rows.flatMap((a) => a.entries.filter((e) => e.what === 'check' && e.pieces > 0).map((e) => {
      const row = this.row(a);
      return { assignment: a.id, product: row.product, at: e.at, pieces: e.pieces, rate: row.rate, amount: e.pieces * row.rate };
    })).sort((a, b) => b.at - a.at);
    const lines = all.filter((line) => monthOf(line.at) === month);
    const waiting = rows.map((a) => this.row(a)).filter((row) => row.waiting > 0);
    return {
      month, months: [...new Set([month, ...all.map((line) => monthOf(line.at)), '2026-10'])].sort().reverse(), lines,
      total: sum(lines.map((line) => line.amount)), waiting_pieces: sum(waiting.map((r) => r.waiting)),
      waiting_amount: sum(waiting.map((r) => r.waiting * r.rate)),
    };
  }

  orderRow(o: Order): t.OrderRow {
    const batches = this.world.batches.filter((b) => b.order === o.number);
    const pieces = sum(o.lines.map((l) => l.pieces));
    const batched = sum(batches.map((b) => b.pieces));
    const done = batches.length > 0 && batches.every((b) => b.completion);
    return {
      order: o.id, number: o.number, source: o.source, placed: o.placed, due: o.lines.map((l) => l.due).filter(Boolean).sort()[0] ?? '',
      state: batched < pieces ? 'to_plan' : done ? 'complete' : 'in_progress', lines: o.lines.length, pieces, batched,
      accepted: sum(batches.map((b) => this.batchRow(b).accepted)),
    };
  }

  orderView(o: Order): t.OrderView {
    const rows = this.world.batches.filter((b) => b.order === o.number).map((b) => this.batchRow(b));
    return {
      row: this.orderRow(o), note: o.note, batches: rows,
      lines: o.lines.map((l) => {
        const of = rows.filter((r) => r.product.sku === l.sku);
        return { product: ref(l.sku), pieces: l.pieces, due: l.due, batched: sum(of.map((r) => r.pieces)), accepted: sum(of.map((r) => r.accepted)) };
      }),
    };
  }

  members(me: number): t.MemberRow[] {
    const self = PEOPLE.find((p) => p.person === me);
    return PEOPLE.filter((p) => p.role !== 'coordinator' && (self?.role === 'coordinator' || p.workshop === self?.workshop)).map((p) => ({
      person: p.person, name: p.name, role: p.role, workshop: p.workshop, skills: p.skills, hours_per_week: p.hours,
      open_pieces: sum(this.world.assignments.filter((a) => a.person === p.person).map((a) => this.row(a).open)),
    }));
  }
}
