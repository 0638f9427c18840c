// The two languages, of which one at a time is read. `t` reads the language as state, so that every text on the screen changes with it.

import type { Language } from '../backend/backend';
import { add } from './add';
import { find, say, type Key, type Nested, type Values } from './say';
import { basic, type Texts } from './texts';

export type { Texts } from './texts';

const KEY = 'language';
let current = $state<Language>(localStorage.getItem(KEY) === 'en' ? 'en' : 'sw');
let texts: Nested = {};
/** What is shown of, in whichever language. */
const brought = new Set<Texts>();

/** The language that is shown. */
export function language(): Language {
  return current;
}

let turn: Promise<unknown> = Promise.resolve();

/** One after the other: else a language could be chosen while texts of the one before come in. */
function inTurn(work: () => Promise<void>): Promise<void> {
  const done = turn.then(work);
  turn = done.catch(() => undefined);
  return done;
}

/** Reads the texts in the language that is shown; whichever is chosen later, they are there in it too. */
export function bring(more: Texts): Promise<void> {
  return inTurn(async () => {
    if (brought.has(more)) return;
    add(texts, await more[current]());
    brought.add(more);
    said.clear();
  });
}

/** The texts without which nothing can be drawn, in the language that this phone had last, or else in the other. */
export async function begin(): Promise<void> {
  try {
    await bring(basic);
  } catch {
    current = current === 'sw' ? 'en' : 'sw';
    await bring(basic);
  } finally {
    document.documentElement.lang = current;
  }
}

export function setLanguage(to: Language): Promise<void> {
  return inTurn(async () => {
    if (to === current) return;
    const all: Nested = {};
    for (const more of await Promise.all([...brought].map((one) => one[to]()))) add(all, more);
    texts = all;
    said.clear();
    current = to;
    document.documentElement.lang = to;
    try {
      localStorage.setItem(KEY, to);
    } catch {
      // Only for the next start, which asks the core as well.
    }
  });
}

/** What was said before: the same few words stand in every row of a list. */
const said = new Map<string, string>();
const MOST_SAID = 3000;

/** A text in the language shown. */
export function t(key: Key, values?: Values): string {
  // To read the language is what makes a screen change with it; the texts themselves are no state.
  const asked = current + key + (values ? JSON.stringify(values) : '');
  let text = said.get(asked);
  if (text === undefined) {
    text = say(texts, key, values);
    if (said.size >= MOST_SAID) said.clear();
    said.set(asked, text);
  }
  return text;
}

/** Whether there is such a text, for words that come from the core. */
export function known(key: string): boolean {
  return find(texts, key) !== undefined;
}

/** A product's or material's name in the language shown. */
export function named(thing: { name_en: string; name_sw: string }): string {
  return current === 'sw' ? thing.name_sw : thing.name_en;
}
