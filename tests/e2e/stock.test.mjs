// Material: Amina sees what runs short and for whom, follows a number to its movements, counts the store and what Baraka holds;
// he sees it on his phone, Esther sees what all workshops lack. Once in each language.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { offerRings } from './lib/scenes.mjs';
import { Screens } from './lib/screens.mjs';
import { Stack } from './lib/stack.mjs';

const SHEET = 'BRASS-SHEET';

for (const language of ['sw', 'en']) {
  test(`material that is counted and runs short, in ${language}`, { timeout: 120_000 }, async () => {
    const stack = await Stack.start();
    await stack.call(null, 'phone.set_language', { language });
    const people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
    await offerRings(people, stack);
    await barakaAcceptsAndGetsSome(people, stack);
    const { browser, page, complaints } = await openBrowser(stack.url);
    const app = new Screens(page, language, `stock-${language}`);
    try {
      await aminaLooks(app);
      await aminaCounts(app);
      await stack.sync(people);
      await barakaLooks(app);
      await estherLooks(app);
      assert.deepEqual(complaints, []);
    } catch (error) {
      await app.picture('failed');
      throw error;
    } finally {
      await browser.close();
      await stack.end();
    }
  });
}

/** A ring takes 5.1 grams: ten of them 51. The store gets 40 in two lots, and Baraka 20 of those. */
async function barakaAcceptsAndGetsSome(people, stack) {
  const { Amina, Baraka } = people;
  const [{ assignment, person }] = await Baraka('work.list');
  await Baraka('work.decide', { assignment, accept: true, reason: '' });
  await stack.sync(people);
  for (const [quantity, lot] of [[150, 'L2611-3'], [250, 'L2611-9']]) await Amina('store.receive', { material: SHEET, quantity, lot });
  await Amina('store.issue', { person, material: SHEET, quantity: 200, assignment });
  await stack.sync(people);
  const [{ issue }] = (await Baraka('material.holding')).to_receive;
  await Baraka('material.receive', { issue, quantity: 200 });
  await stack.sync(people);
}

async function aminaLooks(app) {
  await app.become('Amina');
  await app.tab('store');
  // 51 grams for his rings, 20 are in his hands, 20 in the store.
  await app.sees(`store-${SHEET}`, { tenths: 200, low: 110 });
  await app.look('store');
  await app.tap(`store-${SHEET}`);
  await app.sees('balance', { tenths: 200 });
  await app.sees('hand-Baraka', { tenths: 200 });
  // The first lot is gone, and of the second 20 are left.
  assert.equal(await app.id('lot-row').count(), 1);
  await app.sees('lot-row', { tenths: 200 });
  for (const [what, tenths] of [['received', 150], ['received', 250], ['issued', -200]]) await app.sees('movement', { what, tenths });
  await app.look('stock');
  await app.tap('hand-Baraka');
  await app.sees('movement', { what: 'received', tenths: 200 });
  await app.look('hand');
}

async function aminaCounts(app) {
  await app.tap('count');
  await app.type('quantity', '18.5');
  assert(await app.id('save').isDisabled(), 'what differs needs a reason');
  await app.tap('reason-2');
  await app.look('count');
  await app.save('store.count_hand');
  await app.sees('balance', { tenths: 185 });
  await app.sees('movement', { what: 'counted', tenths: -15, counts: true });
  await app.tap('back');
  await app.sees('hand-Baraka', { tenths: 185 });
  await app.tap('count');
  await app.look('count-same');
  await app.type('quantity', '21');
  await app.tap('reason-1');
  await app.save('store.count');
  await app.sees('balance', { tenths: 210 });
  await app.sees('movement', { what: 'counted', tenths: 10 });
  await app.look('counted');
  await app.tap('back');
  await app.sees(`store-${SHEET}`, { tenths: 210 });
}

async function barakaLooks(app) {
  await app.become('Baraka');
  await app.tab('material');
  await app.sees(`held-${SHEET}`, { tenths: 185 });
  await app.look('holding');
  await app.tap(`more-${SHEET}`);
  await app.sees('movement', { what: 'counted', tenths: -15 });
  assert.equal(await app.id('count').count(), 0, 'only a lead counts');
  await app.look('holding-stock');
}

async function estherLooks(app) {
  await app.become('Esther');
  await app.tab('workshop');
  await app.look('workshops');
  await app.tap('to-low');
  await app.sees('low-row', { workshop: 'KIBERA-1' });
  await app.look('low');
  await app.tap(`store-${SHEET}`, { low: 510 - 185 - 210 });
  await app.sees('balance', { tenths: 210 });
  await app.look('stock-of-office');
  await app.tap('hand-Baraka');
  await app.sees('balance', { tenths: 185 });
}
