// Whether the screens are quick on a cheap phone, in Chromium at 360 x 740 with the CPU slowed. Prints medians, the limits
// that they are held against, and how each was taken; fails when one is over its limit.
// usage: node cheap-phone.mjs PHONE-WITH-600 PHONE-WITH-1000 RUNS
import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const { chromium } = createRequire(new URL('../ui/package.json', import.meta.url))('playwright-core');
const [phone, many, count = '9'] = process.argv.slice(2);
const RUNS = Number(count);
const SLOWED = Number(process.env.SLOWED ?? 6);

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: process.env.KARAKANA_CHROMIUM, args });

async function serve(folder) {
  const server = spawn(`${process.env.KARAKANA_BIN}/karakana-web-host`,
    ['serve', '--phone', folder, '--listen', '127.0.0.1:0', '--ui', process.env.KARAKANA_UI ?? 'ui/dist'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const end = async () => {
    server.kill();
    await once(server, 'exit');
  };
  return { url: line.replace('listening on ', ''), end };
}

async function open(slowdown = SLOWED) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return { context, page, cdp };
}

/** In the page, before its own scripts: tells when the first assignments are painted. Asking from outside costs it a fifth of its time. */
function tellWhenPainted() {
  window.listed = new Promise(done => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('[data-testid="work-row"]')) return;
      watch.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => done()));
    });
    watch.observe(document, { subtree: true, childList: true });
  });
}

const painted = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Opens the app and waits until the first assignments are painted. A phone with one person opens on their work. */
async function toList(page, url) {
  await page.addInitScript(tellWhenPainted);
  await page.goto(url, { waitUntil: 'commit' });
  await page.evaluate(() => window.listed);
}

/** A phone that has been used before: its language is chosen. */
async function chooseLanguage(folder) {
  const server = await serve(folder);
  const body = JSON.stringify({ profile: null, args: { language: 'sw' } });
  await fetch(`${server.url}api/call/phone.set_language`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await server.end();
}

/** From starting the process that serves the page to the list being painted, in a browser that is open. */
async function firstScreen(slowdown) {
  const { context, page } = await open(slowdown);
  const begin = performance.now();
  const server = await serve(phone);
  await toList(page, server.url);
  const took = performance.now() - begin;
  await context.close();
  await server.end();
  return took;
}

/** What the page's thread works for it, on this machine at full speed: hardly moved by what else runs here. */
async function work() {
  const server = await serve(phone);
  const { context, page, cdp } = await open(1);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await toList(page, server.url);
  const { metrics } = await cdp.send('Performance.getMetrics');
  await context.close();
  await server.end();
  return 1000 * metrics.find(one => one.name === 'TaskDuration').value;
}

/** From a finger on something until the next frame after `seen` holds, by the page's own clock. */
function tap(page, testid, seen) {
  return page.evaluate(([testid, seen]) => new Promise(done => {
    const holds = new Function(`return ${seen}`);
    const element = [...document.querySelectorAll(`[data-testid="${testid}"]`)].at(0);
    const begin = performance.now();
    const look = () => (holds() ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin))) : setTimeout(look, 1));
    element.click();
    look();
  }), [testid, seen]);
}

const one = testid => `document.querySelector('[data-testid="${testid}"]')`;

async function taps() {
  const server = await serve(phone);
  const { context, page } = await open();
  const times = { 'Accept: the button tells that it was pressed': [], 'opening an assignment: its screen is there': [], 'a step of a count': [],
    'going back: the list is there': [] };
  const [pressed, opened, step, back] = Object.values(times);
  await toList(page, server.url);
  // What is fetched when nothing else is to do is here.
  await page.waitForLoadState('networkidle');
  for (let run = 0; run < RUNS; run += 1) {
    pressed.push(await tap(page, 'accept', `!${one('accept')} || ${one('accept')}.disabled || ${one('toast')}`));
    await page.getByTestId('toast').waitFor();
    await page.getByTestId('toast').waitFor({ state: 'detached' });
    opened.push(await page.evaluate(() => new Promise(done => {
      const begin = performance.now();
      document.querySelector('[data-testid="work-row"] a').click();
      const look = () => document.querySelector('[data-testid="back"]')
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin))) : setTimeout(look, 1);
      look();
    })));
    await page.getByTestId('state').waitFor();
    await page.goBack();
    await page.getByTestId('work-row').first().waitFor();
    const log = await page.evaluate(async () => {
      const { profile } = (await (await fetch('/api/call/phone.open', { method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ profile: null, args: {} }) })).json()).people[0];
      const list = await (await fetch('/api/call/work.list', { method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ profile, args: {} }) })).json();
      const mine = list.find(row => row.state === 'accepted' || row.state === 'in_progress');
      location.hash = `#/p/${profile}/work/${mine.assignment}/log`;
      return mine.assignment;
    });
    if (!log) throw new Error('no work to log');
    await page.getByTestId('log-pieces').waitFor();
    await painted(page);
    step.push(await tap(page, 'log-pieces-plus', `${one('log-pieces')}.value === '1'`));
    // What was typed is thrown away: nothing of it is to be asked about.
    await tap(page, 'log-pieces-minus', `${one('log-pieces')}.value === '0'`);
    back.push(await page.evaluate(() => new Promise(done => {
      const begin = performance.now();
      history.back();
      const look = () => document.querySelector('[data-testid="work-row"]')
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin))) : setTimeout(look, 1);
      look();
    })));
    await painted(page);
  }
  await context.close();
  await server.end();
  return times;
}

/** A finger's fling through 1,000 rows: how many frames took over 50 ms, of how many, and the longest. */
async function scroll() {
  const server = await serve(many);
  const { context, page, cdp } = await open();
  await toList(page, server.url);
  await page.waitForLoadState('networkidle');
  page.setDefaultTimeout(0);
  const frames = await page.evaluate(() => new Promise(done => {
    const times = [];
    let last = performance.now();
    let still = 0;
    const frame = now => {
      times.push(now - last);
      last = now;
      const before = scrollY;
      scrollBy(0, 300);
      still = scrollY === before ? still + 1 : 0;
      if (still > 30) done(times.slice(1, -30));
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }));
  const memory = await weight(page, cdp);
  await context.close();
  await server.end();
  return { frames: frames.length, long: frames.filter(time => time > 50).length, longest: Math.max(...frames), ...memory };
}

/** Megabytes of the page: its script's heap, and what its process holds for itself. */
async function weight(page, cdp) {
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const heap = metrics.find(one => one.name === 'JSHeapUsedSize').value / 1e6;
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  // One page is open in this browser, so its process is the renderer that has worked most.
  const renderers = processInfo.filter(one => one.type === 'renderer').sort((a, b) => b.cpuTime - a.cpuTime);
  const rollup = await readFile(`/proc/${renderers[0].id}/smaps_rollup`, 'utf8');
  const own = ['Private_Clean', 'Private_Dirty'].map(name => Number(new RegExp(`${name}: +(\\d+)`).exec(rollup)[1]));
  return { heap, own: own.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1000 };
}

const middle = xs => [...xs].sort((a, b) => a - b)[Math.floor(xs.length / 2)];
const least = xs => Math.min(...xs);
const over = [];
function say(what, value, unit, limit) {
  const told = limit === undefined ? '' : value <= limit ? `   (limit ${limit})` : `   OVER THE LIMIT OF ${limit}`;
  if (limit !== undefined && value > limit) over.push(what);
  console.log(`${what}: ${value.toFixed(unit === 'MB' ? 1 : 0)} ${unit}${told}`);
}

for (const folder of [phone, many]) await chooseLanguage(folder);
console.log(`360 x 740, CPU slowed ${SLOWED} times, ${RUNS} runs`);
for (const slowdown of [1, SLOWED]) {
  const of = [];
  for (let run = 0; run < RUNS; run += 1) of.push(await firstScreen(slowdown));
  say(`first screen, slowed ${slowdown} times: process start to 600 assignments listed and painted, median`, middle(of), 'ms',
    slowdown === 1 ? undefined : 1500);
  console.log(`   least ${least(of).toFixed(0)}, most ${Math.max(...of).toFixed(0)}`);
}
const works = [];
for (let run = 0; run < RUNS; run += 1) works.push(await work());
say('work of the page’s thread for it, not slowed, median', middle(works), 'ms');
console.log(`   least ${least(works).toFixed(0)}`);
for (const [what, times] of Object.entries(await taps())) {
  say(`tap, ${what}, median`, middle(times), 'ms', 100);
  console.log(`   least ${least(times).toFixed(0)}, most ${Math.max(...times).toFixed(0)}`);
}
const long = await scroll();
console.log(`a fling through 1,000 rows by 300 px a frame: ${long.frames} frames, longest ${long.longest.toFixed(0)} ms`);
say('   of 1,000 frames longer than 50 ms', (1000 * long.long) / long.frames, 'frames', 20);
say('memory after it, script heap', long.heap, 'MB');
say('memory after it, private to the page’s process', long.own, 'MB', 60);
await browser.close();
if (over.length > 0) {
  console.log(`over the limit: ${over.join('; ')}`);
  process.exitCode = 1;
}
