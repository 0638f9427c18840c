// A phone that knows nothing but PROTOCOL.md works with the real server, beside a real phone.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { secretKey, seal } from './lib/bundle.mjs';
import * as documents from './lib/document.mjs';
import { CAN, PURPOSE, enrolRequestOut, syncRequestOut } from './lib/message.mjs';
import { Office } from './lib/office.mjs';
import { Failure, Phone } from './lib/phone.mjs';

const { KIND, writeEntry, array } = documents;
const NOW = 1_790_000_000;

let office, esther, amina, baraka;

/** Esther plans a batch of rings for Amina's workshop, and Amina offers Baraka 20 of them. */
before(async () => {
  office = await Office.open();
  [esther, amina] = [await office.enrol('Esther'), await office.enrol('Amina')];
  baraka = await Phone.enrol(office.server, await office.invite('Baraka'));
  await sent(esther);
  const order = (await esther('order.list')).find((row) => row.number === 'PO-0773').order;
  const { workshop } = (await esther('workshop.list')).find((row) => row.workshop.code === 'KIBERA-1').workshop;
  const plan = { order, sku: 'SK-RING-01', workshop, pieces: 60, due: '2026-12-05', note: '' };
  await esther('batch.create', plan);
  await sent(esther);
  await sent(amina);
  const [{ batch }] = await amina('batch.list');
  await amina('batch.split', { batch, shares: [{ person: baraka.me.person, pieces: 20 }], note: 'mapema' });
  await sent(amina);
});

after(() => office?.close());

async function sent(person) {
  const badge = await person('sync.now');
  assert.equal(badge.state, 'sent', JSON.stringify(badge));
}

/** What Amina's phone shows of Baraka's share. */
async function aminaSees() {
  await sent(amina);
  const [{ batch }] = await amina('batch.list');
  const { shares } = await amina('batch.get', { batch });
  return shares.find((share) => share.person === baraka.me.person);
}

const offered = () => baraka.of(KIND.assignment)[0];
/** The work of the assignment that Baraka was offered. */
const workName = () => ({ ...offered().name, kind: KIND.work });
const log = (pieces, minutes, ...more) => [1, NOW, pieces, minutes, ...more];
const codes = (answer) => answer.refused.map((r) => r.code);

async function failure(attempt) {
  const error = await attempt.then(() => assert.fail('was answered'), (e) => e);
  assert(error instanceof Failure, error);
  return [error.status, error.code];
}

test('Baraka enrols and pulls what he may read', async () => {
  assert.equal(baraka.me.name, 'Baraka');
  assert.equal(baraka.me.role, 'artisan');
  assert.equal(baraka.me.organisation, 'Karakana Example');
  const { person, workshop } = baraka.me;
  const answers = await baraka.sync();
  const gained = answers.flatMap((answer) => answer.gained).toSorted();
  const own = ['org', `private:${person}`, `work:${workshop}:${person}`, `workshop:${workshop}`];
  assert.deepEqual(gained, own);
  assert([...baraka.documents.values()].every(({ name }) => own.includes(name.feed)));
  assert.equal(baraka.of(KIND.product).length, 10);
  const [facts] = baraka.of(KIND.workshop);
  assert.equal(documents.text(facts.doc, 'code'), 'KIBERA-1');
  assert.equal(facts.doc.devices[Buffer.from(baraka.secret.device).toString('hex')], person);
  const [batch] = baraka.of(KIND.batch);
  const terms = documents.assignment(offered().doc);
  assert.deepEqual(terms, {
    batch: batch.name.key,
    sku: 'SK-RING-01',
    rate: 7000,
    pieces: 20,
    due: '2026-12-05',
    note: 'mapema',
    origin: null,
    withdrawn: false,
  });
});

test('he accepts, logs, corrects and hands in, and Amina sees it', async () => {
  const work = workName();
  baraka.write(work, (root) => {
    root.decision = array([true, NOW]);
  });
  baraka.write(work, (root) => writeEntry(root, log(12, 55, 1, 'waya ulivunjika')));
  const [answer, ...more] = await baraka.sync();
  assert.deepEqual([answer.refused, answer.pull, more, baraka.outbox], [[], [], [], []]);
  const [idle] = await baraka.sync();
  assert.deepEqual([idle.refused, idle.pull, idle.more], [[], [], false]);
  assert.deepEqual([...idle.cursor], [...(await baraka.sync())[0].cursor]);

  const seen = await aminaSees();
  assert.deepEqual([seen.state, seen.logged, seen.minutes, seen.scrap], ['in_progress', 12, 55, 1]);

  const [{ counter, actor }] = documents.entries(baraka.document(work));
  const first = [counter, documents.unhex(actor)];
  baraka.write(work, (root) => {
    writeEntry(root, log(10, 55, 1, '', first));
    writeEntry(root, [2, NOW, 10]);
  });
  assert.deepEqual((await baraka.sync())[0].refused, []);
  const { assignment, ...row } = await aminaSees();
  assert.deepEqual([row.logged, row.handed_in, row.waiting], [10, 10, 10]);
  const view = await amina('work.get', { assignment });
  assert.deepEqual([...new Set(view.history.map((line) => line.by))], ['Baraka']);

  const check = { assignment, accepted: 8, rework: 2, rejected: 0, reason: 'imepinda' };
  await amina('check.record', check);
  await sent(amina);
  await baraka.sync();
  const [checked] = baraka.of(KIND.check);
  assert.equal(checked.name.key, offered().name.key);
  const [{ items }] = documents.entries(checked.doc);
  assert.deepEqual([items[0], ...items.slice(2)], [1, 8, 2, null, 'imepinda']);
});

test('a second phone of his, page by page, has the same', async () => {
  const other = await Phone.enrol(office.server, await office.invite('Baraka'));
  other.budget = 2_048;
  const answers = await other.sync();
  assert(answers.length > 2, `${answers.length} pages`);
  await baraka.sync();
  const heads = (phone) =>
    Object.fromEntries([...phone.documents].map(([name, { doc }]) => [name, documents.heads(doc).toSorted()]));
  assert.deepEqual(heads(other), heads(baraka));
  const { logged, handed_in } = documents.work(other.document(workName()));
  assert.deepEqual([logged, handed_in], [10, 10]);
});

test('a phone that reads and writes runs has the same, in fewer bytes', async () => {
  const can = async (capabilities) => {
    const phone = await Phone.enrol(office.server, await office.invite('Baraka'));
    phone.can = capabilities;
    const answers = await phone.sync();
    return { phone, runs: answers.flatMap((answer) => answer.pull).filter((pull) => pull.run).length };
  };
  const [plain, able] = [await can(0), await can(CAN.runs)];
  assert.deepEqual([plain.runs, able.runs > 0], [0, true]);
  assert(able.phone.received < plain.phone.received, `${able.phone.received} and ${plain.phone.received} bytes`);
  // The second enrolment is news to the first phone.
  await plain.phone.sync();
  const heads = ({ phone }) =>
    Object.fromEntries([...phone.documents].map(([name, { doc }]) => [name, documents.heads(doc).toSorted()]));
  assert.deepEqual(heads(able), heads(plain));

  const { logged } = await aminaSees();
  for (const pieces of [1, 2]) able.phone.write(workName(), (root) => writeEntry(root, log(pieces, 5)));
  const request = able.phone.request(able.phone.outbox);
  assert.deepEqual([request.push.length, request.push[0].changes], [1, []]);
  assert.deepEqual((await able.phone.sync())[0].refused, []);
  assert.equal((await aminaSees()).logged, logged + 3);
});

test('the same request again changes nothing', async () => {
  baraka.write(workName(), (root) => writeEntry(root, log(1, 5)));
  const { logged } = await aminaSees();
  const request = baraka.request(baraka.outbox);
  const [first, second] = [await baraka.ask(request), await baraka.ask(request)];
  assert.deepEqual([first.refused, second.refused], [[], []]);
  assert.deepEqual([...first.cursor], [...second.cursor]);
  await baraka.sync();
  assert.equal((await aminaSees()).logged, logged + 1);
});

test('each change that is not his to make is refused with its code, and the others are taken', async () => {
  const stranger = await Phone.enrol(office.server, await office.invite('Wanjiru'));
  const work = workName();
  const wanjirus = stranger.write(work, (root) => writeEntry(root, log(5, 5)));
  const [{ change }] = stranger.outbox;
  const kept = baraka.document(work);
  const lost = documents.edit(kept, (root) => writeEntry(root, log(2, 2)));
  const late = documents.edit(lost.doc, (root) => writeEntry(root, log(3, 3)));
  const attempts = [
    [{ ...work, feed: 'org' }, change, 41],
    [{ ...work, feed: `work:${baraka.me.workshop}:${stranger.me.person}` }, change, 40],
    [{ ...work, kind: KIND.batch, feed: `workshop:${baraka.me.workshop}` }, change, 40],
    [{ ...work, kind: 99 }, change, 46],
    [work, change, 42],
    [work, late.change, 43],
    [work, documents.edit(kept, (root) => root.entries.deleteAt(0)).change, 44],
    [work, documents.edit(kept, (root) => root.entries.push(array([2, NOW, 1]))).change, 44],
    [work, documents.edit(kept, (root) => writeEntry(root, [99, NOW])).change, 44],
    [work, documents.edit(kept, (root) => (root.decision = 'ndiyo')).change, 44],
    [work, new Uint8Array(randomBytes(40)), 44],
  ];
  const before = (await aminaSees()).logged;
  const good = documents.edit(kept, (root) => writeEntry(root, log(4, 4)));
  const push = [...attempts, [work, good.change]].map(([doc, bytes]) => ({ doc, changes: [bytes] }));
  const answer = await baraka.ask({ ...baraka.request([]), push });
  assert.deepEqual(codes(answer), attempts.map(([, , code]) => code));
  assert.deepEqual(answer.refused.map((r) => r.doc), attempts.map(([doc]) => doc));
  assert.equal(answer.refused[0].hash, wanjirus);
  assert.equal((await aminaSees()).logged, before + 4);
  // What he sent past his own books comes to him only from the beginning.
  baraka.cursor = new Uint8Array();
  await baraka.sync();
  assert.deepEqual(documents.heads(baraka.document(work)), [good.hash]);
});

test('what is refused is set aside with all that was built on it, and the phone goes on', async () => {
  const batch = baraka.of(KIND.batch)[0].name;
  const before = documents.heads(baraka.document(batch));
  baraka.write(batch, (root) => {
    root.pieces = 1;
  });
  baraka.write(batch, (root) => {
    root.pieces = 2;
  });
  baraka.write(workName(), (root) => writeEntry(root, log(1, 1)));
  const [answer] = await baraka.sync();
  assert.deepEqual(codes(answer), [40, 40]);
  assert.equal(baraka.setAside.length, 2);
  assert.deepEqual(documents.heads(baraka.document(batch)), before);
  assert.deepEqual(baraka.outbox, []);
});

test('a copy of the phone is told so and goes on as another actor', async () => {
  const work = workName();
  const before = documents.work(baraka.document(work)).logged;
  const copy = Object.assign(new Phone(), baraka, { documents: new Map(baraka.documents), outbox: [] });
  for (const pieces of [1, 2]) {
    baraka.write(work, (root) => writeEntry(root, log(pieces, 1)));
    await baraka.sync();
  }
  copy.write(work, (root) => writeEntry(root, log(4, 1)));
  const { incarnation } = copy;
  copy.cursor = documents.unhex('00');
  // Its number is too low, and its change was made by an actor that went on elsewhere: it is made anew by another.
  const answers = await copy.sync();
  assert.notEqual(copy.incarnation, incarnation);
  assert.deepEqual(answers.flatMap(codes), []);
  assert.equal(documents.work(copy.document(work)).logged, before + 7);
  await baraka.sync().catch(() => {});
  assert.equal((await aminaSees()).logged, before + 7);
});

test('requests that are refused as a whole', async () => {
  const phone = await Phone.enrol(office.server, await office.invite('Otieno'));
  const request = phone.request([]);
  const as = (changes) => Object.assign(new Phone(), phone, changes);
  const { key } = secretKey();
  assert.deepEqual(await failure(as({ secret: { ...phone.secret, key } }).ask(request)), [401, 3]);
  assert.deepEqual(await failure(as({ secret: secretKey() }).ask(request)), [401, 4]);
  assert.deepEqual(await failure(phone.ask({ ...request, version: 0 })), [426, 6]);
  assert.deepEqual(await failure(phone.ask({ ...request, cursor: documents.unhex('00') })), [409, 8]);
  assert.deepEqual(await failure(phone.ask({ ...request, cursor: new Uint8Array(65) })), [413, 2]);
  await phone.sync();
  assert.equal(phone.number, 1);

  const post = async (path, body) => (await fetch(`${office.server}${path}`, { method: 'POST', body })).status;
  assert.equal(await post('/v1/sync', new Uint8Array([0xa0])), 400);
  const wrongPurpose = seal(syncRequestOut(request), PURPOSE.failure, phone.secret);
  assert.equal(await post('/v1/sync', wrongPurpose), 401);
});

test('a closed phone hands over what it had not sent, and is told to leave', async () => {
  const phone = await Phone.enrol(office.server, await office.invite('Baraka'));
  await phone.sync();
  const before = (await aminaSees()).logged;
  phone.write(workName(), (root) => writeEntry(root, log(9, 30)));
  await office.command('device', 'revoke', Buffer.from(phone.secret.device).toString('hex'));
  const request = { ...phone.request(phone.outbox), capabilities: 16 };
  for (const answer of [await phone.ask(request), await phone.ask(request)]) {
    assert.deepEqual([answer.leave, answer.refused, answer.pull], [5, [], []]);
  }
  assert.deepEqual(await failure(phone.ask(phone.request([]))), [403, 5]);
  assert.equal((await aminaSees()).logged, before);
  const held = await office.command('held', 'list');
  const [number] = held.trim().split('\n').at(-1).split(' ');
  await office.command('held', 'accept', number);
  assert.equal((await aminaSees()).logged, before + 9);
});

test('an invitation is good once, and for its own key again', async () => {
  const invitation = await office.invite('Achieng');
  const secret = secretKey();
  const first = await Phone.enrol(office.server, invitation.toLowerCase(), secret);
  const again = await Phone.enrol(office.server, invitation, secret);
  assert.deepEqual([again.me.person, again.me.serverKey], [first.me.person, first.me.serverKey]);
  assert.deepEqual(await failure(Phone.enrol(office.server, invitation)), [400, 21]);
  assert.deepEqual(await failure(Phone.enrol(office.server, '0000-0000-0000')), [400, 20]);
  const other = { version: 1, invitation: '000000000000', publicKey: secretKey().publicKey, app: '' };
  const bundle = seal(enrolRequestOut(other), PURPOSE.enrolRequest, secret);
  const reply = await fetch(`${office.server}/v1/enrol`, { method: 'POST', body: bundle });
  assert.equal(reply.status, 401, 'signed by another key than it brings');
});
