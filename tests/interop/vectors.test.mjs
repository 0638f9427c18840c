// The vectors of docs/vectors/, read by libraries that share nothing with the programs that wrote them.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as documents from './lib/document.mjs';
import { encode } from 'cborg';
import { DICTIONARY_1, open, openWithOwnKey, parse, secretKey, seal, signed } from './lib/bundle.mjs';
import {
  CODES,
  adminAnswerIn,
  adminRequestIn,
  enrolAnswerIn,
  enrolRequestOut,
  failureIn,
  syncAnswerIn,
  syncRequestIn,
  syncRequestOut,
} from './lib/message.mjs';
import { packRun, unpackRun } from './lib/run.mjs';

const vectors = (name) => JSON.parse(readFileSync(new URL(`../../docs/vectors/${name}.json`, import.meta.url), 'utf8'));
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const { unhex } = documents;

const KEYS = vectors('keys');
const secretOf = (name) => secretKey(unhex(KEYS.find((key) => key.name === name).seed));
const { bundles, refused, codes } = vectors('bundles');
const { runs, refused: refusedRuns } = vectors('runs');
const { documents: examples, genesis, keys, refused: refusedChanges } = vectors('documents');

test('keys, device ids and actors', () => {
  for (const key of KEYS) {
    const { publicKey, device } = secretOf(key.name);
    assert.equal(hex(publicKey), key.public);
    assert.equal(hex(device), key.device);
    assert.equal(key.actor, key.device + key.incarnation.toString(16).padStart(8, '0'));
  }
});

/** What the vectors say, with bytes in hex and this client's names for the fields. */
const shown = (value) => {
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(shown);
  if (value === null || typeof value !== 'object') return value;
  const snake = (name) => name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [snake(name), shown(inner)]));
};

for (const { name, signed_by: by, external_aad: purpose, dictionary, bundle, payload, says } of bundles) {
  test(`bundle: ${name}`, () => {
    const secret = secretOf(by);
    const keyId = by === 'server' ? null : secret.device;
    const message = open(unhex(bundle), purpose, secret.publicKey);
    // How long the number of the dictionary is that a frame asks for (RFC 8878, 3.1.1.1).
    assert.equal((parse(unhex(bundle)).payload[4] & 3) !== 0, dictionary === 1);
    assert.equal(hex(encode(message)), payload);
    const again = signed(parse(unhex(bundle)).payload, purpose, secret, keyId);
    assert.equal(hex(again), bundle, 'signing gives the same bytes');
    assert.deepEqual(open(seal(message, purpose, secret, keyId), purpose, secret.publicKey), message);

    const read = {
      'enrol request': (m) => ({ version: m.get(0), invitation: m.get(1), publicKey: m.get(2), app: m.get(3) }),
      'enrol answer': enrolAnswerIn,
      'sync request': syncRequestIn,
      'sync answer': syncAnswerIn,
      'admin request': adminRequestIn,
      'admin answer': adminAnswerIn,
      failure: failureIn,
    }[purpose.replace('karakana/1 ', '')];
    assert.deepEqual(shown(read(message)), says);
    if (purpose.endsWith('sync request')) assert.equal(hex(encode(syncRequestOut(read(message)))), payload);
    if (purpose.endsWith('enrol request')) {
      assert.equal(hex(encode(enrolRequestOut(read(message)))), payload);
      assert.deepEqual(openWithOwnKey(unhex(bundle), purpose, 2), message);
    }
  });
}

test('bundles that are refused, and the codes', () => {
  for (const { what, bundle, code } of refused) {
    const attempt = () => open(unhex(bundle), 'karakana/1 sync request', secretOf('Baraka').publicKey);
    assert.throws(attempt, { code }, what);
  }
  assert.deepEqual(codes, [...CODES].map(([number, code]) => ({ number, ...code })));
});

test('dictionary 1 is the one that PROTOCOL.md names', () => {
  const page = readFileSync(new URL('../../docs/PROTOCOL.md', import.meta.url), 'utf8');
  assert(page.includes(createHash('sha256').update(DICTIONARY_1).digest('hex')));
  assert.equal(DICTIONARY_1.length, 6_144);
});

for (const { name, run, changes } of runs) {
  test(`run: ${name}`, () => {
    assert.deepEqual(unpackRun(unhex(run)).map(hex), changes);
    assert.equal(hex(packRun(changes.map(unhex))), run);
  });
}

test('bytes that are no run', () => {
  for (const { what, run } of refusedRuns) assert.throws(() => unpackRun(unhex(run)), { code: 1 }, what);
});

test('the first changes', () => {
  for (const { kind, number, hash, change } of genesis) {
    const doc = documents.begin(number, '00'.repeat(15) + '01');
    assert.equal(String(doc.kind), kind);
    assert.equal(doc.v, 1);
    assert.deepEqual(documents.heads(doc), [hash]);
    assert.equal(hex(createHash('sha256').update(unhex(change).subarray(8)).digest()), hash);
  }
});

test('document keys', () => {
  const uuid5 = (namespace, name) => {
    const id = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
    id[6] = (id[6] & 0x0f) | 0x50;
    id[8] = (id[8] & 0x3f) | 0x80;
    return id;
  };
  const namespace = uuid5(unhex('6ba7b8109dad11d180b400c04fd430c8'), 'karakana');
  assert.equal(hex(namespace), '3a91ad1defd95f18a79b8cdeabcd1e1e');
  const named = (name) => hex(uuid5(namespace, name));
  const month = (year, number) => (year * 12 + number - 1).toString(16).padStart(32, '0');
  assert.deepEqual(
    keys.map(({ key }) => key),
    [
      '0'.repeat(32),
      named('product:SK-HOOP-01'),
      named('material:BRASS-WIRE'),
      named('order:shopify:#4100'),
      named('order:wholesale:PO-0770'),
      month(2026, 9),
      month(1970, 1),
      (1).toString(16).padStart(32, '0'),
    ],
  );
});

for (const example of examples) {
  test(`document: ${example.name}`, () => {
    const { kind, whole, says } = example;
    const changes = example.changes.map(({ change }) => unhex(change));
    const doc = documents.add(documents.begin(kind, 'ff'.repeat(16)), changes);
    assert.deepEqual(documents.heads(doc).toSorted(), example.heads);
    const atOnce = documents.add(documents.begin(kind, 'ff'.repeat(16)), [unhex(whole)]);
    assert.deepEqual(documents.heads(atOnce).toSorted(), example.heads);
    for (const [n, { by, hash }] of example.changes.entries()) {
      assert.equal(documents.hashOf(changes[n]), hash);
      assert.equal(documents.actorOf(changes[n]), KEYS.find((key) => key.name === by).actor);
    }
    if (example.entries) {
      const bytes = Object.fromEntries(documents.entries(doc).map((entry) => [entry.id, hex(entry.bytes)]));
      assert.deepEqual(bytes, Object.fromEntries(example.entries.map((e) => [e.entry, e.bytes])));
      assert.deepEqual(doc.entries.map(hex), example.entries.map((e) => e.bytes), 'newest first');
      for (const { items, bytes: written } of documents.entries(doc)) {
        assert.equal(hex(documents.array(items)), hex(written), 'written the same way');
      }
    }
    if (kind === documents.KIND.assignment) {
      const { disagreements, ...terms } = says;
      assert.deepEqual(documents.assignment(doc), terms);
      for (const { field, sides } of disagreements) {
        assert.deepEqual(documents.values(doc, field).map(String), sides.map((side) => side.value));
      }
    }
    if (kind === documents.KIND.work) {
      const read = documents.work(doc);
      assert.deepEqual(documents.decision(doc), says.decision);
      for (const sum of ['logged', 'minutes', 'scrap', 'handed_in']) assert.equal(read[sum], says[sum], sum);
      const replaced = says.entries.filter((e) => e.replaced).map((e) => e.entry);
      assert.deepEqual([...read.replaced].toSorted(), replaced.toSorted());
    }
  });
}

test('changes that are refused are changes all the same', () => {
  for (const { what, change, code } of refusedChanges) {
    assert.equal(unhex(change)[8], 1, what);
    assert.ok(documents.hashOf(unhex(change)) && CODES.has(code), what);
  }
});
