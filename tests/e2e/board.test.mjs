// What waits and for what: a count on top of the batches, and one tap away what is behind it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { workUnderWay } from './lib/scenes.mjs';
import { Screens } from './lib/screens.mjs';
import { Stack } from './lib/stack.mjs';

describe('the board', { timeout: 240_000 }, () => {
  let stack;
  let people;

  before(async () => {
    stack = await Stack.start();
    people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
    await workUnderWay(people, stack);
  });
  after(() => stack?.end());

  for (const language of ['sw', 'en']) {
    test(`leads Amina and Esther to what waits, in ${language}`, async () => {
      const { browser, page, complaints } = await openBrowser(stack.url);
      const app = new Screens(page, language, `board-${language}`);
      try {
        await app.chooseLanguage();
        await app.sees('title');
        for (const name of ['Amina', 'Esther']) {
          await app.goes(`p/${people[name].profile}/batch`);
          await app.sees('board-check', { batches: 1, shares: 1 });
          await app.look(`${name}-batches`);
          await app.tap('board-check');
          await app.sees('board-share', { name: 'Baraka' });
          assert.equal(await app.id('batch-row').count(), 1);
          await app.look(`${name}-check`);
          await app.tap('board-share', { name: 'Baraka' });
          await app.sees(name === 'Amina' ? 'check-accepted' : 'state');
        }
        assert.deepEqual(complaints, []);
        await page.setViewportSize({ width: 1280, height: 800 });
        await app.look('Esther-wide');
      } finally {
        await browser.close();
      }
    });
  }
});
