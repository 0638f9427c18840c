// Texts that come later are put where all the others are: a screen asks `t` and does not know the difference.

type Groups = Record<string, object>;

/** Puts in more texts; a group that is there already becomes larger. */
export function add(texts: Groups, more: Groups) {
  for (const [group, of] of Object.entries(more)) texts[group] = { ...texts[group], ...of };
}
