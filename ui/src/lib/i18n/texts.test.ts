import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, type AST } from 'svelte/compiler';
import { OFFICE } from '../../../vite.config';
import type { Language } from '../backend/backend';
import { add } from './add';
import { en as office } from './office/en';
import type { Nested } from './say';
import { basic, exporting, office as officeTexts } from './texts';

const src = join(import.meta.dirname, '../..');
const root = join(src, '../..');

/** Every text by its key. */
function texts(of: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(of)) {
    if (typeof value === 'string') found.set(path + key, value);
    else for (const [inner, text] of texts(value as object, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();
const all = async (language: Language) => {
  const whole: Nested = {};
  for (const part of [basic, officeTexts, exporting]) add(whole, await part[language]());
  return texts(whole);
};
const english = await all('en');
const swahili = await all('sw');
const code = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(svelte|ts)$/.test(path));

describe('the two languages', () => {
  it('have the same reasons, each in words of its own', async () => {
    const [inEnglish, inSwahili] = [texts((await import('./en/reasons')).reasons), texts((await import('./sw/reasons')).reasons)];
    expect([...inSwahili.keys()]).toEqual([...inEnglish.keys()]);
    expect([...inEnglish].filter(([key, text]) => text === inSwahili.get(key))).toEqual([]);
  });

  it('have the same keys and placeholders', () => {
    expect([...swahili.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of english) expect(placeholders(swahili.get(key) ?? ''), key).toEqual(placeholders(text));
  });

  it('leave nothing empty and nothing English in Swahili', () => {
    // Names and bare patterns are the same in both.
    const same = new Set(['app.name', 'phone.choose_language', 'phone.sw', 'phone.en', 'common.of', 'unit.times']);
    for (const [key, text] of swahili) {
      expect(text.trim(), key).not.toBe('');
      if (!same.has(key)) expect(text, key).not.toBe(english.get(key));
    }
  });

  it('have no text that no screen shows', () => {
    const all = code.filter((path) => !path.includes('i18n')).map((path) => readFileSync(join(src, path), 'utf8')).join('\n');
    // A key is named whole, or by its beginning before `${…}`; errors are found by their word.
    const beginnings = [...all.matchAll(/`([a-z_]+\.[a-z_]*)\$\{/g)].map((match) => match[1] ?? '');
    const byWord = ['error.', 'skill.', ...beginnings];
    const named = (key: string) => all.includes(`'${key.replace(/_(one|other)$/, '')}'`);
    const shown = (key: string) => named(key) || byWord.some((beginning) => key.startsWith(beginning));
    expect([...english.keys()].filter((key) => !shown(key))).toEqual([]);
  });

  it('show the texts of the office on its own screens only', () => {
    const others = code.filter((path) => !/i18n|bindings/.test(path) && !OFFICE.test(path));
    const here = others.map((path) => readFileSync(join(src, path), 'utf8')).join('\n');
    const shown = [...texts(office).keys()].filter((key) => here.includes(`'${key.replace(/_(one|other)$/, '')}'`));
    expect(shown).toEqual([]);
  });

  it('say every error that the core and the server know', () => {
    const words = (path: string, pattern: RegExp) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(pattern)].map((match) => match[1] ?? '');
    const rules = words('crates/domain/src/error.rs', /=> "(\w+)"/g);
    const wire = words('crates/protocol/src/code.rs', /= \d+, "(\w+)"/g);
    expect(rules.length).toBeGreaterThan(10);
    expect(wire.length).toBeGreaterThan(15);
    expect([...rules, ...wire].filter((word) => !english.has(`error.${word}`))).toEqual([]);
  });
});

const SPOKEN = ['aria-label', 'placeholder', 'title', 'alt', 'label', 'text', 'hint', 'save', 'saving', 'name'];
const hasWords = (text: string) => /\p{L}{2,}/u.test(text);

/** Words that a component shows without asking the language. */
function hardCoded(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown, attribute: string | null) => {
    if (Array.isArray(node)) return node.forEach((one) => visit(one, attribute));
    if (typeof node !== 'object' || node === null) return;
    const { type } = node as { type?: string };
    if (type === 'Attribute') {
      const { name, value } = node as AST.Attribute;
      return visit(value, name);
    }
    if (type === 'Text') {
      const { data } = node as AST.Text;
      if (hasWords(data) && (attribute === null || SPOKEN.includes(attribute))) found.push(data.trim());
      return;
    }
    for (const [key, child] of Object.entries(node)) if (key !== 'css' && key !== 'instance') visit(child, attribute);
  };
  visit(parse(source, { modern: true }).fragment, null);
  return found;
}

describe('components', () => {
  it('are caught when they speak without the language', () => {
    expect(hardCoded('<p>Hello</p>')).toEqual(['Hello']);
    expect(hardCoded('<img alt="A ring" src="x.png">')).toEqual(['A ring']);
    expect(hardCoded('<p class="soft">{t("a.b")} · ×</p>')).toEqual([]);
  });

  it.each(code.filter((path) => path.endsWith('.svelte')))('%s has no words of its own', (path) => {
    expect(hardCoded(readFileSync(join(src, path), 'utf8'))).toEqual([]);
  });
});
