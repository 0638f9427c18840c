// Finds words of the other language on a screen, by the very lists of texts that the screens are made of.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const ui = createRequire(at('ui/package.json'));
const { runnerImport } = await import(pathToFileURL(ui.resolve('vite')));
const load = async (name) => {
  const of = async (file) => (await runnerImport(at(`ui/src/lib/i18n/${file}.ts`), { configFile: false, logLevel: 'error' })).module;
  // Those that only the office reads, and those of taking tables along, come in files of their own.
  return [...flat((await of(name))[name]), ...flat((await of(`office/${name}`))[name]), ...flat((await of(`export/${name}`))[name])];
};

function flat(texts) {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : flat(value).map(([inner, text]) => [`${key}.${inner}`, text]),
  );
}

/** Words of a text; codes such as SK-RING-01 and be9b2b65 and names of files are none, nor what stands in the phone's own settings, which is quoted. */
const wordsOf = (text) => text.replace(/“[^”]*”|\S+\.(csv|xlsx)\b/g, ' ').replace(/\b[A-Z]+(-[A-Z0-9]+)+\b/g, ' ').replace(/\b\w*\d\w*\b/g, ' ').toLowerCase().match(/\p{L}{2,}/gu) ?? [];

/** The names that products and materials have in a language. */
async function names(column) {
  const found = [];
  for (const file of ['products', 'materials']) {
    const [head, ...rows] = (await readFile(at(`examples/${file}.csv`), 'utf8')).trim().split('\n').map(cells);
    found.push(...rows.map((row) => row[head.indexOf(column)]));
  }
  return found;
}

const cells = (row) => [...row.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((match) => match[2] ?? match[1]);

function calendar(locale) {
  return Array.from({ length: 12 }, (_, month) =>
    ['long', 'short'].map((width) => new Intl.DateTimeFormat(locale, { month: width }).format(new Date(2026, month, 9))),
  ).flat();
}

const english = await load('en');
const swahili = await load('sw');
const inSwahili = new Map(swahili);
const both = new Set(english.filter(([key, text]) => inSwahili.get(key) === text).map(([, text]) => text));
const name = wordsOf(inSwahili.get('app.name'));
const vocabulary = async (texts, column, locale) =>
  new Set(
    [
      ...texts.map(([, text]) => text).filter((text) => !both.has(text)).map((text) => text.replace(/{{\w+}}/g, ' ')),
      ...(await names(column)),
      ...calendar(locale),
    ].flatMap(wordsOf),
  );
const words = {
  en: await vocabulary(english, 'name_en', 'en-GB'),
  sw: await vocabulary(swahili, 'name_sw', 'sw-KE'),
};

/** Words of the other language in a line of a screen of `language`. Names of people and places are in neither list. */
export function foreignWords(line, language) {
  if (both.has(line.trim())) return [];
  const other = words[language === 'sw' ? 'en' : 'sw'];
  return wordsOf(line).filter((word) => other.has(word) && !words[language].has(word) && !name.includes(word));
}

// A check that cannot fail checks nothing.
assert.deepEqual(foreignWords('Saved on this phone', 'sw').sort(), ['on', 'phone', 'saved', 'this']);
assert.deepEqual(foreignWords('Imehifadhiwa kwenye simu hii', 'sw'), []);
assert.deepEqual(foreignWords('simu be9b2b65', 'sw'), []);
assert.deepEqual(foreignWords('Imehifadhiwa kama payout-1.csv.', 'sw'), []);
assert.deepEqual(foreignWords('Imehifadhiwa kwenye simu hii', 'en').length, 4);
assert.deepEqual(foreignWords('Bangili ya pembe, nyeusi', 'en').length, 4);
