// Kiswahili: orders, plans and workshops. Shape and meaning: ../en/office.ts.

import type { office as english } from '../en/office';

export const office: typeof english = {
  order: { tab: 'Oda' },
  plan: { pieces: 'Vipande' },
  workshop: { tab: 'Karakana' },
};
