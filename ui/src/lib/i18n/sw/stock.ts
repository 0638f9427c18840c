// Kiswahili: what is behind an amount of material, what runs short, and counting it. Shape and meaning: ../en/stock.ts.

import type { stock as english } from '../en/stock';

export const stock: typeof english = {
  stock: {
    low: 'Inapungua',
    missing: 'Kwa kazi iliyokubaliwa inakosekana {{amount}}',
    planned_missing: 'Kwa kazi isiyokubaliwa bado inakosekana {{amount}}',
    forecast: 'Kazi bado inahitaji',
    takes: 'Kazi iliyokubaliwa inahitaji',
    in_hands: 'Mikononi',
    to_give: 'Bado kutolewa',
    planned: 'Isiyokubaliwa bado',
    for_which: 'Kwa kazi zipi',
    hide_work: 'Ficha kazi',
    hands: 'Iko mikononi mwa nani',
    gets: 'bado anahitaji {{amount}}',
    lots: 'Kwa mzigo',
    first_out: 'Iliyofika kwanza hutoka kwanza.',
    lot: 'Mzigo {{lot}}',
    no_lot: 'Haina namba ya mzigo',
    unknown: 'Mzigo haujulikani',
    came: '{{when}}: ilifika {{amount}}',
    moves: 'Mienendo yote',
    apart: 'Haimo kwenye jumla',
    waits: '{{amount}} bado haijathibitishwa. Usiihesabu.',
    recycled: 'Iliyorejelewa',
    byproduct: 'Mazao ya ziada',
    bought: 'Iliyonunuliwa',
  },
  stock_move: {
    issued: 'Amepewa {{name}}',
    taken_back: 'Imerudi kutoka kwa {{name}}',
    counted: 'Imehesabiwa: {{found}}, daftari lilisema {{books}}',
    agreed: 'Imeafikiwa baadaye',
  },
  count: {
    title: 'Hesabu malighafi',
    name: 'Tofauti iliyohesabiwa',
    found: 'Kuna kiasi gani?',
    books: 'Daftari linasema {{amount}}.',
    fewer: 'Imepungua {{amount}} kuliko kwenye daftari.',
    over: 'Imezidi {{amount}} kuliko kwenye daftari.',
    why: 'Kwa nini si sawa?',
  },
};
