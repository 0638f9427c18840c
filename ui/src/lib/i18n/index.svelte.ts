// The two languages. `t` reads the language as state, so that every text on the screen changes with it.

import type { Language } from '../backend/backend';
import { en } from './en';
import { say, type Key, type Values } from './say';
import { sw } from './sw';

const FIRST: Language = 'sw';
let current = $state<Language>(FIRST);
document.documentElement.lang = FIRST;

/** The language that is shown. */
export function language(): Language {
  return current;
}

export function setLanguage(to: Language) {
  if (to === current) return;
  said.clear();
  current = to;
  document.documentElement.lang = to;
}

/** What was said before: the same few words stand in every row of a list. */
const said = new Map<string, string>();
const MOST_SAID = 3000;

/** A text in the language shown. */
export function t(key: Key, values?: Values): string {
  const texts = current === 'sw' ? sw : en;
  const asked = values ? key + JSON.stringify(values) : key;
  let text = said.get(asked);
  if (text === undefined) {
    text = say(texts, key, values);
    if (said.size >= MOST_SAID) said.clear();
    said.set(asked, text);
  }
  return text;
}

/** A product's or material's name in the language shown. */
export function named(thing: { name_en: string; name_sw: string }): string {
  return current === 'sw' ? thing.name_sw : thing.name_en;
}
