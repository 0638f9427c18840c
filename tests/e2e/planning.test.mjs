// Esther takes orders in and plans them, Amina splits as suggested and gives work on, Baraka measures his time and is told to stop.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { offerRings } from './lib/scenes.mjs';
import { Screens } from './lib/screens.mjs';
import { Stack } from './lib/stack.mjs';

const SKU = 'SK-RING-01';
/** A list with an order that is new, one that is shorter than before and one that cannot be used; written by a spreadsheet. */
const LIST = `\ufefforder;sku;quantity;due\r
PO-9001;${SKU};40;2027-01-20\r
PO-9001;SK-HOOP-01;24;2027-01-20\r
PO-9002;SK-GOLD-01;5;\r
PO-0773;${SKU};12;2026-12-05\r
`;

for (const language of ['sw', 'en']) {
  describe(`planning, in ${language === 'sw' ? 'Swahili' : 'English'}`, { timeout: 240_000 }, () => {
    let stack;
    let browser;
    let page;
    let complaints;
    let app;
    let scene;

    before(async () => {
      stack = await Stack.start();
      const people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
      scene = await offerRings(people, stack);
      // Esther has to know of the split before she has no network.
      await stack.sync(people);
      ({ browser, page, complaints } = await openBrowser(stack.url));
      app = new Screens(page, language, `planning-${language}`);
      await app.chooseLanguage();
    });
    after(async () => {
      await browser?.close();
      await stack?.end();
    });

    test('Esther takes a file in while she has no network', async () => {
      await app.network('Esther', false);
      await app.become('Esther');
      await app.tap('order-import');
      await app.look('import');
      const looked = page.waitForResponse((answer) => answer.url().endsWith('/api/call/order.preview'));
      await app.id('import-file').setInputFiles({ name: '9001.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
      assert.equal((await looked).status(), 200);
      await app.sees('import-new', { count: 1 });
      await app.sees('import-changed', { count: 1 });
      await app.sees('import-problem', { line: 4, code: 'unknown_sku' });
      await app.look('import-preview');
      await app.save('order.import');
      await app.type('search', '9001');
      await app.sees('order-row', { number: 'PO-9001' });
    });

    test('she plans the whole of it as suggested, and changes one number', async () => {
      await app.tap('order-row', { number: 'PO-9001' });
      await app.look('order-new');
      await app.tap('plan-all');
      await app.sees(`plan-${SKU}`, { left: 0 });
      await app.sees('plan-needs');
      await app.look('plan-all');
      const share = page.locator(`input[data-testid^="plan-${SKU}-"]`).first();
      const name = await share.getAttribute('data-testid');
      await app.tap(`${name}-minus`);
      await app.sees(`plan-${SKU}`, { left: 1 });
      await app.tap(`${name}-plus`);
      await app.sees(`plan-${SKU}`, { left: 0 });
      await app.save('plan.confirm');
      await app.sees('state', { value: 'in_progress' });
      await app.look('order-planned');
    });

    test('she sees that more is being made than one customer wants now, and makes the batch smaller and later', async () => {
      await app.home();
      await app.tap('filter-in_progress');
      await app.type('search', '0773');
      await app.tap('order-row', { number: 'PO-0773' });
      await app.sees('affected', { batches: 1 });
      await app.look('order-affected');
      await app.tap('batch-row');
      await app.tap('change-batch');
      await app.type('change-pieces', 15);
      await app.type('change-due', '2026-12-12');
      await app.look('change-batch');
      await app.save('batch.change');
      await app.sees('over', { over: 5 });
      await app.look('batch-over');
      await app.home();
      await app.people();
      await app.network('Esther', true);
      await app.become('Esther');
      await app.sync();
    });

    test('Baraka accepts and measures his time, and the app is opened anew meanwhile', async () => {
      await app.become('Baraka');
      await app.sync();
      await app.id('work-row').locator('a').first().tap();
      // The office has changed the day since it was offered.
      await app.sees('day-changed');
      await app.tapCalls('accept', 'work.decide');
      await app.sees('steps');
      await app.tapCalls('timer-start', 'timer.start');
      await app.sees('timer', { running: true });
      await app.look('timer');
      await page.reload();
      await app.sees('timer', { running: true });
      await app.tapCalls('timer-stop', 'timer.stop');
      await app.sees('timer', { running: false });
      await app.tap('log');
      await app.type('log-pieces', 4);
      await app.type('log-minutes', 80);
      await app.look('log');
      await app.save('work.log');
      await app.sees('timer', { running: false, minutes: 0 });
      await app.sync();
    });

    test('Amina splits as suggested, and gives the rest of Baraka to Wanjiru', async () => {
      await app.become('Amina');
      await app.sync();
      await app.tap('batch-row', { state: 'to_split' });
      await app.tap('split');
      await app.tapCalls('suggest', 'batch.suggest');
      await app.says('left', '0');
      await app.look('split-suggested');
      await app.save('batch.split');
      await app.home();
      await app.goes(`p/${await profile(page)}/batch/${scene.batch}`);
      await app.tap('move-Baraka');
      await app.tap('move-instead');
      await app.tap('person-Wanjiru');
      await app.look('move');
      assert.equal(await app.id('move-pieces').inputValue(), '6');
      await app.save('assignment.move');
      await app.sees('share-row', { name: 'Wanjiru' });
      await app.look('batch-moved');
      await app.sync();
    });

    test('Esther takes the batch back, and Baraka is told to stop and hands in what he made', async () => {
      await app.become('Esther');
      await app.goes(`p/${await profile(page)}/batch/${scene.batch}`);
      await app.tap('change-batch');
      await app.tap('cancel-batch');
      await app.look('cancel-batch');
      const cancelled = await app.tapCalls('cancel-yes', 'batch.cancel');
      assert.equal(cancelled.row.state, 'cancelled');
      await app.sync();
      await app.become('Baraka');
      await app.sync();
      await app.id('work-row', { state: 'stopped' }).locator('a').first().tap();
      await app.sees('stop');
      await app.look('stopped');
      await app.tap('hand-in');
      assert.equal(await app.id('hand-in-pieces').inputValue(), '4');
      await app.save('work.hand_in');
      await app.sync();
      assert.deepEqual(complaints, []);
    });
  });
}

/** The person on the screen, as the address names them. */
const profile = (page) => page.evaluate(() => location.hash.split('/')[2]);
