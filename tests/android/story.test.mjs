// The story that the app in an emulator goes through , in a browser: so that the story itself is tried wherever there is
// no emulator. What differs is who switches the network off and who is killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

test('the story of the emulator', { timeout: 150_000 }, async () => {
  // Node 20 has WebSocket only when it is asked.
  const flags = globalThis.WebSocket ? [] : ['--experimental-websocket'];
  const script = new URL('browser.mjs', import.meta.url).pathname;
  const story = spawn(process.execPath, [...flags, script], { stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  story.stderr.on('data', (part) => (said += part));
  const [code] = await once(story, 'exit');
  if (code !== 0) throw new Error(said);
});
