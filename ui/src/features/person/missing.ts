// What is not known of somebody who works, and matters: without a number nobody calls or pays them, without skills a
// suggested split leaves them out.

import type { PersonRow } from '$lib/backend/backend';

export type Missing = 'no_phone' | 'no_skills' | 'no_hours';

export function missing(person: PersonRow): Missing[] {
  if (person.left !== null || person.role === 'coordinator') return [];
  return [
    ...(person.phone === '' ? ['no_phone' as const] : []),
    ...(person.skills.length === 0 ? ['no_skills' as const] : []),
    ...(person.hours_per_week === null ? ['no_hours' as const] : []),
  ];
}
