// Kiswahili: pay at the office, payout lists, quality. Shape and meaning: ../en/pay.ts.

import type { pay as english } from '../en/pay';

export const pay: typeof english = {
  pay: {
    tab: 'Malipo',
    take_back: 'Batilisha',
  },
  quality: {
    title: 'Kazi ilivyokuwa',
    good: 'Vizuri kwenye ukaguzi wa kwanza',
    good_of: '{{good}} kati ya {{all}}',
    rework: 'Vilivyorudishwa',
    rejected: 'Vilivyokataliwa',
    on_time: 'Zilizokamilika kwa wakati',
    in_time: 'Kwa wakati',
    late: 'Imechelewa',
    none: 'Bado hakuna kilichokaguliwa.',
    show: 'Onyesha kazi zenyewe ({{n}})',
    hide: 'Ficha kazi',
    who_sees: 'Inaonekana kwa fundi, kiongozi na ofisi tu.',
  },
  second: {
    open: 'Kagua tena ofisini',
  },
};
