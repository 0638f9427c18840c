// Kiswahili: tables as files for other programs. Shape and meaning: en.ts.

import type { en as english } from './en';

export const sw: typeof english = {
  export: {
    hint: 'Inatengenezwa kutokana na yaliyo kwenye simu hii, bila mtandao. Sawazisha kwanza upate ya karibuni.',
    what: 'Unataka kuchukua nini?',
    orders: 'Oda',
    orders_hint: 'Kila mstari wa kila oda ya mteja',
    batches: 'Makundi',
    batches_hint: 'Yaliyoagizwa, yaliyotengenezwa na yaliyokubaliwa',
    assignments: 'Kazi',
    assignments_hint: 'Nani anatengeneza nini, na amefika wapi',
    work_logs: 'Kumbukumbu za kazi',
    work_logs_hint: 'Kila kumbukumbu na kukabidhi, hata zilizorekebishwa',
    checks: 'Ukaguzi wa ubora',
    checks_hint: 'Wa kiongozi na wa ofisi',
    movements: 'Malighafi',
    movements_hint: 'Mienendo yote ya vitabu vyote',
    earnings: 'Mapato',
    earnings_hint: 'Kila mstari wa mapato ya kila mtu',
    payments: 'Malipo yaliyofanywa',
    payments_hint: 'Yaliyolipwa, na yasiyofaulu',
    form: 'Faili ya aina gani?',
    xlsx: 'Excel (jedwali)',
    xlsx_hint: 'Kwa Excel na programu za majedwali',
    csv: 'CSV (maandishi)',
    csv_hint: 'Maandishi tu, kwa programu yoyote',
    save: 'Hifadhi faili',
    saved: 'Imehifadhiwa: {{rows}}, kwa jina “{{name}}”.',
    rows_one: 'mstari {{n}}',
    rows_other: 'mistari {{n}}',
    empty: 'Bado hakuna kitu kwenye jedwali hili. Faili haikutengenezwa.',
    failed: 'Simu haikuweza kuhifadhi faili. Ongeza nafasi kwenye simu ujaribu tena. Hakuna kazi yako iliyopotea.',
  },
};
