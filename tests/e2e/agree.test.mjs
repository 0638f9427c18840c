// Ten grams of brass did not come: Amina is shown both sides and decides. Once in each language.

import assert from 'node:assert/strict';
import { offerRings } from './lib/scenes.mjs';
import { inBothLanguages } from './lib/story.mjs';

const WIRE = 'BRASS-WIRE';

inBothLanguages('what has to be agreed on', { name: 'agree', timeout: 120_000, prepare }, async (app, people) => {
  await app.become('Amina');
  await app.sees('agree-note', { count: 1 });
  await app.tap('agree-note');
  await app.sees('matter', { question: 'receipt' });
  await app.look('open');
  assert(await app.id('agree-decide').isDisabled(), 'nothing is decided by opening it');
  // Both sides with the phone that each was written on, and every movement of it.
  const sides = await app.id('matter').innerText();
  for (const name of ['Amina', 'Baraka']) assert(sides.includes(people[name].profile.slice(0, 8)), `${name}: ${sides}`);
  await app.tap('agree-look');
  await app.sees('activity-row', { what: 'issued' });
  await app.look('trail');
  await app.tap('back');
  await app.tap('offer-stayed');
  await app.look('chosen');
  await app.tapCalls('agree-decide', 'agree.decide');
  await app.id('matter').waitFor({ state: 'detached' });
  await app.tap('agree-settled');
  await app.look('settled');
  await app.goes(`p/${people.Amina.profile}/store/trail/${WIRE}`);
  await app.sees('activity-row', { what: 'agreed' });
  await app.look('trail-with-decision');
  const store = await people.Amina('store.list');
  assert.equal(store.rows.find((row) => row.material.code === WIRE).in_store, 3_200);
});

async function prepare(stack) {
  const people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
  await offerRings(people, stack);
  await tenGramsShort(people);
  return people;
}

/** 500 grams come into the store, 190 go to Baraka, 180 of them come. */
async function tenGramsShort({ Amina, Baraka }) {
  const { person } = await Baraka('person.me');
  await Amina('store.receive', { material: WIRE, quantity: 5_000, lot: '' });
  await Amina('store.issue', { person, material: WIRE, quantity: 1_900, assignment: null });
  await Amina('sync.now');
  await Baraka('sync.now');
  const [{ issue }] = (await Baraka('material.holding')).to_receive;
  await Baraka('material.receive', { issue, quantity: 1_800 });
  await Baraka('sync.now');
  await Amina('sync.now');
}
