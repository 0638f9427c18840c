// The two languages. `t` reads the language as state, so that every text on the screen changes with it.

import i18next from 'i18next';
import type { Language } from '../backend/backend';
import { en } from './en';
import { sw } from './sw';

let current = $state<Language>('sw');

/** The language that is shown. */
export function language(): Language {
  return current;
}

export async function startLanguage(): Promise<void> {
  await i18next.init({
    lng: current,
    fallbackLng: false,
    resources: { en: { translation: en }, sw: { translation: sw } },
    // Svelte escapes what it puts on the page.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = current;
}

export async function setLanguage(to: Language): Promise<void> {
  if (to === current) return;
  await i18next.changeLanguage(to);
  said.clear();
  current = to;
  document.documentElement.lang = to;
}

const translate = i18next.t as unknown as (...args: unknown[]) => string;

/** What was said before: the same few words stand in every row of a list, and working one out is slow. */
const said = new Map<string, string>();
const MOST_SAID = 3000;

export const t = ((key: string, values?: Record<string, unknown>) => {
  void current;
  const asked = values ? key + JSON.stringify(values) : key;
  let text = said.get(asked);
  if (text === undefined) {
    text = translate(key, values);
    if (said.size >= MOST_SAID) said.clear();
    said.set(asked, text);
  }
  return text;
}) as unknown as typeof i18next.t;

/** A product's or material's name in the language shown. */
export function named(thing: { name_en: string; name_sw: string }): string {
  return current === 'sw' ? thing.name_sw : thing.name_en;
}
