// Chromium as a cheap phone: small screen, fingers, no mouse.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const ui = createRequire(new URL('../../../ui/package.json', import.meta.url));
const { chromium } = ui('playwright-core');

const WAIT = 30_000;
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/**
 * A browser with a window that shows the phone at `url`. `large`: letters of twice the size, as the phone's settings allow.
 * `camera`: a film that its camera sees. `before`: what the phone does to the page before its own scripts run.
 */
export async function openBrowser(url, { dark = false, large = false, camera, before } = {}) {
  const executablePath = process.env.KARAKANA_CHROMIUM;
  assert(executablePath, 'KARAKANA_CHROMIUM names the browser; `make test` sets it');
  const browser = await chromium.launch({ executablePath, args: [...ARGS, ...films(camera), '--disable-component-update', '--disable-sync'] });
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: 'Africa/Nairobi',
  });
  context.setDefaultTimeout(WAIT);
  if (large) await context.addInitScript(() => addEventListener('DOMContentLoaded', () => (document.documentElement.style.fontSize = '200%')));
  if (before) await context.addInitScript(before);
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // What a refused call logs is the browser's own line, and the screens say it better.
    const expected = /Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !expected) complaints.push(message.text());
  });
  await page.goto('/');
  return { browser, page, complaints };
}

const films = (camera) =>
  camera
    ? ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`]
    : [];
