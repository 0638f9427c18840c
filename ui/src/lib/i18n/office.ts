// Texts that only a coordinator reads. They come with the office's screens, so that no artisan's phone has to read them, and
// are put where all the others are: a screen asks `t` and does not know the difference.

import { en } from './en';
import { en as officeEn } from './office/en';
import { sw as officeSw } from './office/sw';
import { sw } from './sw';

type Groups = Record<string, object>;

/** Puts in more texts; a group that is there already becomes larger. */
function add(texts: Groups, more: Groups) {
  for (const [group, of] of Object.entries(more)) texts[group] = { ...texts[group], ...of };
}

add(en, officeEn);
add(sw, officeSw);
