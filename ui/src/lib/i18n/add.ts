// Texts that come later are put where all the others are: a screen asks `t` and does not know the difference.

import type { Nested } from './say';

/** Puts in more texts; a group that is there already becomes larger. */
export function add(texts: Nested, more: Nested) {
  for (const [group, of] of Object.entries(more)) texts[group] = typeof of === 'string' ? of : { ...(texts[group] as Nested | undefined), ...of };
}
