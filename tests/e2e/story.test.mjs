// The main job, from the office's order to money earned, by taps alone. Once in each language.

import assert from 'node:assert/strict';
import { inBothLanguages } from './lib/story.mjs';

const PEOPLE = ['Esther', 'Amina', 'Baraka', 'Wanjiru'];
/** What is read on the screens. */
const WORDS = {
  sw: { pieces: (n) => (n === 1 ? 'kipande 1' : `vipande ${n}`), of: (a, b) => `${a} / ${b} vipande`, note: 'Asante sana' },
  en: { pieces: (n) => (n === 1 ? '1 piece' : `${n} pieces`), of: (a, b) => `${a} / ${b} pieces`, note: 'Thanks a lot' },
};

inBothLanguages('an order from import to completion', { timeout: 150_000 }, story);

async function story(app, _, stack) {
  const words = WORDS[app.language];
  await everybodyJoins(app, stack);
  await estherPlans(app, words);
  await aminaSplits(app, words);
  await aminaGivesMaterial(app);
  await accept(app, 'Baraka', 1_900);
  await accept(app, 'Wanjiru', 1_330);
  await app.people();
  for (const name of ['Baraka', 'Wanjiru']) await app.network(name, false);
  await barakaWorksOffline(app, words);
  await wanjiruWorksOffline(app, words);
  await networkReturns(app);
  await aminaChecks(app, words);
  await barakaMends(app, words);
  await aminaCompletes(app, words);
  await earned(app, 'Baraka', 34, 2);
  await earned(app, 'Wanjiru', 25, 1);
  await estherSees(app, words);
}

async function everybodyJoins(app, stack) {
  await app.look('language');
  await app.chooseLanguage();
  await app.sees('add-person');
  await app.look('nobody');
  for (const name of PEOPLE) {
    await app.enrol(name, await stack.invite(name));
    await app.look(`joined-${name}`);
    await app.people();
  }
  await app.look('people');
}

async function estherPlans(app, words) {
  await app.become('Esther');
  await app.look('order-list');
  await app.type('search', '0773');
  await app.tap('order-row', { number: 'PO-0773' });
  await app.look('order');
  await app.tap('make-batch-SK-RING-01');
  await app.tap('workshop-KIBERA-1');
  assert.equal(await app.id('plan-pieces').inputValue(), '60');
  assert.equal(await app.id('plan-due').inputValue(), '2026-12-05');
  await app.look('plan');
  await app.save('batch.create');
  await app.says('planned', words.of(60, 180));
  await app.id('make-batch-SK-RING-01').waitFor({ state: 'detached' });
  await app.look('order-planned');
  await app.sync();
}

async function openBatch(app) {
  await app.tab('batch');
  await app.tap('batch-row', { sku: 'SK-RING-01' });
  await app.sees('batch-state');
}

async function aminaSplits(app, words) {
  await app.become('Amina');
  await app.sync();
  await app.look('batch-list');
  await openBatch(app);
  await app.sees('batch-state', { value: 'to_split' });
  await app.look('batch-to-split');
  await app.tap('split');
  // Typed, and counted by taps: what is left is the most that the next one can get.
  await app.type('share-Baraka', 35);
  await app.says('left', '25');
  await app.taps('share-Wanjiru-plus-10', 2);
  await app.taps('share-Wanjiru-plus', 5);
  await app.says('left', '0');
  assert(await app.id('share-Wanjiru-plus').isDisabled(), 'no more than the batch can be given out');
  await app.type('note', words.note);
  await app.look('split');
  await app.save('batch.split');
  await app.sees('share-row', { name: 'Baraka', state: 'offered' });
  await app.look('batch-split');
}

async function aminaGivesMaterial(app) {
  await app.tab('store');
  await app.look('store-empty');
  await app.tap('store-receive');
  await app.tap('material-BRASS-SHEET');
  await app.type('quantity', 1000);
  await app.type('lot', 'L2611-3');
  await app.look('store-receive');
  await app.save('store.receive');
  await app.sees('store-BRASS-SHEET', { tenths: 10_000 });
  await openBatch(app);
  await app.tap('issue');
  for (const [name, grams] of [['Baraka', '190'], ['Wanjiru', '133']]) {
    await app.tap(`member-${name}`);
    await app.tap('material-BRASS-SHEET');
    await app.type('quantity', grams);
    await app.lookOnce('issue');
    await app.tapCalls('save', 'store.issue');
    // The form stays for the next material, from zero.
    await app.id('quantity').waitFor({ state: 'detached' });
  }
  await app.tab('store');
  await app.sees('store-BRASS-SHEET', { tenths: 6_770 });
  await app.look('store');
  await app.tab('member');
  await app.look('members');
  await app.sync();
}

async function openWork(app) {
  await app.tab('work');
  await app.id('work-row').locator('a').first().tap();
  await app.sees('state');
}

async function accept(app, name, tenths) {
  await app.become(name);
  await app.sync();
  await app.sees('work-row', { state: 'offered' });
  await app.lookOnce('work-list-offered');
  await openWork(app);
  await app.lookOnce('work-offered');
  await app.tapCalls('accept', 'work.decide');
  await app.sees('state', { value: 'accepted' });
  await app.lookOnce('work-accepted');
  await app.tab('material');
  await app.lookOnce('material-to-receive');
  await app.tapCalls('receive-exact', 'material.receive');
  await app.sees('held-BRASS-SHEET', { tenths });
  await app.lookOnce('material');
  await app.sync();
}

/** Work is offline, and what is written counts up beside it. */
async function unsent(app, count) {
  await app.sees('sync-badge', { state: 'offline', unsent: count });
}

async function log(app, pieces, minutes) {
  await app.tap('log');
  await app.taps('log-pieces-plus-5', Math.floor(pieces / 5));
  await app.taps('log-pieces-plus', pieces % 5);
  await app.type('log-minutes', minutes);
  await app.lookOnce('log');
  await app.save('work.log');
}

async function barakaWorksOffline(app, words) {
  await app.become('Baraka');
  await unsent(app, 0);
  const { colour, spread } = await app.badgeColour();
  assert(spread < 40, `offline is grey, not ${colour}`);
  await openWork(app);
  await log(app, 22, 400);
  await unsent(app, 1);
  await app.says('made', words.of(22, 35));
  await app.sees('history-row', { what: 'log', sent: false });

  // Two too many by a slip of the finger.
  await app.tap('correct');
  assert.equal(await app.id('log-pieces').inputValue(), '22');
  await app.taps('log-pieces-minus', 2);
  await app.look('log-correct');
  await app.save('work.log');
  await unsent(app, 2);
  await app.says('made', words.of(20, 35));
  await app.sees('history-row', { what: 'log', replaced: true });

  await log(app, 15, 300);
  await app.says('made', words.of(35, 35));
  await app.tap('use-material');
  await app.tap('suggestion');
  assert.equal(await app.id('quantity').inputValue(), '178.5', '35 pieces of 5.1 g');
  await app.look('use-material');
  await app.save('material.use');
  await app.sees('used-BRASS-SHEET', { used: 1_785, needed: 1_785 });

  await app.tap('hand-in');
  await app.says('hand-in-pieces-all', app.language === 'sw' ? 'Vyote: 35' : 'All: 35');
  assert.equal(await app.id('hand-in-pieces').inputValue(), '35', 'what was made is offered');
  await app.look('hand-in');
  await app.save('work.hand_in');
  await app.sees('state', { value: 'handed_in' });
  await app.says('waiting', words.pieces(35));
  await unsent(app, 5);
  await app.look('work-offline');

  await app.tab('material');
  await app.tap('give-back-BRASS-SHEET');
  await app.type('quantity', '4');
  await app.look('give-back');
  await app.save('material.give_back');
  await app.tap('scrap-BRASS-SHEET');
  await app.type('quantity', '0.5');
  await app.look('scrap');
  await app.save('material.scrap');
  await app.sees('held-BRASS-SHEET', { tenths: 1_900 - 1_785 - 40 - 5 });
  await unsent(app, 7);
  await app.tab('earnings');
  await app.says('waiting-pieces', words.pieces(35));
  await app.sees('total', { cents: 0 });
  await app.look('earnings-waiting');
  await app.tap('sync-badge');
  await app.look('sync-offline');
}

async function wanjiruWorksOffline(app, words) {
  await app.become('Wanjiru');
  await openWork(app);
  await log(app, 25, 480);
  for (const part of [20, 5]) {
    await app.tap('hand-in');
    await app.type('hand-in-pieces', part);
    await app.save('work.hand_in');
  }
  await app.says('handed-in', words.pieces(25));
  await unsent(app, 3);
}

async function networkReturns(app) {
  await app.people();
  for (const [name, count] of [['Baraka', '7'], ['Wanjiru', '3']]) {
    await app.id(`person-${name}`).getByText(new RegExp(`\\b${count}\\b`)).waitFor();
  }
  await app.look('people-unsent');
  for (const name of ['Baraka', 'Wanjiru']) {
    await app.network(name, true);
    await app.become(name);
    await app.sync();
    await openWork(app);
    await app.sees('history-row', { what: 'log', sent: true });
    assert.equal(await app.id('history-row', { sent: false }).count(), 0, 'everything is sent');
    await app.people();
  }
}

async function aminaChecks(app, words) {
  await app.become('Amina');
  await app.sync();
  await openBatch(app);
  await app.sees('batch-state', { value: 'to_check' });
  await app.says('waiting', words.pieces(60));
  await app.look('batch-to-check');
  await app.tap('complete');
  await app.sees('title');
  assert.equal(await app.id('save').count(), 0, 'nothing is complete while pieces wait');
  await app.look('complete-too-early');
  await app.tap('back');

  await app.tap('check-Baraka');
  assert.equal(await app.id('check-accepted').inputValue(), '35');
  await app.taps('check-rework-plus', 2);
  await app.tap('check-rejected-plus');
  assert.equal(await app.id('check-accepted').inputValue(), '32');
  assert(await app.id('save').isDisabled(), 'pieces that are not good need a reason');
  await app.tap('reason-1');
  await app.look('check');
  await app.save('check.record');
  await app.tap('check-Wanjiru');
  await app.save('check.record');
  await app.says('good', words.of(57, 60));
  await app.sees('share-row', { name: 'Baraka', state: 'rework' });
  await app.sync();
}

async function barakaMends(app, words) {
  await app.become('Baraka');
  await app.sync();
  await app.sees('work-row', { state: 'rework' });
  await app.look('work-list-rework');
  await openWork(app);
  await app.says('open', words.pieces(2));
  await app.sees('history-row', { what: 'check' });
  await app.look('work-rework');
  await app.tap('hand-in');
  assert.equal(await app.id('hand-in-pieces').inputValue(), '2', 'what came back is offered');
  await app.save('work.hand_in');
  await app.sync();
}

async function aminaCompletes(app, words) {
  await app.become('Amina');
  await app.sync();
  await openBatch(app);
  await app.tap('check-Baraka');
  await app.save('check.record');
  await app.says('good', words.of(59, 60));
  await app.tap('complete');
  await app.says('missing', words.pieces(1));
  assert(await app.id('save').isDisabled(), 'a short batch needs a reason');
  await app.tap('reason-own');
  await app.type('reason-text', words.note);
  await app.look('complete');
  await app.save('batch.complete');
  await app.sees('batch-state', { value: 'complete' });
  await app.sees('completion');
  await app.look('batch-complete');

  await app.tab('store');
  await app.look('store-returned');
  await app.tapCalls('take-back', 'store.take_back');
  await app.id('take-back').waitFor({ state: 'detached' });
  await app.sees('store-BRASS-SHEET', { tenths: 6_770 + 40 });
  await app.sync();
}

async function earned(app, name, pieces, lines) {
  await app.become(name);
  await app.sync();
  await app.tab('earnings');
  await app.sees('total', { cents: pieces * 7_000 });
  const sum = await app.id('earnings-row').evaluateAll((rows) => rows.map((row) => Number(row.dataset.cents)));
  assert.equal(sum.length, lines);
  assert.equal(sum.reduce((all, cents) => all + cents, 0), pieces * 7_000, 'the total is the sum of its lines');
  assert.equal(await app.id('waiting-pieces').count(), 0);
  await app.look(`earnings-${name}`);
}

async function estherSees(app, words) {
  await app.become('Esther');
  await app.sync();
  await app.tab('batch');
  await app.tap('show-finished');
  await app.look('progress');
  await app.tap('batch-row', { sku: 'SK-RING-01' });
  await app.sees('batch-state', { value: 'complete' });
  await app.sees('completion', { sent: true });
  await app.says('good', words.of(59, 60));
  await app.says('handed-in', words.pieces(62));
  await app.says('rework', words.pieces(2));
  await app.says('rejected', words.pieces(1));
  await app.look('office-batch-complete');
  await app.tab('workshop');
  await app.look('workshops');
  await app.tap('workshop-row', { code: 'KIBERA-1' });
  await app.look('workshop');
  await app.tab('order');
  await app.type('search', '0773');
  await app.tap('order-row', { number: 'PO-0773' });
  await app.says('good', words.of(59, 180));
  await app.sees('make-batch-SK-RING-01');
  await app.look('order-after');
}
