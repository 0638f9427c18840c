// Kiswahili: pay at the office, payout lists, quality. Shape and meaning: ../en/pay.ts.

import type { pay as english } from '../en/pay';

export const pay: typeof english = {
  pay: {
    tab: 'Malipo',
    take_back: 'Batilisha',
  },
  failed: { number: 'Namba si sahihi', name: 'Jina halilingani', limit: 'Akaunti imefikia kikomo', network: 'Huduma ya malipo haikujibu' },
  undo: { mistake: 'Kosa', person: 'Si mtu sahihi', amount: 'Si kiasi sahihi', later: 'Wakati mwingine' },
  bonus: { speed: 'Kazi ya haraka', quality: 'Kazi nzuri sana', helping: 'Alimsaidia mwingine', travel: 'Nauli' },
  deduction: { tool: 'Kifaa', loan: 'Kulipa mkopo', material: 'Malighafi iliyopotea', saving: 'Akiba' },
  advance: { school: 'Karo ya shule', health: 'Ugonjwa', food: 'Chakula', rent: 'Kodi ya nyumba' },
  quality: {
    title: 'Kazi ilivyokuwa',
    good: 'Vizuri kwenye ukaguzi wa kwanza',
    good_of: '{{good}} kati ya {{all}}',
    rework: 'Vilivyorudishwa',
    rejected: 'Vilivyokataliwa',
    on_time: 'Zilizokamilika kwa wakati',
    none: 'Bado hakuna kilichokaguliwa.',
    who_sees: 'Inaonekana kwa fundi, kiongozi na ofisi tu.',
  },
  second: {
    open: 'Kagua tena ofisini',
  },
};
