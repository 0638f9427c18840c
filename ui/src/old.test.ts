import { parse } from 'acorn';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const path = (name: string) => join(import.meta.dirname, '..', name);

it('what an old browser is told is written so that an old browser reads it', () => {
  const source = readFileSync(path('public/old.js'), 'utf8');
  expect(() => parse(source, { ecmaVersion: 5 })).not.toThrow();
  expect(() => parse(source + '\nconst newer = () => 1;', { ecmaVersion: 5 })).toThrow();
  // It runs by itself and before the app.
  const page = readFileSync(path('index.html'), 'utf8');
  expect(page.indexOf('<script src="/old.js"></script>')).toBeGreaterThan(0);
  expect(page.indexOf('/old.js')).toBeLessThan(page.indexOf('type="module"'));
  for (const language of ['Sasisha', 'update']) expect(source).toContain(language);
});
