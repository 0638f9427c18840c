// What an entry about pieces says, in a few words.

import type { ActivityRow, HistoryRow } from '$lib/backend/backend';
import { t } from '$lib/i18n/index.svelte';
import { minutes, n, pieces } from '$lib/words';

type Entry = Pick<ActivityRow, 'pieces' | 'minutes' | 'scrap' | 'rework' | 'rejected' | 'to'> & {
  what: ActivityRow['what'] | HistoryRow['what'];
};

export function said(entry: Entry): string {
  const parts: string[] = [];
  const good = entry.what === 'check' || entry.what === 'office_check';
  if (entry.what === 'moved') return t('move.went_to', { pieces: pieces(entry.pieces), name: entry.to });
  if (entry.pieces > 0) parts.push(good ? t('history.good', { n: n(entry.pieces) }) : pieces(entry.pieces));
  if (entry.minutes > 0) parts.push(minutes(entry.minutes));
  if (entry.scrap > 0) parts.push(t('history.scrap', { n: n(entry.scrap) }));
  if (entry.rework > 0) parts.push(t('history.rework', { n: n(entry.rework) }));
  if (entry.rejected > 0) parts.push(t('history.rejected', { n: n(entry.rejected) }));
  return parts.join(' · ');
}
