// Runs: changes of one document without what can be worked out. PROTOCOL.md, Runs.

import { createHash } from 'node:crypto';
import { encode } from 'cborg';
import { Refused, cbor } from './bundle.mjs';

const MAGIC = Buffer.from('856f4a83', 'hex');
const CHANGE = 1;
const ACTOR = 16;
const HASH = 32;
const MOST_CHANGES = 5_000;
const MOST_BYTES = 4 << 20;

const no = (why) => new Refused(1, `a run that ${why}`);
const isBytes = (value) => value instanceof Uint8Array;

/** The change chunks that come out of a run, in order. */
export function unpackRun(bytes) {
  const run = cbor(bytes);
  if (!Array.isArray(run)) throw no('is no array');
  if (run.length > MOST_CHANGES) throw no('is too long');
  const hashes = [];
  const actors = [];
  const chunks = [];
  let last = null;
  let size = 0;
  for (const item of run) {
    const change = isBytes(item) ? goesOn(item, last) : named(item, hashes, actors);
    const { chunk, hash } = together(change);
    size += chunk.length;
    if (size > MOST_BYTES) throw no('is too large');
    chunks.push(chunk);
    hashes.push(hash);
    last = { ...change, hash };
  }
  return chunks;
}

function goesOn(rest, last) {
  if (last === null) throw no('goes on from nothing');
  return { deps: [last.hash], actor: last.actor, seq: last.seq + 1, start: last.start + 1, rest };
}

function named(item, hashes, actors) {
  if (!Array.isArray(item) || item.length < 4) throw no('holds something else');
  const [actor, seq, start, rest] = item.slice(-4);
  const deps = item.slice(0, -4).map((dep) => (isBytes(dep) ? dep : hashes[dep]));
  if (deps.some((dep) => dep?.length !== HASH)) throw no('builds on what is not there');
  if (isBytes(actor)) actors.push(actor);
  const who = isBytes(actor) ? actor : actors[actor];
  if (who?.length !== ACTOR || !isBytes(rest)) throw no('names nobody');
  return { deps, actor: who, seq, start, rest };
}

/** A change chunk, and its hash. */
function together({ deps, actor, seq, start, rest }) {
  const body = [leb(deps.length), ...deps, leb(actor.length), actor, leb(seq), leb(start), rest];
  const length = body.reduce((sum, part) => sum + part.length, 0);
  const hashed = Buffer.concat([Buffer.of(CHANGE), leb(length), ...body]);
  const hash = new Uint8Array(createHash('sha256').update(hashed).digest());
  return { chunk: new Uint8Array(Buffer.concat([MAGIC, hash.subarray(0, 4), hashed])), hash };
}

/** Change chunks as a run, each after what it builds on. */
export function packRun(chunks) {
  const hashes = [];
  const actors = [];
  let last = null;
  const items = chunks.map((chunk) => {
    const change = apart(chunk);
    const place = actors.findIndex((actor) => actor.equals(change.actor));
    const on = (dep) => hashes.findIndex((hash) => hash.equals(dep));
    const follows =
      last !== null && place >= 0 && last.actor.equals(change.actor) && change.deps.length === 1 &&
      change.deps[0].equals(last.hash) && change.seq === last.seq + 1 && change.start === last.start + 1;
    const hash = createHash('sha256').update(chunk.subarray(8)).digest();
    const item = follows
      ? change.rest
      : [
          ...change.deps.map((dep) => (on(dep) < 0 ? new Uint8Array(dep) : on(dep))),
          place < 0 ? new Uint8Array(change.actor) : place,
          change.seq,
          change.start,
          change.rest,
        ];
    if (place < 0) actors.push(change.actor);
    hashes.push(hash);
    last = { ...change, hash };
    return item;
  });
  return encode(items);
}

/** A change chunk, taken apart as far as a run needs it. */
function apart(chunk) {
  const bytes = Buffer.from(chunk);
  let at = 9;
  const number = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const take = (length) => bytes.subarray(at, (at += length));
  number();
  const deps = Array.from({ length: number() }, () => take(HASH));
  const actor = take(number());
  const [seq, start] = [number(), number()];
  return { deps, actor, seq, start, rest: new Uint8Array(bytes.subarray(at)) };
}

/** An unsigned LEB128 number. */
function leb(value) {
  const out = [];
  let left = value;
  do {
    const low = left % 128;
    left = Math.floor(left / 128);
    out.push(left > 0 ? low | 0x80 : low);
  } while (left > 0);
  return Buffer.from(out);
}
