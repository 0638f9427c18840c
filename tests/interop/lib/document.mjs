// Documents: plain automerge. PROTOCOL.md, Documents.

import * as Automerge from '@automerge/automerge';
import { encode } from 'cborg';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cbor } from './bundle.mjs';

const VECTORS = new URL('../../../docs/vectors/documents.json', import.meta.url);
const GENESIS = new Map(
  JSON.parse(readFileSync(VECTORS, 'utf8')).genesis.map(({ number, change }) => [number, unhex(change)]),
);
/** The list of entries, in every kind that has one. */
const ENTRIES = `3@${'0'.repeat(32)}`;

export const KIND = { organisation: 1, product: 2, workshop: 5, batch: 6, assignment: 9, work: 10, check: 12 };

export function unhex(text) {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** A document of `kind` that nobody has written to. */
export const begin = (kind, actor) => Automerge.load(GENESIS.get(kind), { actor });

/** The same with chunks from the server or the disk: whole documents and changes. */
export function add(doc, chunks, missing = () => assert.fail('builds on what is not there')) {
  let next = copy(doc);
  for (const chunk of chunks) next = Automerge.loadIncremental(next, chunk);
  return Automerge.getMissingDeps(next, []).length > 0 ? missing() : next;
}

/** All changes of a document, each after what it builds on. */
export const changes = (doc) => Automerge.getAllChanges(doc);
export const hashOf = (change) => Automerge.decodeChange(change).hash;
export const actorOf = (change) => Automerge.decodeChange(change).actor;
export const heads = (doc) => Automerge.getHeads(doc);

const copy = (doc) => Automerge.clone(doc, { actor: Automerge.getActorId(doc) });

/** Makes one change; gives the document, the change's hash and its bytes. */
export function edit(doc, write) {
  const next = Automerge.change(copy(doc), { time: 0 }, write);
  const change = Automerge.getLastLocalChange(next);
  return { doc: next, change, hash: Automerge.decodeChange(change).hash };
}

/** Writes an entry: always at the head. */
export function writeEntry(root, items) {
  root.entries.unshift(array(items));
}

/** A CBOR array without what is empty at its end. */
export function array(items) {
  const all = items.map((item) => (item === 0 || item === '' || item === undefined ? null : item));
  while (all.length > 0 && all.at(-1) === null) all.pop();
  return encode(all);
}

/** The entries with their identities, in the order of the identities. */
export function entries(doc) {
  const found = Automerge.getAllChanges(doc).flatMap((bytes) => {
    const change = Automerge.decodeChange(bytes);
    return change.ops.flatMap((op, at) =>
      op.insert && op.obj === ENTRIES
        ? [{ counter: change.startOp + at, actor: change.actor, bytes: Uint8Array.from(op.value) }]
        : [],
    );
  });
  return found.sort(inOrder).map((e) => ({ id: `${e.counter}@${e.actor}`, ...e, items: cbor(e.bytes) }));
}

const inOrder = (a, b) => a.counter - b.counter || (a.actor < b.actor ? -1 : Number(a.actor > b.actor));

/** Every value of a register: more than one where devices disagree. The last is automerge's choice. */
export function values(doc, register) {
  const conflicts = Automerge.getConflicts(doc, register);
  const plain = (value) => (Automerge.isImmutableString(value) ? value.val : value);
  if (conflicts) return Object.values(conflicts).map(plain);
  return doc[register] === undefined ? [] : [plain(doc[register])];
}

export const text = (doc, register) => String(doc[register]);
export const least = (doc, register) => Math.min(...values(doc, register));
export const allSayYes = (doc, register) => {
  const all = values(doc, register);
  return all.length > 0 && all.every((value) => value === true);
};

const DAY = 86_400_000;
export const day = (number) => new Date(number * DAY).toISOString().slice(0, 10);

/** An assignment's terms. */
export function assignment(doc) {
  return {
    batch: Buffer.from(doc.batch).toString('hex'),
    sku: text(doc, 'sku'),
    rate: least(doc, 'rate'),
    pieces: least(doc, 'pieces'),
    due: day(least(doc, 'due')),
    note: doc.note === undefined ? '' : text(doc, 'note'),
    withdrawn: allSayYes(doc, 'withdrawn'),
    origin: origin(values(doc, 'origin').at(-1)),
  };
}

/** Whose pieces these were before, if they were somebody's. */
function origin(bytes) {
  if (bytes === undefined) return null;
  const [how, person, key] = cbor(bytes);
  const words = { 1: 'instead', 2: 'help', 3: 'ended' };
  return words[how] ? { how: words[how], person: person ?? 0, assignment: Buffer.from(key).toString('hex') } : null;
}

/** The answer to an assignment. */
export function decision(doc) {
  const all = values(doc, 'decision').map((bytes) => {
    const [accepted, at, reason] = cbor(bytes);
    return { accepted, at: at ?? 0, reason: reason ?? '' };
  });
  return all.find((d) => d.accepted) ?? all.at(-1) ?? null;
}

/** The log, its corrections applied, and the hand-ins. */
export function work(doc) {
  const all = entries(doc).map(({ id, counter, actor, items: [tag, at, ...rest] }) => {
    const [pieces, minutes, scrap, note, corrects] = rest;
    const entry = { id, counter, actor, tag, at, pieces: pieces ?? 0 };
    if (tag !== 1) return entry;
    const target = corrects ? `${corrects[0]}@${Buffer.from(corrects[1]).toString('hex')}` : null;
    return { ...entry, minutes: minutes ?? 0, scrap: scrap ?? 0, note: note ?? '', corrects: target };
  });
  const logs = all.filter((e) => e.tag === 1);
  const replaced = new Set();
  for (const target of logs) {
    const corrections = logs.filter((e) => e.corrects === target.id && inOrder(target, e) < 0);
    if (corrections.length > 0) replaced.add(target.id);
    for (const loser of corrections.slice(0, -1)) replaced.add(loser.id);
  }
  const standing = logs.filter((e) => !replaced.has(e.id));
  const sum = (list, field) => list.reduce((total, e) => total + e[field], 0);
  return {
    entries: all,
    replaced,
    logged: sum(standing, 'pieces'),
    minutes: sum(standing, 'minutes'),
    scrap: sum(standing, 'scrap'),
    handed_in: sum(all.filter((e) => e.tag === 2), 'pieces'),
  };
}
