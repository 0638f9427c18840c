// How long a phone with many assignments takes to its first screen in a browser that is already open: from starting
// the process that serves it to the first assignments being painted. usage: node first-screen.mjs PHONE-FOLDER RUNS
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const { chromium } = createRequire(new URL('../ui/package.json', import.meta.url))('playwright-core');
const [phone, runs = '31'] = process.argv.slice(2);
const host = `${process.env.KARAKANA_BIN}/karakana-web-host`;

const browser = await chromium.launch({
  executablePath: process.env.KARAKANA_CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

async function run(slowdown) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const begin = performance.now();
  const server = spawn(host, ['serve', '--phone', phone, '--listen', '127.0.0.1:0', '--ui', 'ui/dist'],
    { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const url = line.replace('listening on ', '');
  await page.goto(url, { waitUntil: 'commit' });
  // A phone with one person opens on that person's work, once a language has been chosen.
  const english = page.getByTestId('lang-en');
  const work = page.getByTestId('work-row');
  await english.or(work).first().waitFor();
  if (await english.isVisible()) await english.click();
  await work.first().waitFor();
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  const list = performance.now() - begin;
  await context.close();
  server.kill();
  await once(server, 'exit');
  return list;
}

const middle = xs => [...xs].sort((a, b) => a - b)[Math.floor(xs.length / 2)];
for (const slowdown of [1, 6]) {
  const all = [];
  // The first run of each may still choose the language, and is not counted.
  for (let i = 0; i <= Number(runs); i++) all.push(await run(slowdown));
  console.log(`CPU slowed ${slowdown} times, median of ${runs}: process start to the list of assignments painted ` +
    `${middle(all.slice(1)).toFixed(0)} ms`);
}
await browser.close();
