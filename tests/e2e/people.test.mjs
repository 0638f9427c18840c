// The office and its people: somebody new is invited by QR, a lost phone is closed, its work is taken, somebody leaves.
// Once in each language.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { offerRings } from './lib/scenes.mjs';
import { Screens } from './lib/screens.mjs';
import { Stack } from './lib/stack.mjs';

const LONG = 'Zawadi Wanjiku Nyambura-Kipkemboi';

for (const language of ['sw', 'en']) {
  test(`people and devices, in ${language}`, { timeout: 150_000 }, async () => {
    const stack = await Stack.start();
    await stack.call(null, 'phone.set_language', { language });
    const people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
    await offerRings(people, stack);
    const { browser, page, complaints } = await openBrowser(stack.url);
    const app = new Screens(page, language, `people-${language}`);
    try {
      await estherInvites(app);
      await estherWritesDownWhatWasMissing(app, people);
      await barakasPhoneIsLost(app, people);
      await estherTakesHisWork(app, people);
      await wanjiruLeaves(app);
      await theLog(app);
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

async function toPeople(app) {
  await app.become('Esther');
  await app.tap('menu');
  await app.tap('to-people');
  await app.sees('person-row');
}

async function estherInvites(app) {
  await toPeople(app);
  await app.look('everybody');
  await app.tap('add-member');
  await app.type('person-name', LONG);
  assert(await app.id('save').isDisabled(), 'a person has a role');
  await app.tap('role-artisan');
  await app.tap('workshop-KIBERA-1');
  await app.look('add');
  await app.type('person-phone', '0712 345');
  await app.tap('more-of-person');
  await app.tap('skill-brass');
  await app.tap('hours-known');
  await app.tap('hours-plus-5');
  await app.look('add-all');
  await app.tapCalls('save', 'person.add', 400);
  await app.sees('error', { code: 'bad_phone' });
  await app.look('add-bad-phone');
  await app.type('person-phone', '0712 345 678');
  await app.tapCalls('save', 'person.add');
  await app.tapCalls('make-invitation', 'invitation.create');
  await app.sees('invitation-row');
  const code = (await app.id('invitation').innerText()).trim();
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const text = await app.id('qr').getAttribute('data-text');
  assert.match(text, new RegExp(`^KARAKANA:${code.replaceAll('-', '')}:HTTP://127\\.0\\.0\\.1:\\d+$`));
  await app.look('invitation');
  await app.tapCalls('take-invitation-back', 'invitation.revoke');
  await app.id('invitation-row').waitFor({ state: 'detached' });
  await app.tapCalls('make-invitation', 'invitation.create');
  await app.sees('invitation');
  const second = (await app.id('invitation').innerText()).trim();
  await app.people();
  await app.enrol(LONG, second);
  await app.people();
}

/** Amina has no number, so Baraka cannot call her; the newest has no hours any more. */
async function estherWritesDownWhatWasMissing(app, { Baraka }) {
  const call = app.page.locator('a[data-testid="call-lead"]');
  await app.become('Baraka');
  await app.tap('menu');
  await app.sees('call-lead');
  assert.equal(await call.count(), 0, 'nobody knows the number');
  await toPeople(app);
  await app.tap('person-row', { name: 'Amina' });
  await app.sees('missing', { what: 'no_phone' });
  await app.look('person-lead');
  await app.tap('change-person');
  await app.sees('person-phone');
  assert(await app.id('save').isDisabled(), 'nothing is another yet');
  await app.look('change');
  await app.type('person-phone', '+254 722-000 001');
  await app.tap('skill-casting');
  await app.tap('skill-horn-bone');
  await app.tap('hours-known');
  await app.look('change-changed');
  await app.tapCalls('save', 'person.change');
  await app.says('person-phone', '+254 722 000 001');
  assert.equal(await app.id('missing', { what: 'no_phone' }).count(), 0);
  await app.sees('missing', { what: 'no_hours' });
  await app.look('person-changed');
  await Baraka('sync.now');
  await app.become('Baraka');
  await app.tap('menu');
  await call.waitFor();
  assert.equal(await call.getAttribute('href'), 'tel:+254722000001');
  await app.look('call-lead');
  await app.people();
}

async function barakasPhoneIsLost(app, { Baraka }) {
  await app.network('Baraka', false);
  const [{ assignment }] = await Baraka('work.list');
  await Baraka('work.decide', { assignment, accept: true, reason: '' });
  await Baraka('work.log', { assignment, pieces: 4, minutes: 60, scrap: 0, note: '', corrects: null });
  await toPeople(app);
  await app.tap('to-devices');
  await app.sees('device-row', { name: 'Baraka' });
  await app.look('devices');
  const his = app.id('device-row', { name: 'Baraka' });
  await his.getByTestId('close-device').tap();
  await app.look('close');
  // Looking scrolls through the whole screen, and a row that was out of sight has forgotten that it asked.
  if (!(await his.getByTestId('close-device-yes').isVisible())) await his.getByTestId('close-device').tap();
  await his.getByTestId('close-device-yes').tap();
  await app.sees('device-row', { name: 'Baraka', closed: true });
  await app.people();
  await app.network('Baraka', true);
  await app.sees('gone', { name: 'Baraka', 'handed-over': 2 });
  assert.equal(await app.id('person-Baraka').count(), 0);
  await app.look('left');
  await app.tapCalls('gone-read', 'phone.forget_left');
  await app.id('gone').waitFor({ state: 'detached' });
}

async function estherTakesHisWork(app, { Amina }) {
  await toPeople(app);
  await app.tap('to-held');
  await app.sees('held-row', { name: 'Baraka', kind: 'work' });
  await app.look('held');
  await app.tap('discard-held');
  await app.look('drop');
  await app.tapCalls('accept-held', 'held.accept');
  await app.id('held-row').waitFor({ state: 'detached' });
  await app.look('held-none');
  await Amina('sync.now');
  const [{ batch }] = await Amina('batch.list');
  const { shares } = await Amina('batch.get', { batch });
  assert.equal(shares.find((share) => share.name === 'Baraka').logged, 4);
  await app.people();
}

async function wanjiruLeaves(app) {
  await toPeople(app);
  await app.tap('person-row', { name: LONG });
  await app.sees('move-person');
  await app.look('person');
  await app.tap('move-person');
  await app.tap('role-lead');
  await app.tap('workshop-RONGAI-1');
  await app.look('move');
  await app.tapCalls('save', 'person.move');
  await app.sees('end-person');
  await app.tap('back');
  await app.tap('person-row', { name: 'Wanjiru' });
  await app.tap('end-person');
  await app.look('end');
  await app.tapCalls('end-person-yes', 'person.end');
  await app.id('end-person').waitFor({ state: 'detached' });
  await app.people();
  await app.sees('gone', { name: 'Wanjiru', 'handed-over': 0 });
}

async function theLog(app) {
  await toPeople(app);
  await app.look('everybody-later');
  await app.tap('to-audit');
  for (const act of ['person_ended', 'person_moved', 'held_accepted', 'device_revoked', 'invitation_revoked', 'person_changed', 'person_added']) {
    await app.sees('audit-row', { act });
  }
  await app.look('audit');
}
