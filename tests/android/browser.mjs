// The story in Chromium on a phone behind the web host. Run by story.test.mjs.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from '../e2e/lib/stack.mjs';
import { pageAt } from './devtools.mjs';
import { story } from './story.mjs';

const PORT = 9333;

class Browser {
  keepsTheScreen = true;

  constructor(stack, folder) {
    Object.assign(this, { stack, folder, server: stack.serverUrl });
  }

  async page() {
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    const at = [`--remote-debugging-port=${PORT}`, `--user-data-dir=${join(this.folder, 'browser')}`, '--window-size=360,740'];
    this.process = spawn(process.env.KARAKANA_CHROMIUM, [...args, ...at, this.address ?? this.stack.url], { stdio: 'ignore' });
    return pageAt(PORT);
  }

  /** The server is not there, or is again. */
  async network(on) {
    if (on) await this.stack.serverStarts();
    else await this.stack.serverIsKilled();
  }

  async killed() {
    this.address = (await this.shown()) ?? this.stack.url;
    await this.end();
    await this.stack.phoneIsKilled();
    await this.stack.phoneStarts();
    return this.page();
  }

  async shown() {
    const targets = await (await fetch(`http://127.0.0.1:${PORT}/json`)).json();
    return targets.find(({ type }) => type === 'page')?.url;
  }

  async end() {
    if (!this.process || this.process.exitCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
  }
}

const folder = await mkdtemp(join(tmpdir(), 'karakana-android-'));
const stack = await Stack.start();
const browser = new Browser(stack, folder);
try {
  await story(stack, browser);
} finally {
  await browser.end();
  await stack.end();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
