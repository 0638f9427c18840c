// What the app in an emulator goes through: enrol, accept, log without a network, be killed, sync when the network is back.
// It is driven through a `device`, so that the same story runs in a browser here (story.test.mjs) and on Android (emulator.mjs).

import assert from 'node:assert/strict';
import { until } from './devtools.mjs';

/** Esther and Amina at the office offer Baraka 20 pieces. Gives Amina, and the name of the assignment. */
async function offered(stack) {
  const { Esther, Amina } = await stack.enrol('Esther', 'Amina');
  const order = (await Esther('order.list')).find(({ number }) => number === 'PO-0772');
  const shop = (await Esther('workshop.list')).find(({ workshop }) => workshop.code === 'KIBERA-1');
  const plan = { order: order.order, sku: 'SK-HOOP-02', workshop: shop.workshop.workshop, pieces: 20, due: '2027-01-13', note: '' };
  const { row } = await Esther('batch.create', plan);
  await stack.sync({ Esther, Amina });
  const baraka = (await Amina('member.list')).find(({ name }) => name === 'Baraka');
  await Amina('batch.split', { batch: row.batch, shares: [{ person: baraka.person, pieces: 20 }], note: '' });
  await stack.sync({ Amina });
  const made = async () => {
    await Amina('sync.now');
    const batch = await Amina('batch.get', { batch: row.batch });
    return JSON.stringify(batch).match(/"logged":(\d+)/)?.[1];
  };
  return { made };
}

/** The story. `device` has `page()`, `server`, `network(on)` and `killed()`, which starts the app again. */
export async function story(stack, device) {
  const { made } = await offered(stack);
  let page = await device.page();

  await page.tap('lang-en');
  await page.tap('add-person');
  await page.type('code', await stack.invite('Baraka'));
  await page.tap('other-server');
  await page.type('server', device.server);
  await page.tap('save');
  await page.tap('work-row');
  await page.tap('accept');
  await page.sees('log');

  await device.network(false);
  await page.tap('log');
  await page.type('log-pieces', 3);
  await page.tap('save');
  await page.sees('made');
  const unsent = () => page.value(`Number(document.querySelector('[data-testid="sync-badge"]')?.dataset.unsent)`);
  await until('an entry that waits', async () => (await unsent()) > 0);

  // The phone takes the app away. What was saved is there, and so is the screen.
  const before = await page.value('location.hash');
  page.close();
  page = await device.killed();
  await page.sees('sync-badge');
  if (device.keepsTheScreen) assert.equal(await page.value('location.hash'), before);
  await until('an entry that waits still', async () => (await unsent()) > 0);

  await device.network(true);
  await until('everything to be sent', async () => (await unsent()) === 0, 120_000);
  assert.equal(await made(), '3', 'the lead sees what he made');
  page.close();
}
