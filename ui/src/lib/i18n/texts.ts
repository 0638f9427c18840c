// Which texts there are. Each is a file in each language, and a phone reads those of its own only.

import type { Language } from '../backend/backend';
import type { Nested } from './say';

export type Texts = Record<Language, () => Promise<Nested>>;

/** What every phone shows. */
export const basic: Texts = { sw: async () => (await import('./sw')).sw, en: async () => (await import('./en')).en };

/** What only a coordinator reads: it comes with the office's screens. */
export const office: Texts = { sw: async () => (await import('./office/sw')).sw, en: async () => (await import('./office/en')).en };

/** Of the screen that takes tables along: a lead opens it seldom, an artisan never. */
export const exporting: Texts = { sw: async () => (await import('./export/sw')).sw, en: async () => (await import('./export/en')).en };
