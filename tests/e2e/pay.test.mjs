// A month's pay by taps: a bonus, the closing, a payout list with two pairs of eyes, the file, the receipt; and what Baraka sees.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { workUnderWay } from './lib/scenes.mjs';
import { inBothLanguages } from './lib/story.mjs';

const PEOPLE = ['Esther', 'Neema', 'Amina', 'Baraka', 'Wanjiru'];

inBothLanguages("a month's pay from the check to the receipt", { name: 'pay', prepare }, story);

async function prepare(stack) {
  const people = await stack.enrol(...PEOPLE);
  await workUnderWay(people, stack);
  return people;
}

async function story(app, people, stack) {
  const [{ rate }] = await people.Baraka('work.list');
  await estherAddsAndCloses(app, 3 * rate);
  const total = 3 * rate + 20_000;
  await estherPrepares(app, total);
  await stack.sync(people);
  await neemaApproves(app);
  await stack.sync(people);
  await theListIsSaved(app, total);
  await theOfficePays(app);
  await stack.sync(people);
  await barakaSees(app, total);
}

async function estherAddsAndCloses(app, earned) {
  await app.become('Esther');
  await app.tab('pay');
  await app.sees('pay-row', { name: 'Baraka', total: earned });
  await app.look('pay');
  await app.tap('pay-row', { name: 'Baraka' });
  await app.look('person');
  await app.tap('pay-write');
  await app.look('write');
  await app.tap('pay-bonus');
  await app.taps('pay-amount-plus', 4);
  await app.tap('reason-0');
  await app.look('bonus');
  await app.save('pay.write');
  await app.sees('total', { cents: earned + 20_000 });
  // A deduction that was a mistake stays in sight, with the line that puts it right.
  await app.tap('pay-write');
  await app.tap('pay-deduction');
  await app.taps('pay-amount-plus', 2);
  await app.tap('reason-1');
  await app.save('pay.write');
  await app.sees('total', { cents: earned + 10_000 });
  await app.tap('take-back-line');
  await app.tap('reason-0');
  await app.look('take-back');
  await app.save('pay.take_back');
  await app.sees('total', { cents: earned + 20_000 });
  await app.look('person-with-lines');
  await app.tap('back');
  await app.tap('pay-close');
  await app.look('close');
  await app.tapCalls('pay-close-yes', 'pay.close');
  await app.sees('pay-row', { name: 'Baraka', owed: earned + 20_000 });
  await app.look('closed');
}

async function estherPrepares(app, total) {
  await app.tap('pay-lists');
  await app.look('lists');
  await app.tapCalls('run-prepare', 'run.prepare');
  await app.sees('run-line', { name: 'Baraka', cents: total });
  await app.sees('state');
  assert.equal(await app.id('run-approve').count(), 0, 'who prepared it cannot approve it');
  await app.look('prepared');
  // Nobody knows where to send his money: the list leads to where that is written down, and has it then.
  await app.tap('give-number');
  await app.type('person-phone', '0712 345 678');
  await app.save('person.change');
  await app.sync();
  await app.tab('pay');
  await app.tap('pay-lists');
  await app.tap('run-row', { run: 1 });
  await app.sees('run-line', { name: 'Baraka', phone: '+254712345678' });
  assert.equal(await app.id('give-number').count(), 0);
}

async function neemaApproves(app) {
  await app.become('Neema');
  await app.tab('pay');
  await app.tap('pay-lists');
  await app.tap('run-row', { run: 1 });
  await app.sees('run-approve');
  await app.look('to-approve');
  await app.tapCalls('run-approve', 'run.approve');
  await app.sees('run-csv');
}

async function theListIsSaved(app, total) {
  const download = app.page.waitForEvent('download');
  await app.tapCalls('run-csv', 'run.csv');
  const file = await download;
  assert.equal(file.suggestedFilename(), 'payout-1.csv');
  const [head, row, ...rest] = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  assert.equal(head, 'phone_number,name,amount,reference');
  assert.match(row, new RegExp(`^\\+254712345678,Baraka,${total / 100}\\.00,K1-\\d+-\\d{4}-\\d{2}$`));
  assert.deepEqual(rest, []);
  assert.match(await app.id('csv-text').inputValue(), /Baraka/);
  await app.look('approved');
}

async function theOfficePays(app) {
  await app.tap('run-line', { name: 'Baraka' });
  await app.tap('run-paid');
  await app.type('receipt', 'sjk4 2xq8pl');
  await app.look('mark-paid');
  await app.save('run.paid');
  await app.sees('run-line', { name: 'Baraka', state: 'paid' });
  await app.look('paid');
}

async function barakaSees(app, total) {
  await app.become('Baraka');
  await app.tab('earnings');
  await app.sees('total', { cents: total });
  await app.sees('payment-row', { failed: false });
  assert.match(await app.id('payment-row').innerText(), /SJK42XQ8PL/);
  assert.equal(await app.id('owed').count(), 0, 'nothing is owed any more');
  assert.equal(await app.id('earnings-row').count(), 4);
  await app.look('earnings');
  await app.id('earnings-row', { what: 'check' }).locator('a').tap();
  await app.sees('history-row', { what: 'check' });
}
