// Counts, amounts and errors as sentences in the language shown.

import { reasons as en, type Reasons } from './i18n/en/reasons';
import { known, language, t } from './i18n/index.svelte';
import { reasons as sw } from './i18n/sw/reasons';
import type { CallError, MaterialRef } from './backend/backend';
import * as format from './format';
import { session } from './session.svelte';

export const n = (count: number) => format.count(count, language());
export const money = (cents: number) => format.money(cents, language());
export const dayAs = (text: string, options: Intl.DateTimeFormatOptions) => format.dayAs(text, language(), options);
export const day = (text: string) => format.day(text, language());
export const month = (text: string) => format.month(text, language());
export const moment = (seconds: number, year = false) => format.moment(seconds, language(), year);

/** `40 pieces`. */
export const pieces = (count: number) => t('unit.pieces', { count, n: n(count) });

/** `12 / 40 pieces`: a count of a count, never a percentage. */
export const piecesOf = (some: number, all: number) =>
  t('common.of', { a: n(some), b: n(all), unit: t('unit.piece', { count: all }) });

/** Pieces x rate, as money is always shown. */
export const times = (count: number, rate: number) => t('unit.times', { pieces: pieces(count), rate: money(rate) });

/** `38.5 g` of 385 tenths. */
export function amount(quantity: number, material: Pick<MaterialRef, 'unit'>): string {
  const number = format.tenths(quantity, n);
  if (material.unit === 'g') return t('unit.g', { n: number });
  if (material.unit === 'cm') return t('unit.cm', { n: number });
  if (material.unit === 'piece') return t('unit.items', { count: quantity === 10 ? 1 : 2, n: number });
  return `${number} ${material.unit}`;
}

/** What is counted in pieces is given out and used whole. */
export const whole = (quantity: number, material: Pick<MaterialRef, 'unit'>) => (material.unit === 'piece' ? Math.ceil(quantity / 10) * 10 : quantity);

/** `2 h 15 min`. */
export function minutes(count: number): string {
  if (count < 60) return t('unit.minutes', { count, n: n(count) });
  const h = n(Math.floor(count / 60));
  return count % 60 === 0 ? t('unit.whole_hours', { h }) : t('unit.hours', { h, m: count % 60 });
}

/** How long before now, by this phone's clock. */
export function ago(seconds: number): string {
  const passed = session.clock - seconds;
  const count = (by: number) => Math.floor(passed / by);
  if (passed < 60) return t('time.just_now');
  if (passed < 3600) return t('time.minutes', { count: count(60), n: count(60) });
  if (passed < 86_400) return t('time.hours', { count: count(3600), n: count(3600) });
  if (passed < 30 * 86_400) return t('time.days', { count: count(86_400), n: count(86_400) });
  return moment(seconds);
}

/** How far a wrong clock is off. */
export function clockOff(seconds: number): string {
  const off = Math.abs(seconds);
  return off < 2 * 86_400 ? minutes(Math.round(off / 60)) : t('unit.days', { count: 2, n: n(Math.round(off / 86_400)) });
}

/** `due today`, `overdue by 2 days`, `5 days left`, and how urgent that is. */
export function due(text: string): { text: string; tone: 'late' | 'today' | 'soon' | 'later' } | null {
  const left = format.daysUntil(text, session.today);
  if (left === null) return null;
  const count = Math.abs(left);
  if (left === 0) return { text: t('time.due_today'), tone: 'today' };
  if (left < 0) return { text: t('time.overdue', { count, n: n(count) }), tone: 'late' };
  return { text: t('time.left', { count, n: n(count) }), tone: left <= 3 ? 'soon' : 'later' };
}

/** What an error says to the person; `unit` when its number is an amount of material. */
export function errorText(error: CallError, unit = ''): string {
  if (error.number !== null && known(`error.${error.code}_n`)) {
    const held = error.code === 'more_than_held';
    const number = held ? amount(error.number, { unit }).trim() : n(error.number);
    return t(`error.${error.code}_n` as 'error.limit_n', { n: number });
  }
  if (error.code !== 'title' && known(`error.${error.code}`)) return t(`error.${error.code}` as 'error.offline');
  return t('error.fallback', { code: error.code });
}

/** Reasons that are offered as buttons. What is saved is the sentence, in the writer's language, so both are always here. */
const REASONS = { en, sw };
export type ReasonsFor = keyof Reasons;

export function reasons(of: ReasonsFor): string[] {
  return Object.values(REASONS[language()][of]);
}

/** The same in each language. */
export function allReasons(of: ReasonsFor): string[] {
  return [en, sw].flatMap((texts) => Object.values(texts[of]));
}

/** A saved reason: one of the buttons is shown in the reader's language, own words as they are. */
export function reasonText(saved: string): string {
  for (const of of Object.keys(en) as ReasonsFor[]) {
    const [english, swahili] = [Object.values(en[of]), Object.values(sw[of])];
    const at = english.findIndex((one, at) => one === saved || swahili[at] === saved);
    if (at >= 0) return reasons(of)[at] ?? saved;
  }
  return saved;
}

export function skill(word: string): string {
  return known(`skill.${word}`) ? t(`skill.${word}` as 'skill.brass') : word;
}
