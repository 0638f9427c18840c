// Charts for the office: drawn in both languages, by day and by night, off the network, and said in numbers beside them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { workUnderWay } from './lib/scenes.mjs';
import { Screens } from './lib/screens.mjs';
import { Stack } from './lib/stack.mjs';

describe('charts and the week', { timeout: 240_000 }, () => {
  let stack;
  let people;

  before(async () => {
    stack = await Stack.start();
    people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
    await workUnderWay(people, stack);
  });
  after(() => stack?.end());

  /** Waits until a bar of the first chart has the colour that bars have now. */
  const painted = (page) =>
    page.waitForFunction(() => {
      const canvas = document.querySelector('canvas');
      if (!canvas) return false;
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const probe = document.createElement('canvas').getContext('2d');
      probe.fillStyle = getComputedStyle(canvas).getPropertyValue('--clay');
      probe.fillRect(0, 0, 1, 1);
      const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
      let same = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) same += 1;
      return same > 500;
    });

  for (const [language, dark] of [['sw', false], ['en', true]]) {
    test(`Esther sees three accepted pieces and what they earned, in ${language}`, async () => {
      const { browser, page, complaints } = await openBrowser(stack.url, { dark });
      const app = new Screens(page, language, `chart-${language}`);
      try {
        await app.chooseLanguage();
        await app.sees('title');
        await people.Esther('phone.set_network', { profile: people.Esther.profile, on: false });
        await app.goes(`p/${people.Esther.profile}/workshop`);
        await app.tap('to-charts');
        await app.sees('chart-output');
        await app.look('charts');
        await painted(page);
        await page.emulateMedia({ colorScheme: dark ? 'light' : 'dark' });
        // Drawn anew in the colours of the night.
        await painted(page);
        await app.id('chart-output').getByTestId('chart-numbers').tap();
        const weeks = app.id('chart-output').locator('tbody tr');
        assert.equal(await weeks.count(), 12);
        assert.match(await weeks.last().innerText(), /3$/);
        await app.id('chart-income').getByTestId('chart-numbers').tap();
        assert.match(await app.id('chart-income').innerText(), /KSh 210/);
        assert.doesNotMatch(await page.locator('main').innerText(), /Baraka|Wanjiru/, 'nobody is named');
        // Nothing was completed yet, and nothing is drawn of it.
        assert.equal(await app.id('chart-lead-time').locator('canvas').count(), 0);
        await app.look('numbers');
        await app.tap('month-2');
        await app.id('chart-output').locator('canvas').waitFor({ state: 'detached' });
        await app.look('nothing');
        assert.deepEqual(complaints, []);
        await page.setViewportSize({ width: 1280, height: 800 });
        await app.tap('month-all');
        await app.id('chart-output').locator('canvas').waitFor();
        await app.look('wide');
      } finally {
        await people.Esther('phone.set_network', { profile: people.Esther.profile, on: true });
        await browser.close();
      }
    });

    test(`Amina sees her week and a member's counts, in ${language}`, async () => {
      const { browser, page, complaints } = await openBrowser(stack.url, { dark });
      const app = new Screens(page, language, `week-${language}`);
      try {
        await app.chooseLanguage();
        await app.sees('title');
        await app.goes(`p/${people.Amina.profile}/batch`);
        await app.tap('to-week');
        await app.sees('week-check', { name: 'Baraka' });
        assert.equal(await app.id('week-days').locator('tbody tr').count(), 7);
        const names = await app.id('week-person').evaluateAll((cards) => cards.map((card) => card.dataset.name));
        assert.deepEqual(names, [...names].sort(), 'in the order of their names');
        await app.look('week');
        await app.tap('week-check', { name: 'Baraka' });
        await app.sees('check-accepted');
        await app.tab('member');
        await app.id('member-row', { name: 'Baraka' }).getByTestId('member-quality').tap();
        await app.sees('quality');
        await app.look('member');
        assert.match(await app.id('quality').innerText(), language === 'sw' ? /3 kati ya 5/ : /3 of 5/);
        assert.deepEqual(complaints, []);
      } finally {
        await browser.close();
      }
    });
  }
});
