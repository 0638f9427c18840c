// The reasons behind suggested numbers, in words. Counts, never percentages, and nobody is ranked.

import type { PlanLine, SuggestedShare, SuggestedSplit, Why } from '$lib/backend/backend';
import { t } from '$lib/i18n/index.svelte';
import { day, minutes, money, n, pieces, skill } from '$lib/words';

function reason(why: Why): string {
  switch (why.what) {
    case 'room':
      return t('why.room', { pieces: pieces(why.n) });
    case 'holds':
      return t('why.holds', { time: minutes(why.n) });
    case 'hours_unknown':
      return t('why.hours_unknown', { n: n(why.n) });
    case 'earned_less':
    case 'earned_more':
      return t(`why.${why.what}`, { money: money(why.n) });
    case 'quality':
    case 'on_time':
      return t(`why.${why.what}`, { n: n(why.n), of: n(why.of) });
    default:
      return t(`why.${why.what}`);
  }
}

export const reasonsOf = (share: SuggestedShare): string => share.why.map(reason).join(' · ');

/** Said plainly when not all pieces have somebody to make them. */
export function missing(split: SuggestedSplit): string {
  const some = t('why.missing', { pieces: pieces(split.left) });
  if (split.shares.every((share) => share.why.some((why) => why.what === 'no_skill')) && split.skills.length > 0) {
    return t('why.nobody_can', { skills: split.skills.map(skill).join(', ') });
  }
  return split.earliest ? `${some} ${t('why.earliest', { day: day(split.earliest) })}` : some;
}

export function fitText(line: PlanLine): string {
  if (line.fit === 'in_time') return t('fit.in_time', { count: line.days, n: n(line.days) });
  if (line.fit === 'late') return t('fit.late', { count: line.days, n: n(line.days) });
  return t(`fit.${line.fit}`);
}
