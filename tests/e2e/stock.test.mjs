// Material: Amina sees what is on its way and in nobody's hands yet, what runs short and for whom, follows a number to its
// movements and lots, counts the store and what Baraka holds, and ear hooks by the whole hook; he sees it on his phone, Esther
// sees what all workshops lack, and all that one has. Once in each language.

import assert from 'node:assert/strict';
import { offerRings } from './lib/scenes.mjs';
import { inBothLanguages } from './lib/story.mjs';

const SHEET = 'BRASS-SHEET';
const HOOK = 'HOOK';

inBothLanguages('material that is counted and runs short', { name: 'stock', timeout: 180_000, prepare }, async (app, people, stack) => {
  await barakaHasNothingToUse(app);
  await aminaSeesWhatIsOnItsWay(app);
  await barakaConfirms(people, stack);
  await aminaLooks(app);
  await aminaCounts(app);
  await aminaGivesWholeHooks(app);
  await stack.sync(people);
  await barakaLooks(app);
  await estherLooks(app);
  await estherLooksAtAllOfIt(app);
});

async function prepare(stack) {
  const people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
  await offerRings(people, stack);
  await barakaAcceptsAndIsGivenSome(people, stack);
  return people;
}

/** A ring takes 5.1 grams: ten of them 51. The store gets 40 in two lots, and Baraka 20 of those. */
async function barakaAcceptsAndIsGivenSome(people, stack) {
  const { Amina, Baraka } = people;
  const [{ assignment, person }] = await Baraka('work.list');
  await Baraka('work.decide', { assignment, accept: true, reason: '' });
  await stack.sync(people);
  for (const [quantity, lot] of [[150, 'L2611-3'], [250, 'L2611-9']]) await Amina('store.receive', { material: SHEET, quantity, lot });
  await Amina('store.issue', { person, material: SHEET, quantity: 200, assignment });
  await stack.sync(people);
}

/** He has not confirmed it: the screen sends him to where he does, and back from there is back at his work. */
async function barakaHasNothingToUse(app) {
  await app.become('Baraka');
  await app.tab('work');
  await app.tap('work-row');
  await app.tap('use-material');
  await app.look('nothing-to-use');
  await app.tap('to-material');
  await app.sees('to-receive');
  await app.page.goBack();
  await app.sees('log');
  assert.equal(await app.id('to-material').count(), 0, 'not back where there is nothing to use');
}

/** Out of the store and in nobody's hands: a figure of its own in the list, on the material's screen and on Baraka's, where the entry is. */
async function aminaSeesWhatIsOnItsWay(app) {
  await app.become('Amina');
  await app.tab('store');
  const row = app.id(`store-${SHEET}`, { tenths: 200, low: 110 });
  await row.locator('[data-testid="on-the-way"][data-tenths="200"]').waitFor();
  assert.equal(await row.locator('[data-testid="in-hands"]').count(), 0);
  await app.look('store-on-the-way');
  await app.tap(`store-${SHEET}`);
  await app.sees('on-the-way');
  await app.sees('movement', { what: 'issued', tenths: -200, waits: true });
  await app.sees('hand-Baraka', { tenths: 0, way: 200 });
  await app.look('stock-on-the-way');
  await app.tap('hand-Baraka');
  await app.sees('balance', { tenths: 0 });
  await app.sees('movement', { what: 'issued', tenths: 200, waits: true, counts: false });
  assert.equal(await app.id('lot-row').count(), 0, 'lots are what he holds');
  await app.look('hand-on-the-way');
  await app.tap('to-trail');
  await app.sees('activity-row', { what: 'issued' });
  // The batch that it is for says the same, and does not call it short.
  await app.tab('batch');
  await app.tap('batch-row');
  await app.sees('need-row', { way: 200 });
  await app.look('needs-on-the-way');
  await app.home();
}

async function barakaConfirms({ Baraka, ...people }, stack) {
  const [{ issue }] = (await Baraka('material.holding')).to_receive;
  await Baraka('material.receive', { issue, quantity: 200 });
  await stack.sync({ Baraka, ...people });
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
  await app.sees('lot-row', { lot: 'L2611-9', tenths: 200 });
  for (const [what, tenths] of [['received', 150], ['received', 250], ['issued', -200]]) await app.sees('movement', { what, tenths });
  await app.look('stock');
  await app.tap('hand-Baraka');
  await app.sees('movement', { what: 'received', tenths: 200, waits: false });
  // What he holds is of both lots, as they were given.
  for (const [lot, tenths] of [['L2611-3', 150], ['L2611-9', 50]]) await app.sees('lot-row', { lot, tenths });
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

/** Nobody has half a hook: the buttons go by one, and half of one is not taken. */
async function aminaGivesWholeHooks(app) {
  await app.tap('store-receive');
  await app.tap(`material-${HOOK}`);
  await app.type('quantity', '2.5');
  assert(await app.id('save').isDisabled(), 'no half hook comes');
  await app.type('quantity', '12');
  await app.tap('quantity-plus');
  assert.equal(await app.id('quantity').inputValue(), '13');
  await app.look('receive-hooks');
  await app.save('store.receive');
  await app.tap('store-issue');
  await app.tap('member-Wanjiru');
  await app.tap(`material-${HOOK}`);
  await app.type('quantity', '4');
  await app.tap('quantity-plus');
  await app.tap('quantity-plus');
  assert.equal(await app.id('quantity').inputValue(), '6');
  await app.save('store.issue');
  await app.sees(`store-${HOOK}`, { tenths: 70 });
  await app.look('hooks');
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

/** All that the workshop has, as its lead sees it, and nothing that only a lead does. */
async function estherLooksAtAllOfIt(app) {
  await app.tab('workshop');
  await app.tap('workshop-row', { code: 'KIBERA-1' });
  await app.tap('to-stock');
  await app.sees(`store-${SHEET}`, { tenths: 210 });
  await app.sees(`store-${HOOK}`, { tenths: 70 });
  for (const id of ['store-issue', 'store-receive', 'take-back']) assert.equal(await app.id(id).count(), 0, id);
  await app.look('store-of-office');
  await app.tap(`store-${SHEET}`);
  await app.sees('balance', { tenths: 210 });
  assert.equal(await app.id('count').count(), 0, 'only a lead counts');
  await app.tap('hand-Baraka');
  // The count of what he holds found less: of what came first.
  for (const [lot, tenths] of [['L2611-3', 135], ['L2611-9', 50]]) await app.sees('lot-row', { lot, tenths });
  await app.tap('to-trail');
  await app.sees('activity-row', { what: 'received' });
  await app.tap('back');
  await app.tap('back');
  await app.tap('back');
  await app.sees('store-' + SHEET);
}
