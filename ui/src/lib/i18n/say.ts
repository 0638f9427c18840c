// A text by its key, with its values and the right one of two plurals. Swahili and English both have two forms, `one` for
// exactly 1 and `other` (CLDR plural rules), so no library is needed: see the decision on the cheap phone.

import type { Texts } from './en';
import type { en as exporting } from './export/en';
import type { OfficeTexts } from './office/en';

type Keys<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}` }[keyof T & string];
type Counted<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : never;
type AllKeys = Keys<Texts> | Keys<OfficeTexts> | Keys<typeof exporting>;
/** Every key that there is, and those with two forms by what comes before `_one` and `_other`. */
export type Key = AllKeys | Counted<AllKeys>;
export type Values = Record<string, string | number>;

export interface Nested {
  [key: string]: string | Nested;
}

/** The text as it is written, if there is one. */
export function find(texts: Nested, key: string): string | undefined {
  let at: string | Nested | undefined = texts;
  for (const step of key.split('.')) at = typeof at === 'object' ? at[step] : undefined;
  return typeof at === 'string' ? at : undefined;
}

/** The text, or the key itself where there is none. */
export function say(texts: Nested, key: string, values: Values = {}): string {
  const counted = values.count === undefined ? undefined : find(texts, `${key}_${values.count === 1 ? 'one' : 'other'}`);
  const text = counted ?? find(texts, key) ?? key;
  return text.includes('{{') ? text.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? '')) : text;
}
