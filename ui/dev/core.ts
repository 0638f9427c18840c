// Answers the call table from the made-up world, with enough of the rules to see their errors.

import type { Calls } from '../src/lib/bindings/calls';
import { seeded } from './seed.ts';
import { Views } from './views.ts';
import { fresh, MATERIALS, now, PEOPLE, WORKSHOPS, type Move } from './world.ts';

export class No extends Error {
  constructor(public code: string, public number: number | null = null, public permanent = true) {
    super(code);
  }
}

/** All arguments of all calls that are looked at here. */
interface Args {
  language: 'sw' | 'en'; code: string; profile: string; on: boolean; assignment: string; accept: boolean; reason: string;
  pieces: number; minutes: number; scrap: number; note: string; corrects: string | null; issue: string; quantity: number;
  material: string; month: string | null; batch: string; shares: { person: number; pieces: number }[]; accepted: number;
  rework: number; rejected: number; person: number; order: string; sku: string; workshop: number; due: string;
}

export class Core {
  views = new Views(seeded(Number(process.env.KARAKANA_MANY ?? 0)));
  people = ['Esther', 'Amina', 'Baraka', 'Wanjiru'];
  language = (process.env.KARAKANA_LANGUAGE ?? null) as 'sw' | 'en' | null;

  constructor(public changed: (profile: string) => void) {}

  get world() {
    return this.views.world;
  }

  wrote(profile: string) {
    if (this.world.network.get(profile) === false) this.world.unsent.set(profile, (this.world.unsent.get(profile) ?? 0) + 1);
    else this.world.lastSync.set(profile, now());
    for (const name of this.people) this.changed(name);
  }

  move(profile: string, move: Omit<Move, 'at' | 'issue' | 'assignment'> & Partial<Move>) {
    if (move.quantity <= 0) throw new No('nothing_counted');
    this.world.moves.push({ at: now(), issue: '', assignment: '', ...move });
    this.wrote(profile);
  }

  status(profile: string): Calls['sync.status']['reply'] {
    const off = this.world.network.get(profile) === false;
    return {
      state: off ? 'offline' : 'sent', unsent: this.world.unsent.get(profile) ?? 0,
      last_sync: this.world.lastSync.get(profile) ?? now() - 7200, error: null, refused: 0, clock_ahead: null,
    };
  }

  call(name: string, a: Args, profile: string): unknown {
    const { views, world } = this;
    const self = PEOPLE.find((p) => p.name === profile);
    const me = self?.person ?? 0;
    const held = (code: string) => views.holding(me).rows.find((row) => row.material.code === code)?.held ?? 0;
    const sent = world.network.get(profile) !== false;
    const take = (code: string, quantity: number) => {
      if (quantity > held(code)) throw new No('more_than_held', held(code));
    };
    switch (name as keyof Calls) {
      case 'phone.open':
        return {
          language: this.language, demo: true, version: '0.1.0',
          people: this.people.map((name) => {
            const p = PEOPLE.find((one) => one.name === name)!;
            const workshop = WORKSHOPS.find((w) => w.workshop === p.workshop)?.code ?? null;
            return { profile: name, name, role: p.role, workshop, unsent: world.unsent.get(name) ?? 0, network: world.network.get(name) !== false };
          }),
        };
      case 'phone.set_language':
        this.language = a.language;
        return {};
      case 'phone.enrol':
        if (a.code !== 'ACHI-ENGX-2026') throw new No('bad_invitation');
        this.people.push('Achieng');
        return { profile: 'Achieng', name: 'Achieng', role: 'artisan', workshop: 'KIBERA-1', unsent: 0, network: true };
      case 'phone.set_network':
        world.network.set(a.profile, a.on);
        if (a.on) this.sent(a.profile);
        this.changed(a.profile);
        return {};
      case 'person.me': {
        if (!self) throw new No('no_profile');
        const workshop = WORKSHOPS.find((w) => w.workshop === self.workshop) ?? null;
        return { person: me, name: self.name, role: self.role, organisation: 'Karakana', workshop, lead: self.role === 'artisan' ? { name: 'Amina', phone: '+254 700 000 002' } : null };
      }
      case 'sync.status':
        return this.status(profile);
      case 'sync.now':
        if (!sent) return this.status(profile);
        this.sent(profile);
        this.changed(profile);
        return this.status(profile);
      case 'sync.refused':
        return [];
      case 'work.list':
        return world.assignments.filter((x) => x.person === me).map((x) => views.row(x));
      case 'work.get': {
        const found = world.assignments.find((x) => x.id === a.assignment);
        if (!found) throw new No('not_found');
        return views.work(found, me);
      }
      case 'work.decide':
      case 'work.log':
      case 'work.hand_in': {
        const of = views.assignment(a.assignment);
        if (name === 'work.decide') of.entries.push(world.entry(me, a.accept ? 'accepted' : 'declined', { note: a.reason, sent }));
        if (name === 'work.log') {
          const { pieces, minutes, scrap, note, corrects } = a;
          of.entries.push(world.entry(me, 'log', { pieces, minutes, scrap, note, corrects, sent }));
        }
        if (name === 'work.hand_in') {
          const { open } = views.row(of);
          if (a.pieces > open) throw new No('more_than_assigned', open);
          of.entries.push(world.entry(me, 'hand_in', { pieces: a.pieces, sent }));
        }
        this.wrote(profile);
        return views.work(of, me);
      }
      case 'material.holding':
        return views.holding(me);
      case 'material.receive': {
        const issue = world.moves.find((m) => m.what === 'issued' && m.issue === a.issue)!;
        this.move(profile, { person: me, material: issue.material, what: 'received', quantity: a.quantity, issue: a.issue });
        return views.holding(me);
      }
      case 'material.use':
      case 'material.give_back':
      case 'material.scrap': {
        take(a.material, a.quantity);
        const what = ({ 'material.use': 'used', 'material.give_back': 'returned', 'material.scrap': 'scrapped' } as const)[name as 'material.use'];
        this.move(profile, { person: me, material: a.material, what, quantity: a.quantity, assignment: a.assignment ?? '' });
        return views.holding(me);
      }
      case 'material.list':
        return MATERIALS;
      case 'earnings.month':
        return views.earnings(me, a.month);
      case 'batch.list':
        return world.batches.filter((b) => self?.role === 'coordinator' || b.workshop === self?.workshop).map((b) => views.batchRow(b));
      case 'batch.get':
        return views.batchView(views.batch(a.batch), me);
      case 'batch.split': {
        const left = views.batchRow(views.batch(a.batch)).unassigned;
        if (a.shares.reduce((total, share) => total + share.pieces, 0) > left) throw new No('more_than_batch', left);
        for (const share of a.shares)
          world.assignments.push({ id: fresh('a'), batch: a.batch, ...share, note: a.note, withdrawn: false, entries: [] });
        this.wrote(profile);
        return views.batchView(views.batch(a.batch), me);
      }
      case 'assignment.withdraw':
        views.assignment(a.assignment).withdrawn = true;
        this.wrote(profile);
        return views.batchView(views.batch(views.assignment(a.assignment).batch), me);
      case 'check.record': {
        const of = views.assignment(a.assignment);
        const { waiting } = views.row(of);
        if (a.accepted + a.rework + a.rejected > waiting) throw new No('more_than_handed_in', waiting);
        of.entries.push(world.entry(me, 'check', { pieces: a.accepted, rework: a.rework, rejected: a.rejected, note: a.reason, sent }));
        this.wrote(profile);
        return views.batchView(views.batch(of.batch), me);
      }
      case 'batch.complete': {
        const batch = views.batch(a.batch);
        const row = views.batchRow(batch);
        batch.completion = { at: now(), by: profile, accepted: row.accepted, rejected: row.rejected, missing: Math.max(0, row.pieces - row.accepted), reason: a.reason, sent };
        this.wrote(profile);
        return views.batchView(batch, me);
      }
      case 'store.list':
        return views.storeView();
      case 'store.receive':
        this.move(profile, { person: 0, material: a.material, what: 'store', quantity: a.quantity });
        return views.storeView();
      case 'store.issue':
        if (a.quantity > views.store(a.material).in_store) throw new No('more_than_held', views.store(a.material).in_store);
        this.move(profile, { person: a.person, material: a.material, what: 'issued', quantity: a.quantity, issue: fresh('i'), assignment: a.assignment ?? '' });
        return views.storeView();
      case 'store.take_back':
        this.move(profile, { person: a.person, material: a.material, what: 'taken_back', quantity: a.quantity });
        return views.storeView();
      case 'member.list':
        return views.members(me);
      case 'order.list':
        return world.orders.map((o) => views.orderRow(o));
      case 'order.get':
        return views.orderView(world.orders.find((o) => o.id === a.order)!);
      case 'workshop.list':
        return WORKSHOPS.map((workshop) => ({
          workshop, lead: PEOPLE.find((p) => p.role === 'lead' && p.workshop === workshop.workshop)?.name ?? '',
          members: PEOPLE.filter((p) => p.workshop === workshop.workshop).length,
          open_pieces: world.batches.filter((b) => b.workshop === workshop.workshop && !b.completion).map((b) => views.batchRow(b)).reduce((n, r) => n + r.pieces - r.accepted, 0),
        }));
      case 'batch.create': {
        const order = world.orders.find((o) => o.id === a.order)!;
        const id = fresh('b');
        world.batches.push({ id, order: order.number, sku: a.sku, workshop: a.workshop, pieces: a.pieces, due: a.due, note: a.note, cancelled: false, completion: null });
        this.wrote(profile);
        return views.batchView(views.batch(id), me);
      }
      default:
        throw new No('unknown_call');
    }
  }

  sent(profile: string) {
    this.world.unsent.set(profile, 0);
    this.world.lastSync.set(profile, now());
    const me = PEOPLE.find((p) => p.name === profile)?.person;
    for (const a of this.world.assignments) for (const e of a.entries) if (e.by === me) e.sent = true;
    for (const b of this.world.batches) if (b.completion?.by === profile) b.completion.sent = true;
  }
}
