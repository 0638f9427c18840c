// Counts and values of a matter as people say them.

import type { MaterialRef } from '$lib/backend/backend';
import { t } from '$lib/i18n/index.svelte';
import { amount, day, minutes, money, n, pieces } from '$lib/words';

/** So much of the matter's material, or so many pieces. */
export function counted(of: { material: MaterialRef | null }, count: number): string {
  return of.material ? amount(count, of.material) : pieces(count);
}

const FIELDS = ['due', 'pieces', 'rate', 'minutes', 'note', 'withdrawn', 'cancelled', 'decision', 'name_en', 'name_sw', 'cost', 'placed'] as const;

export function fieldName(field: string): string {
  return t(`agree_field.${FIELDS.find((known) => known === field) ?? 'other'}`);
}

/** A value of a field. */
export function fieldValue(field: string, value: string): string {
  switch (field) {
    case 'due':
    case 'placed':
      return day(value);
    case 'pieces':
      return pieces(Number(value));
    case 'rate':
    case 'cost':
      return money(Number(value));
    case 'minutes':
      return minutes(Number(value));
    case 'withdrawn':
    case 'cancelled':
      return value === 'true' ? t('agree.yes') : t('agree.no');
    case 'decision': {
      const reason = value.replace(/^declined ?/, '');
      if (value === 'accepted') return t('agree.accepted');
      return reason === '' ? t('agree.declined') : t('agree.declined_because', { reason });
    }
    default:
      return /^\d+$/.test(value) ? n(Number(value)) : value === '' ? t('agree.empty') : value;
  }
}
