// Kiswahili: the names of the office’s tabs. Shape and meaning: ../en/office.ts.

import type { office as english } from '../en/office';

export const office: typeof english = {
  order: { tab: 'Oda' },
  workshop: { tab: 'Karakana' },
};
