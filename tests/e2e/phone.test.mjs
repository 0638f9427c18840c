// The app as a phone treats it: killed in the middle of a form, its back button, its edges, a camera, an old WebView.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openBrowser } from './lib/browser.mjs';
import { filmOf } from './lib/film.mjs';
import { workUnderWay } from './lib/scenes.mjs';
import { Screens } from './lib/screens.mjs';
import { Stack } from './lib/stack.mjs';

describe('on a phone', { timeout: 240_000 }, () => {
  let stack;
  let people;
  let scene;
  let folder;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'karakana-film-'));
    stack = await Stack.start();
    people = await stack.enrol('Esther', 'Amina', 'Baraka', 'Wanjiru');
    scene = await workUnderWay(people, stack);
    await stack.call(null, 'phone.set_language', { language: 'en' });
  });
  after(async () => {
    await stack?.end();
    await rm(folder, { recursive: true, force: true });
  });

  async function opened(options, story) {
    const { browser, page, complaints } = await openBrowser(stack.url, options);
    try {
      await story(new Screens(page, 'en', 'phone'), page);
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
    }
  }

  const logOf = () => `p/${people.Baraka.profile}/work/${scene.assignment}/log`;
  const pressBack = (page) => page.evaluate(() => window.karakanaBack());
  const entries = async () => (await people.Baraka('work.get', { assignment: scene.assignment })).history.length;

  test('what was typed is there after the app was killed, and is no entry until it is saved', () =>
    opened({}, async (app, page) => {
      const wasThere = await entries();
      await app.goes(logOf());
      await app.taps('log-pieces-plus', 3);
      await app.type('note', 'Moto ulizimika');
      await page.reload();
      await app.sees('draft');
      assert.equal(await app.id('log-pieces').inputValue(), '3');
      assert.equal(await app.id('note').inputValue(), 'Moto ulizimika');
      await app.picture('draft');
      assert.equal(await entries(), wasThere);
      await app.save('work.log');
      assert.equal(await entries(), wasThere + 1);
      await app.goes(logOf());
      await app.sees('log-pieces');
      assert.equal(await app.id('log-pieces').inputValue(), '0');
      assert.equal(await app.id('draft').count(), 0);
    }));

  test('a chosen reason in own words is kept too', () =>
    opened({}, async (app, page) => {
      await app.goes(`p/${people.Wanjiru.profile}/work/${scene.offered}/decline`);
      await app.tap('reason-own');
      await app.type('reason-text', 'Safari');
      await page.reload();
      await app.sees('draft');
      assert.equal(await app.id('reason-text').inputValue(), 'Safari');
      assert.equal(await app.id('save').isEnabled(), true);
      await page.getByRole('button', { name: 'Throw it away and start again' }).tap();
      await page.reload();
      await app.sees('reason-0');
      assert.equal(await app.id('draft').count(), 0);
    }));

  test('the back button goes up, asks only when something would be lost, and says when there is nothing above', () =>
    opened({}, async (app, page) => {
      await app.goes(`p/${people.Baraka.profile}/work`);
      await app.sees('work-row');
      assert.equal(await pressBack(page), false);
      await app.goes(logOf());
      await app.sees('log-pieces');
      assert.equal(await pressBack(page), true);
      await app.sees('state');

      await app.tap('log');
      await app.tap('log-pieces-plus');
      assert.equal(await pressBack(page), true);
      await app.sees('stay');
      await app.picture('leave');
      // Back again means: stay.
      assert.equal(await pressBack(page), true);
      await app.id('stay').waitFor({ state: 'detached' });
      assert.equal(await app.id('log-pieces').inputValue(), '1');
      await app.tap('back');
      await app.tap('throw-away');
      await app.sees('state');
      await app.tap('log');
      await app.sees('log-pieces');
      assert.equal(await app.id('log-pieces').inputValue(), '0');
      assert.equal(await app.id('draft').count(), 0);
      // A field that was changed and changed back holds nothing to lose.
      await app.tap('log-pieces-plus');
      await app.tap('log-pieces-minus');
      assert.equal(await pressBack(page), true);
      await app.sees('state');
    }));

  test('nothing lies under the bars and corners that the activity tells of', () =>
    opened(
      {
        before: () =>
          addEventListener('DOMContentLoaded', () => {
            for (const [edge, size] of Object.entries({ top: 40, right: 12, bottom: 48, left: 20 }))
              document.documentElement.style.setProperty(`--inset-${edge}`, `${size}px`);
          }),
      },
      async (app, page) => {
        await app.goes(`p/${people.Baraka.profile}/work`);
        await app.sees('work-row');
        const boxes = await page.evaluate(() =>
          Object.fromEntries(
            ['menu', 'tab-work', 'work-row'].map((name) => {
              const box = document.querySelector(`[data-testid="${name}"]`).getBoundingClientRect();
              return [name, { top: box.top, left: box.left, right: innerWidth - box.right, bottom: innerHeight - box.bottom }];
            }),
          ),
        );
        assert(boxes.menu.top >= 40, JSON.stringify(boxes));
        assert(boxes['tab-work'].bottom >= 48, JSON.stringify(boxes));
        for (const { left, right } of Object.values(boxes)) assert(left >= 20 && right >= 12, JSON.stringify(boxes));
        await app.look('insets');
      },
    ));

  test('the phone’s maker is known, and all makers can be read', () =>
    opened({ before: () => (window.KarakanaPhone = { maker: () => 'infinix', battery: () => 'saving', notifications: () => 'blocked' }) }, async (app) => {
      await app.goes(`p/${people.Baraka.profile}/menu`);
      await app.tap('background');
      await app.sees('steps', { maker: 'transsion' });
      await app.look('background');
      await app.tap('maker-samsung');
      await app.sees('steps', { maker: 'samsung' });
    }));

  test('messages are asked for where work is, in our words first, and once', () =>
    opened({
      before: () => {
        window.asked = 0;
        window.KarakanaPhone = { notifications: () => 'ask', askNotifications: () => (window.asked += 1) };
      },
    }, async (app, page) => {
      assert.equal(await app.id('ask-to-notify').count(), 0);
      await app.goes(`p/${people.Baraka.profile}/work`);
      await app.sees('ask-to-notify');
      await app.look('ask-to-notify');
      assert.equal(await page.evaluate(() => window.asked), 0);
      await app.tap('notify-yes');
      await app.id('ask-to-notify').waitFor({ state: 'detached' });
      assert.equal(await page.evaluate(() => window.asked), 1);
      await page.reload();
      await app.sees('work-row');
      assert.equal(await app.id('ask-to-notify').count(), 0);
    }));

  test('a long list holds few rows at a time, has an end, and is found again where it was left', () =>
    opened({}, async (app, page) => {
      const orders = (await people.Esther('order.list')).filter((one) => one.state === 'to_plan');
      assert(orders.length > 40, `${orders.length} orders`);
      await app.goes(`p/${people.Esther.profile}/order`);
      await app.sees('order-row');
      const seen = new Set();
      let most = 0;
      for (let still = 0; still < 5; ) {
        const rows = await page.getByTestId('order-row').allInnerTexts();
        most = Math.max(most, rows.length);
        const before = seen.size;
        // What is not on the screen yet has no words.
        for (const row of rows.filter((text) => text !== '')) seen.add(row.split('\n')[0]);
        still = seen.size === before ? still + 1 : 0;
        await page.evaluate(() => new Promise((done) => (scrollBy(0, 700), requestAnimationFrame(() => requestAnimationFrame(done)))));
      }
      assert.deepEqual([...seen].sort(), orders.map((one) => one.number).sort());
      assert(most < orders.length, `${most} rows of ${orders.length} at once`);

      await page.evaluate(() => scrollBy(0, -900));
      const row = page.getByTestId('order-row').filter({ visible: true }).nth(6);
      await row.scrollIntoViewIfNeeded();
      const text = await row.innerText();
      // Until the page is still: rows that come above may push it.
      const at = await page.evaluate(async () => {
        for (let last = -1; last !== scrollY; ) {
          last = scrollY;
          for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
        }
        return scrollY;
      });
      assert(at > 2000, `only ${at} pixels down`);
      // Not a tap of the test's own, which may scroll first.
      await row.evaluate((link) => link.click());
      await app.sees('back');
      await app.tap('back');
      await app.sees('order-row');
      await page.waitForFunction((place) => Math.abs(scrollY - place) < 60, at, { timeout: 8000 }).catch(() => undefined);
      const now = await page.evaluate(() => scrollY);
      assert(Math.abs(now - at) < 60, `at ${now} instead of ${at}`);
      await page.getByTestId('order-row').filter({ hasText: text.split('\n')[0] }).first().waitFor();
    }));

  test('going back finds a list as it was left: what was searched for, and its title', () =>
    opened({}, async (app, page) => {
      await app.goes(`p/${people.Esther.profile}/order`);
      await app.sees('order-row');
      const title = await page.title();
      await app.type('search', '0773');
      await app.sees('order-row', { number: 'PO-0773' });
      await app.id('order-row').press('Enter');
      // Not only its frame, which has the list's title until the order is there.
      await app.sees('planned');
      assert.notEqual(await page.title(), title);
      // One of each in the page: what is kept is not in it.
      assert.equal(await app.id('title').count(), 1);
      assert.equal(await app.id('order-row').count(), 0);
      await app.tap('back');
      await app.sees('order-row', { number: 'PO-0773' });
      assert.equal(await app.id('search').inputValue(), '0773');
      assert.equal(await app.id('order-row').count(), 1);
      assert.equal(await page.title(), title);
      assert.equal(await page.evaluate(() => document.activeElement?.dataset.testid), 'order-row', 'from where it was opened');
      assert.equal(await pressBack(page), false, 'at the root');
      await app.type('search', '');
      await page.getByTestId('order-row').nth(3).waitFor();
      await app.id('tab-batch').tap();
      await app.sees('batch-row');
      assert.equal(await page.evaluate(() => document.activeElement?.dataset.testid), 'title', 'a list that is opened begins at its title');
    }));

  test('an invitation is scanned, and its person is at work without a key pressed', async () => {
    const film = join(folder, 'invitation.y4m');
    await filmOf(`KARAKANA:${(await stack.invite('Njeri')).replaceAll('-', '')}:${stack.serverUrl.toUpperCase()}`, film);
    await opened({ camera: film }, async (app) => {
      await app.goes('enrol');
      await app.tap('scan');
      await app.sees('camera');
      await app.sees('sync-badge', { state: 'sent', unsent: 0 });
      assert.match(await app.page.locator('header').innerText(), /Njeri/);
    });
  });

  test('another code in front of the camera is said to be another', async () => {
    const film = join(folder, 'other.y4m');
    await filmOf('HTTPS://EXAMPLE.COM/SODA', film);
    await opened({ camera: film }, async (app, page) => {
      await app.goes('enrol');
      await app.tap('scan');
      await page.getByText('This is another code, not an invitation.').waitFor();
      await app.look('scan');
      await app.tap('stop-scan');
      await app.sees('scan');
    });
  });

  test('without a camera the 12 characters can be typed', () =>
    opened({}, async (app) => {
      await app.goes('enrol');
      await app.tap('scan');
      await app.sees('no-camera');
      await app.sees('code');
      await app.look('no-camera');
    }));

  test('a WebView that is too old is told how to be new, in both languages', async () => {
    await opened({ before: () => delete Array.prototype.at }, async (app, page) => {
      for (const text of ['Sasisha simu kwanza', 'Please update the phone first']) await page.getByText(text).waitFor();
      await page.evaluate(() => new Promise((done) => setTimeout(done)));
      assert.equal(await app.id('title').count(), 0);
      await app.picture('too-old');
    });
  });

  test('and one that cannot read the app’s own files as well', async () => {
    const { browser, page } = await openBrowser(stack.url);
    try {
      await page.route('**/assets/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'class {' }));
      await page.reload();
      await page.getByText('Please update the phone first').waitFor();
    } finally {
      await browser.close();
    }
  });
});
