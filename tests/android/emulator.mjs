// The story in the app on the emulator that adb knows: `node tests/android/emulator.mjs APK`. Needs KARAKANA_BIN, see scripts/emulator.sh.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Stack } from '../e2e/lib/stack.mjs';
import { pageAt, until } from './devtools.mjs';
import { story } from './story.mjs';

const APP = 'org.karakana.app';
const PORT = 9333;
/** The page needs a WebView of this year and shows how to get one in those before. */
const NEW_ENOUGH = 92;

const adb = (...args) => execFileSync('adb', args, { encoding: 'utf8' });
const shell = (...args) => adb('shell', ...args);

class Emulator {
  // A process that is killed from outside loses its activity's state; the system keeps it only when it kills by itself.
  keepsTheScreen = false;

  constructor(port) {
    this.port = port;
    this.server = `http://127.0.0.1:${port}`;
  }

  async page() {
    shell('am', 'start', '-W', '-n', `${APP}/.MainActivity`);
    const socket = await until('the WebView', () => {
      const process = shell('pidof', APP).trim();
      return shell('cat', '/proc/net/unix').includes(`webview_devtools_remote_${process}`) && `webview_devtools_remote_${process}`;
    });
    adb('forward', `tcp:${PORT}`, `localabstract:${socket}`);
    return pageAt(PORT);
  }

  async network(on) {
    // The server is at the end of the cable; the system is told as well, since the app listens to it.
    if (on) adb('reverse', `tcp:${this.port}`, `tcp:${this.port}`);
    else adb('reverse', '--remove-all');
    for (const radio of ['wifi', 'data']) shell('svc', radio, on ? 'enable' : 'disable');
  }

  async killed() {
    shell('am', 'force-stop', APP);
    return this.page();
  }
}

/** The version of the WebView, as a number. */
function webView() {
  const version = /versionName=(\d+)/.exec(shell('dumpsys', 'package', 'com.google.android.webview'))?.[1];
  return Number(version ?? /versionName=(\d+)/.exec(shell('dumpsys', 'package', 'com.android.webview'))?.[1] ?? 0);
}

const [, , apk] = process.argv;
assert(apk, 'node tests/android/emulator.mjs APK');
adb('install', '-r', apk);
const stack = await Stack.start();
const device = new Emulator(new URL(stack.serverUrl).port);
try {
  await device.network(true);
  const version = webView();
  console.log(`WebView ${version}`);
  if (version < NEW_ENOUGH) {
    const page = await device.page();
    await until('the page that says what to do', async () => /WebView/.test(await page.text()));
    console.log('this WebView is too old for the page, and the app says how to update it');
    page.close();
  } else {
    await story(stack, device);
    console.log('enrolled, logged without a network, killed, synced');
  }
  // The worker runs when it is told to, and the process survives it.
  const jobs = shell('dumpsys', 'jobscheduler');
  assert(jobs.includes(`${APP}/androidx.work.impl.background.systemjob.SystemJobService`), 'the worker is scheduled');
} finally {
  await stack.end();
}
