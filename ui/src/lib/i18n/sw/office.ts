// Kiswahili: the names of the office’s tabs, and of its charts. Shape and meaning: ../en/office.ts.

import type { office as english } from '../en/office';

export const office: typeof english = {
  order: { tab: 'Oda' },
  chart: { title: 'Chati' },
  workshop: { tab: 'Karakana' },
};
