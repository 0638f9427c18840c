// A story on servers and a browser of its own, once in each language.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from './browser.mjs';
import { Screens } from './screens.mjs';
import { Stack } from './stack.mjs';

/**
 * `prepare` makes what the story begins with, before anybody looks; without it the phone has no language and nobody is on it.
 * The story gets the screens, what was prepared and the stack. When it fails, what was seen last is kept as a picture.
 */
export function inBothLanguages(title, { name, timeout = 240_000, prepare }, story) {
  for (const language of ['sw', 'en']) {
    test(`${title}, in ${language}`, { timeout }, async () => {
      const stack = await Stack.start();
      try {
        if (prepare) await stack.call(null, 'phone.set_language', { language });
        const scene = await prepare?.(stack);
        await looked(stack, language, name ? `${name}-${language}` : language, (app) => story(app, scene, stack));
      } finally {
        await stack.end();
      }
    });
  }
}

async function looked(stack, language, shots, story) {
  const { browser, page, complaints } = await openBrowser(stack.url);
  const app = new Screens(page, language, shots);
  try {
    await story(app);
    assert.deepEqual(complaints, []);
  } catch (error) {
    await app.picture('failed');
    throw error;
  } finally {
    await browser.close();
  }
}
