// Looking and taking out: Baraka follows a line of his statement down to his log and sees who wrote each entry from which
// phone; Amina and Esther take tables along as files, and what is in them is what is on the phone. Once in each language.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { openBrowser } from './lib/browser.mjs';
import { payUnderWay, workUnderWay } from './lib/scenes.mjs';
import { Screens } from './lib/screens.mjs';
import { Stack } from './lib/stack.mjs';
import { inBothLanguages } from './lib/story.mjs';

const OFFICE = ['orders', 'earnings', 'payments'];
const WORKSHOP = ['batches', 'assignments', 'work_logs', 'checks', 'movements'];

inBothLanguages('everything is traced and taken along', { name: 'looking', prepare }, async (app, { people, scene, pay }) => {
  await barakaTracesHisPay(app, people, scene);
  await barakaTracesHisBrass(app, scene);
  await aminaTracesTheStore(app, scene);
  await aminaTracesHerWeek(app, people);
  await aminaTakesAlong(app, people);
  await estherTracesPay(app, pay, scene);
  await estherTakesAlong(app);
  await aminaChecksAgain(app, people, scene);
});

async function prepare(stack) {
  const people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
  const scene = await workUnderWay(people, stack);
  const pay = await payUnderWay(people, scene);
  await stack.sync(people);
  return { people, scene, pay };
}

test('on Android the file goes where the phone keeps downloads, and a full phone says so', { timeout: 120_000 }, async () => {
  const stack = await Stack.start();
  await stack.call(null, 'phone.set_language', { language: 'en' });
  const people = await stack.enrol('Esther');
  const phone = () => {
    window.kept = [];
    window.KarakanaPhone = {
      saveFile: (name, mime, bytes) => (window.kept.push({ name, mime, text: atob(bytes) }), window.kept.length === 1 ? `Download/${name}` : ''),
    };
  };
  const { browser, page, complaints } = await openBrowser(stack.url, { before: phone });
  const app = new Screens(page, 'en', 'looking-android');
  try {
    await app.goes(`p/${people.Esther.profile}/export`);
    await app.tap('export-orders');
    await app.tap('export-csv');
    const { name, rows } = await app.tapCalls('export-save', 'export.file');
    await app.sees('exported', { state: 'saved', rows });
    assert((await app.id('exported').innerText()).includes(`Download/${name}`));
    const [kept] = await page.evaluate(() => window.kept);
    assert.equal(kept.name, name);
    assert.match(kept.mime, /^text\/csv/);
    assert.equal(csv(kept.text).length, rows + 1);
    await app.tapCalls('export-save', 'export.file');
    await app.sees('exported', { state: 'failed' });
    await app.look('not-kept');
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    await stack.end();
  }
});

/** From the sum over the line to the log that is behind the check, with name, time and phone at each. */
async function barakaTracesHisPay(app, people, { entry }) {
  await app.become('Baraka');
  await app.tab('earnings');
  await app.look('earnings');
  await app.id('earnings-row', { what: 'check' }).locator('a').tap();
  await app.sees('history-row', { what: 'check' });
  await app.tap('to-trail');
  await app.sees('activity-row', { what: 'check', sent: true });
  await app.look('trail-of-work');
  const phone = people.Baraka.profile.slice(0, 8);
  for (const [what, name] of [['log', 'Baraka'], ['hand_in', 'Baraka'], ['check', 'Amina'], ['issued', 'Amina'], ['offered', 'Amina']]) {
    const said = await app.id('activity-row', { what }).first().innerText();
    assert(said.includes(name), `${what}: ${said}`);
    assert.equal(said.includes(phone), name === 'Baraka', `${what}: ${said}`);
  }
  assert(entry, 'the log that counts is one of them');
  assert.equal(await app.id('activity-row', { what: 'log' }).count(), 2, 'the one that was corrected is there, too');

  // The bonus leads to who wrote it, and so does the month.
  await app.tab('earnings');
  await app.id('earnings-row', { what: 'bonus' }).locator('a').tap();
  await app.sees('trail-row', { what: 'closed', sent: true });
  assert.match(await app.id('trail-row', { what: 'bonus' }).innerText(), /Esther/);
  await app.look('trail-of-pay');
  await app.tap('back');
  await app.tap('to-waiting');
  await app.sees('history-row');
  await app.tap('back');
  // How his work turned out leads to the work.
  await app.tap('quality-works');
  await app.look('quality-works');
  await app.tap('quality-work', { checked: 5 });
  await app.sees('history-row', { what: 'check' });
}

async function barakaTracesHisBrass(app, { material }) {
  await app.tab('material');
  await app.tap(`more-${material}`);
  await app.sees('movement', { what: 'received', tenths: 600 });
  await app.look('movements');
  await app.tap('to-trail');
  await app.sees('activity-row', { what: 'returned' });
  await app.look('trail-of-brass');
  assert.match(await app.id('activity-row', { what: 'returned' }).innerText(), /Baraka/);
}

/** What work will still take is made of its work, and a gift leads to what it was for. */
async function aminaTracesTheStore(app, { material, assignment }) {
  await app.become('Amina');
  await app.tab('store');
  await app.tap(`store-${material}`);
  await app.tap('for-which');
  await app.sees('takes-row', { planned: false });
  await app.look('for-which');
  await app.id('movement', { what: 'issued' }).first().tap();
  await app.sees('history-row');
  assert((await app.page.url()).endsWith(assignment), 'the movement leads to the work that it was for');
  await app.tap('back');
  await app.tap('to-trail');
  await app.sees('activity-row', { what: 'store_received' });
  await app.look('trail-of-store');
}

/** A number of her week leads to those who logged, handed in and checked on that day. */
async function aminaTracesHerWeek(app, { Amina }) {
  const { days } = await Amina('week.list');
  const today = days.findIndex((day) => day.checked > 0);
  await app.goes(`p/${Amina.profile}/week`);
  await app.id('week-days').locator('a').nth(today).tap();
  await app.sees('activity-row', { what: 'check' });
  assert.equal(await app.id('activity-row', { what: 'log' }).count(), 2);
  await app.look('trail-of-day');
  await app.tap('activity-row', { what: 'log' });
  await app.sees('history-row');
}

/** She counted wrong: the check is taken back, also by keyboard, and the pieces are checked again. */
async function aminaChecksAgain(app, { Amina }, { assignment }) {
  const focused = () => app.page.evaluate(() => document.activeElement?.dataset.testid ?? document.activeElement?.tagName);
  await app.goes(`p/${Amina.profile}/work/${assignment}`);
  await app.id('check-back').focus();
  await app.page.keyboard.press('Enter');
  await app.sees('check-back-yes');
  assert.equal(await focused(), 'check-back-yes', 'who asks is asked where they are');
  await app.look('check-back');
  await app.tapCalls('check-back-yes', 'check.take_back');
  await app.id('check-accepted').waitFor();
  // One of the six is not there.
  await app.tap('check-accepted-minus');
  await app.tap('not-here');
  await app.look('not-here');
  await app.tapCalls('not-here-yes', 'check.not_here');
  await app.id('not-here-yes').waitFor({ state: 'detached' });
  await app.save('check.record');
  const { row, history } = await Amina('work.get', { assignment });
  assert.deepEqual([row.handed_in, row.accepted, row.rework, row.rejected], [5, 5, 0, 0]);
  assert.equal(history.find((one) => one.what === 'not_here').pieces, 1);
  assert.equal(history.filter((one) => one.what === 'check' && one.replaced).length, 1);
}

async function estherTracesPay(app, { month }, { person }) {
  await app.become('Esther');
  await app.tab('pay');
  await app.tap('pay-row', { name: 'Baraka' });
  await app.tap('to-trail');
  // Who put it on which list; the list says the rest, and its line leads back to the statement.
  await app.tap('trail-row', { what: 'line' });
  await app.sees('run-line', { name: 'Baraka' });
  await app.tap('run-line', { name: 'Baraka' });
  await app.tap('to-statement');
  await app.sees('total');
  assert((await app.page.url()).endsWith(`pay/${month}/${person}`));
}

async function aminaTakesAlong(app, { Amina }) {
  await app.home();
  await app.tap('menu');
  await app.tap('to-export');
  for (const what of WORKSHOP) await app.sees(`export-${what}`);
  for (const what of OFFICE) assert.equal(await app.id(`export-${what}`).count(), 0, `${what} is the office's`);
  assert(await app.id('export-save').isDisabled(), 'nothing is chosen yet');
  await app.look('export-of-lead');
  const shares = (await Promise.all((await Amina('batch.list')).map(({ batch }) => Amina('batch.get', { batch })))).flatMap((view) => view.shares);
  for (const form of ['csv', 'xlsx']) {
    const [head, ...rows] = await takes(app, 'assignments', form);
    assert.deepEqual(head.slice(0, 4), ['assignment', 'batch', 'workshop', 'person']);
    assert.deepEqual(rows.map((row) => row[0]).sort(), shares.map((one) => one.assignment).sort(), form);
    const baraka = rows.find((row) => row[3] === 'Baraka');
    assert.equal(baraka[head.indexOf('accepted')], '3', form);
  }
  await app.look('exported');
}

async function estherTakesAlong(app) {
  await app.home();
  await app.tap('menu');
  await app.tap('to-export');
  await app.sees('export-orders');
  await app.look('export-of-office');
  for (const what of [...OFFICE, ...WORKSHOP].filter((one) => one !== 'payments')) {
    for (const form of ['csv', 'xlsx']) {
      const [head, ...rows] = await takes(app, what, form);
      assert(rows.length > 0 && rows.every((row) => row.length === head.length), `${what} as ${form}`);
    }
  }
  // Nothing was paid yet: that is said, and no file is made of it.
  await app.tap('export-payments');
  await app.tapCalls('export-save', 'export.file');
  await app.sees('exported', { state: 'empty', rows: 0 });
  await app.look('export-of-nothing');
}

/** Saves a table; its lines as they are in the file, the names of the columns first. */
async function takes(app, what, form) {
  await app.tap(`export-${what}`);
  await app.tap(`export-${form}`);
  const download = app.page.waitForEvent('download');
  const { name, rows } = await app.tapCalls('export-save', 'export.file');
  const file = await download;
  assert.equal(file.suggestedFilename(), name);
  assert(name.endsWith(`.${form}`), name);
  await app.sees('exported', { state: 'saved', rows });
  assert((await app.id('exported').innerText()).includes(name));
  const bytes = await readFile(await file.path());
  const lines = form === 'csv' ? csv(bytes.toString('utf8')) : xlsx(bytes);
  assert.equal(lines.length, rows + 1, `${name} says ${rows} rows`);
  return lines;
}

function csv(text) {
  const cells = (line) => [...line.matchAll(/("((?:[^"]|"")*)"|[^,]*)(,|$)/g)].slice(0, -1).map((match) => (match[2] ?? match[1]).replaceAll('""', '"'));
  return text.trim().split('\r\n').map((line) => cells(`${line},`));
}

/** The cells of a workbook's only sheet. */
function xlsx(bytes) {
  const files = unzip(bytes);
  const plain = (xml) => xml.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, text]) => plain(text));
  const column = (at) => [...at].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return [...files.get('xl/worksheets/sheet1.xml').matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row], index, all) => {
    const width = [...all[0][1].matchAll(/<c /g)].length;
    const cells = Array(width).fill('');
    for (const [, at, kind, inside] of row.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)>(.*?)<\/c>/gs)) {
      const value = plain(inside);
      cells[column(at)] = kind.includes('t="s"') ? shared[Number(value)] : value;
    }
    return cells;
  });
}

/** The texts of a zip file (APPNOTE 4.3), by name: out of its directory at the end. */
function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  assert(end >= 0, 'not a zip file');
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment, local] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)).concat(bytes.readUInt32LE(at + 42));
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return files;
}
