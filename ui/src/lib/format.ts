// Numbers, money, material and days as people read them. All of it is whole-number arithmetic: money is
// cents, material is tenths of its unit, days are those of Nairobi.

import type { Language } from './backend/backend';

const DAY = 86_400;
/** The organisation's calendar is three hours ahead of UTC, whatever the phone's time zone says. */
const NAIROBI = 3 * 3600;

/** Making a formatter takes a cheap phone longer than drawing a row, so each is made once. */
const made = new Map<string, unknown>();
function once<T>(key: string, make: () => T): T {
  const known = made.get(key) as T | undefined;
  if (known !== undefined) return known;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}

/** `12,480`: both languages write it so in Kenya. The browser's own formatter takes a cheap phone a tenth of a second to load. */
export function count(n: number, _: Language): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `KSh 1,850`, with cents only where there are any. */
export function money(cents: number, language: Language): string {
  const all = Math.abs(cents);
  const part = all % 100;
  const whole = count((all - part) / 100, language);
  const sign = cents < 0 ? '−' : '';
  return `${sign}KSh ${whole}${part ? '.' + String(part).padStart(2, '0') : ''}`;
}

/** `38.5` of 385 tenths; `whole` says how the part before the point is written. */
export function tenths(n: number, whole: (n: number) => string = String): string {
  const all = Math.abs(n);
  const part = all % 10;
  return `${n < 0 ? '−' : ''}${whole((all - part) / 10)}${part ? '.' + part : ''}`;
}

/** Reads what a person typed: digits and at most one decimal (point or comma). `null` if it is not that. */
export function readTenths(text: string): number | null {
  const match = /^(\d{1,7})(?:[.,](\d?))?$/.exec(text.trim());
  return match ? Number(match[1]) * 10 + Number(match[2] || 0) : null;
}

/** Reads a whole count. */
export function readCount(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** Seconds since 1970 by the server's clock, when this phone's is known to be `ahead` of it. */
export function now(ahead: number | null = null): number {
  return Math.floor(Date.now() / 1000) - (ahead ?? 0);
}

function dayNumber(seconds: number): number {
  return Math.floor((seconds + NAIROBI) / DAY);
}

function parseDay(day: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / (DAY * 1000) : null;
}

/** Days from today until `day`: 0 today, negative when it has passed; `null` when there is no day. */
export function daysUntil(day: string, at: number): number | null {
  const due = parseDay(day);
  return due === null ? null : due - dayNumber(at);
}

/** The day `days` from `at`, as `2026-12-31`. */
export function dayAfter(days: number, at: number): string {
  return new Date((dayNumber(at) + days) * DAY * 1000).toISOString().slice(0, 10);
}

function date(ms: number, language: Language, options: Intl.DateTimeFormatOptions): string {
  const locale = language === 'sw' ? 'sw-KE' : 'en-GB';
  const make = () => new Intl.DateTimeFormat(locale, { timeZone: 'Africa/Nairobi', ...options });
  return once(language + JSON.stringify(options), make).format(ms);
}

/** A day with the parts that `options` names. */
export function dayAs(text: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const number = parseDay(text);
  return number === null ? '' : date(number * DAY * 1000, language, options);
}

/** `14 Dec 2026`. */
export const day = (text: string, language: Language) => dayAs(text, language, { day: 'numeric', month: 'short', year: 'numeric' });

/** `December 2026` of `2026-12`. */
export function month(text: string, language: Language): string {
  return dayAs(`${text}-01`, language, { month: 'long', year: 'numeric' }) || text;
}

/** `14 Dec, 09:30`; with the year where it may be a strange one. */
export function moment(seconds: number, language: Language, year = false): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false };
  return date(seconds * 1000, language, year ? { ...options, year: 'numeric' } : options);
}
