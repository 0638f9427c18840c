// Every main screen of every role by the rules of WCAG 2 A and AA, in both languages, by day and by night.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { payUnderWay, workUnderWay } from './lib/scenes.mjs';
import { Screens } from './lib/screens.mjs';
import { Stack } from './lib/stack.mjs';

const ui = createRequire(new URL('../../ui/package.json', import.meta.url));
const axe = await readFile(ui.resolve('axe-core/axe.min.js'), 'utf8');

function screensOf(scene) {
  const { assignment, entry, offered, batch, open, order, sku, workshop, person, material, waiting } = scene;
  const { month, written, line } = scene;
  return {
    Baraka: {
      work: 'work',
      'work-one': `work/${assignment}`,
      log: `work/${assignment}/log`,
      'log-correct': `work/${assignment}/log/${entry}`,
      'hand-in': `work/${assignment}/hand-in`,
      'use-material': `work/${assignment}/use`,
      material: 'material',
      receive: `material/receive/${waiting}`,
      'give-back': `material/give-back/${material}`,
      scrap: `material/scrap/${material}`,
      'stock-of-mine': `material/stock/${material}`,
      earnings: 'earnings',
      'trail-of-mine': `work/${assignment}/trail`,
      'trail-of-my-material': `material/trail/${material}`,
      'trail-of-my-pay': `earnings/${month}/trail`,
      menu: 'menu',
      background: 'menu/background',
      sync: 'sync',
      gone: 'nowhere',
    },
    Wanjiru: { offered: 'work', 'offered-one': `work/${offered}`, decline: `work/${offered}/decline`, empty: 'material' },
    Amina: {
      batches: 'batch',
      board: 'board/check',
      batch: `batch/${batch}`,
      'to-split': `batch/${open}`,
      split: `batch/${open}/split`,
      check: `batch/${batch}/check/${assignment}`,
      complete: `batch/${batch}/complete`,
      move: `batch/${batch}/move/${assignment}`,
      'complete-short': `batch/${open}/complete`,
      'issue-batch': `batch/${batch}/issue`,
      store: 'store',
      'store-receive': `store/receive/${material}`,
      stock: `store/stock/${material}`,
      'stock-in-hand': `store/hand/${person}/${material}`,
      count: `store/count/${material}`,
      'count-hand': `store/count/${material}/${person}`,
      issue: `store/issue/${person}`,
      'take-back': `store/take-back/${person}/${material}`,
      members: 'member',
      member: `member/${person}`,
      week: 'week',
      trail: `work/${assignment}/trail`,
      'trail-of-store': `store/trail/${material}`,
      'trail-in-hand': `store/trail/${material}/${person}`,
      export: 'export',
      'own-work': 'work',
      'work-of-another': `work/${assignment}`,
      menu: 'menu',
      'pass-on': 'menu/pass-on',
    },
    Esther: {
      orders: 'order',
      order: `order/${order}`,
      plan: `order/${order}/plan/${sku}`,
      'plan-all': `order/${order}/plan-all`,
      import: 'order/import',
      'change-batch': `batch/${batch}/change`,
      progress: 'batch',
      'board-of-office': 'board/check',
      'batch-of-office': `batch/${batch}`,
      workshops: 'workshop',
      'low-stock': 'workshop/low',
      'store-of-office': `workshop/${workshop}/stock`,
      'stock-of-office': `workshop/${workshop}/stock/${material}`,
      everybody: 'person',
      'person-add': 'person/add',
      'person-one': `person/${person}`,
      'person-move': `person/${person}/move`,
      'person-change': `person/${person}/change`,
      invite: `person/${person}/invite`,
      devices: 'device',
      held: 'held',
      audit: 'audit',
      workshop: `workshop/${workshop}`,
      'member-of-office': `member/${person}`,
      charts: 'chart',
      'charts-of-one': `chart/${workshop}`,
      pay: 'pay',
      'pay-person': `pay/${month}/${person}`,
      'pay-write': `pay/${month}/${person}/write`,
      'pay-take-back': `pay/${month}/${person}/take-back/${written}`,
      'pay-trail': `pay/${month}/${person}/trail`,
      'trail-of-office': `workshop/${workshop}/trail/${material}`,
      'hand-of-office': `workshop/${workshop}/hand/${person}/${material}`,
      'trail-of-hand': `workshop/${workshop}/trail/${material}/${person}`,
      export: 'export',
      'payout-lists': 'run',
      'payout-list': 'run/1',
      'payout-line': `run/1/line/${line}`,
      'payout-cancel': 'run/1/cancel',
      'second-check': `work/${assignment}/second-check`,
      menu: 'menu',
    },
  };
}

/** The rules that are broken here, each with the places. */
async function broken(page) {
  const rules = await page.evaluate(async () => {
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      resultTypes: ['violations'],
    });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => `${node.html} ${node.failureSummary}`) }));
  });
  return rules.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).join('\n')}`);
}

describe('everybody can read and use every screen', { timeout: 480_000 }, () => {
  let stack;
  let people;
  let screens;

  before(async () => {
    stack = await Stack.start();
    people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
    const scene = await workUnderWay(people, stack);
    screens = screensOf({ ...scene, ...(await payUnderWay(people, scene)) });
  });
  after(() => stack?.end());

  async function visit(language, { dark = false, large = false } = {}) {
    const { browser, page, complaints } = await openBrowser(stack.url, { dark, large });
    const app = new Screens(page, language, `a11y-${language}${dark ? '-dark' : ''}${large ? '-large' : ''}`);
    const found = [];
    async function check(name) {
      try {
        await app.look(name);
      } catch (error) {
        found.push(`${name}: ${error.message}`);
      }
      for (const rule of await broken(page)) found.push(`${name}: ${rule}`);
    }
    try {
      await page.evaluate(axe);
      await app.chooseLanguage();
      await app.id('title').waitFor();
      await check('people');
      for (const place of ['language', 'enrol']) {
        await app.goes(place);
        await check(place);
      }
      for (const [name, places] of Object.entries(screens)) {
        for (const [screen, place] of Object.entries(places)) {
          await app.goes(`p/${people[name].profile}/${place}`);
          await app.sees('sync-badge');
          await check(`${name}-${screen}`);
          if (await app.id('error').count()) found.push(`${name}-${screen}: ${await app.id('error').innerText()}`);
        }
      }
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
    }
    assert.deepEqual(found, []);
  }

  test('in Swahili, by day', () => visit('sw'));
  test('in Swahili, by night', () => visit('sw', { dark: true }));
  test('in English, by day', () => visit('en'));
  test('in English, by night', () => visit('en', { dark: true }));
  test('in Swahili, with letters of twice the size', () => visit('sw', { large: true }));
  test('in English, with letters of twice the size, by night', () => visit('en', { dark: true, large: true }));

  test('and the checks see what is wrong', async () => {
    const { browser, page } = await openBrowser(stack.url);
    try {
      const app = new Screens(page, 'en', 'a11y-wrong');
      await page.evaluate(axe);
      await app.chooseLanguage();
      await app.sees('add-person');
      assert.deepEqual(await broken(page), []);
      await page.evaluate(() => document.documentElement.style.setProperty('--soft', '#d9cfc4'));
      assert.match((await broken(page)).join(), /color-contrast/);
      await app.look('as-it-is');
      await page.evaluate(() => (document.querySelector('h1').textContent = 'Imehifadhiwa'));
      await assert.rejects(app.look('swahili-in-english'), /words of the other language/);
      await page.evaluate(() => (document.querySelector('h1').textContent = 'Saved'));
      await page.evaluate(() => (document.querySelector('h1').style.minWidth = '400px'));
      await assert.rejects(app.look('too-wide'), /wider than the screen/);
      await page.evaluate(() => {
        document.querySelector('h1').style.minWidth = '';
        document.querySelector('main').insertAdjacentHTML('beforeend', '<input>'.repeat(3));
      });
      await assert.rejects(app.look('too-much-typed'), /3 fields to type into/);
    } finally {
      await browser.close();
    }
  });
});
