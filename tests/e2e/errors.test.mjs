// What goes wrong, and what the screens say and keep then.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { offerRings } from './lib/scenes.mjs';
import { Screens } from './lib/screens.mjs';
import { Stack } from './lib/stack.mjs';

describe('what goes wrong', { timeout: 120_000 }, () => {
  let stack;
  let window;
  let app;

  before(async () => {
    stack = await Stack.start();
    await stack.call(null, 'phone.set_language', { language: 'sw' });
    const people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
    await offerRings(people, stack);
  });
  after(() => stack?.end());
  beforeEach(async () => {
    window = await openBrowser(stack.url);
    app = new Screens(window.page, 'sw', 'errors');
  });
  afterEach(async () => {
    const { browser, complaints } = window;
    await browser.close();
    assert.deepEqual(complaints, []);
  });

  async function refused(code) {
    await app.tap('save');
    await app.sees('error', { code });
    const said = await app.id('error').innerText();
    await app.look(code);
    return said;
  }

  test('an invitation that is wrong, short, or used', async () => {
    await app.tap('add-person');
    await app.type('code', 'AB');
    assert(await app.id('save').isDisabled(), 'a code that is too short cannot be sent');

    await app.type('code', 'ABCD-EFGH-JKMN');
    const wrong = await refused('bad_invitation');
    assert.match(wrong, /si sahihi/);
    assert.equal(await app.id('code').inputValue(), 'ABCD-EFGH-JKMN', 'what was typed is still there to be compared');

    const code = await stack.invite('Otieno');
    await app.type('code', code);
    await app.tapCalls('save', 'phone.enrol');
    await app.sees('sync-badge', { state: 'sent' });
    await app.people();
    await app.tap('add-person');
    await app.type('code', code);
    const used = await refused('used_invitation');
    assert.notEqual(used, wrong, 'a used code is told from a wrong one');
    await app.tap('back');
    await app.tap('throw-away');
    await app.sees('person-Otieno');
    assert.equal(await app.page.locator('[data-testid^="person-"]').count(), 5, 'nobody came twice');
  });

  test('to decline needs a reason', async () => {
    await app.become('Wanjiru');
    await app.tap('decline');
    await app.sees('save');
    assert(await app.id('save').isDisabled(), 'no reason, no answer');
    await app.tap('reason-own');
    assert(await app.id('save').isDisabled(), 'an empty reason is none');
    await app.type('reason-text', '   ');
    assert(await app.id('save').isDisabled(), 'blanks are none either');
    await app.type('reason-text', 'Nimesafiri');
    await app.look('decline');
    await app.save('work.decide');
    await app.tap('show-finished');
    await app.sees('work-row', { state: 'declined' });
    await app.id('work-row', { state: 'declined' }).locator('a').tap();
    await app.page.getByText('Nimesafiri').first().waitFor();
    assert.equal(await app.id('log').count(), 0, 'nothing can be written for declined work');
    await app.look('declined');
  });

  test('no more is handed in than was assigned', async () => {
    await openWork('offered');
    assert.equal(await app.id('hand-in').count(), 0, 'nothing is handed in before it is accepted');
    await app.tapCalls('accept', 'work.decide');
    await app.tap('hand-in');
    await app.type('hand-in-pieces', 999);
    assert.equal(await app.id('hand-in-pieces').inputValue(), '10', 'ten were assigned: what is seen is what is saved');
    await app.id('hand-in-pieces').pressSequentially('5');
    assert.equal(await app.id('hand-in-pieces').inputValue(), '10');
    assert(await app.id('hand-in-pieces-plus').isDisabled(), 'the most is reached');
    await app.look('hand-in-most');
    await app.save('work.hand_in');
    await app.says('handed-in', 'vipande 10');
    await app.says('open', 'vipande 0');
    assert.equal(await app.id('hand-in').count(), 0, 'there is nothing left to hand in');
  });

  test('a screen that does not exist leads home', async () => {
    await app.become('Baraka');
    await app.page.evaluate(() => (location.hash = location.hash.replace(/work.*|$/, '/nowhere')));
    await app.look('gone');
    await app.page.locator('main a').tap();
    await app.sees('work-row');
  });

  test('without the server work goes on, and is sent when it is back', async () => {
    await openWork('handed_in');
    await app.sees('sync-badge', { state: 'sent', unsent: 0 });
    await stack.serverIsKilled();
    await app.tap('log');
    await app.taps('log-minutes-plus-15', 2);
    await app.save('work.log');
    await app.sees('sync-badge', { state: 'offline', unsent: 1 });
    await app.sees('history-row', { what: 'log', sent: false });
    await app.look('no-server');

    await app.tap('sync-badge');
    const { state } = await app.tapCalls('sync-now', 'sync.now');
    assert.equal(state, 'offline', 'to try by hand changes nothing and breaks nothing');
    await app.look('no-server-sync');

    await stack.serverStarts();
    // Nobody presses anything: it is tried again by itself.
    await app.sees('sync-badge', { state: 'sent', unsent: 0 });
    await app.tap('back');
    await app.sees('history-row', { what: 'log', sent: true });
    await app.look('server-back');
  });

  test('a phone cut off in the middle keeps what it said it saved', async () => {
    await openWork('handed_in');
    const before = await app.id('history-row').count();
    await app.tap('log');
    await app.taps('log-minutes-plus-60', 1);
    await app.save('work.log');
    await stack.phoneIsKilled();
    await stack.phoneStarts();
    await app.page.reload();
    await app.sees('sync-badge', { state: 'sent', unsent: 0 });
    await app.sees('history-row');
    assert.equal(await app.id('history-row').count(), before + 1, 'the entry is there, once');
  });

  test('a page loaded anew is where it was', async () => {
    await openWork('handed_in');
    const title = await app.id('title').innerText();
    await app.page.reload();
    await app.sees('state', { value: 'handed_in' });
    assert.equal(await app.id('title').innerText(), title);
    await app.says('handed-in', 'vipande 10');
    await app.tap('log');
    await app.page.reload();
    await app.sees('log-pieces');
    await app.look('log-reloaded');
    // Back leads up, wherever the page was opened.
    await app.tap('back');
    await app.sees('state', { value: 'handed_in' });
    await app.home();
    await app.sees('work-row', { state: 'handed_in' });
  });

  test('the app that stops answering says so, and goes on when it is back', async () => {
    await app.become('Baraka');
    await stack.phoneIsKilled();
    await app.tap('tab-earnings');
    await app.sees('error', { code: 'no_core' });
    await app.look('no-core');
    await stack.phoneStarts();
    await app.tap('retry');
    await app.sees('total', { cents: 0 });
    assert.equal(await app.id('error').count(), 0);
  });

  test('a screen whose code did not come says so, and comes when it is asked for again', async () => {
    const { page } = app;
    await page.route('**/assets/later-*.js', (route) => route.abort());
    await app.become('Baraka');
    await app.tap('tab-earnings');
    await app.sees('error', { code: 'no_core' });
    await app.look('no-code');
    await page.unroute('**/assets/later-*.js');
    await app.tap('retry');
    await app.sees('total', { cents: 0 });
  });

  async function openWork(state) {
    await app.become('Baraka');
    await app.id('work-row', { state }).locator('a').first().tap();
    await app.sees('state', { value: state });
  }
});
