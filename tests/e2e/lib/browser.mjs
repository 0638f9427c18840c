// Chromium as a cheap phone: small screen, fingers, no mouse.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const ui = createRequire(new URL('../../../ui/package.json', import.meta.url));
const { chromium } = ui('playwright-core');

const WAIT = 30_000;
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** A browser with a window that shows the phone at `url`. */
export async function openBrowser(url, { dark = false } = {}) {
  const executablePath = process.env.KARAKANA_CHROMIUM;
  assert(executablePath, 'KARAKANA_CHROMIUM names the browser; `make test` sets it');
  const browser = await chromium.launch({ executablePath, args: [...ARGS, '--disable-component-update', '--disable-sync'] });
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
