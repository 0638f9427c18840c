// Kiswahili: who did what, when and from which phone. Shape and meaning: ../en/trail.ts.

import type { trail as english } from '../en/trail';

export const trail: typeof english = {
  trail: {
    title: 'Nani alifanya nini',
    money: 'Nani aliandika na kulipa',
    none: 'Hakuna aliyeandika kitu hapa.',
    most: 'Zinaonyeshwa kumbukumbu {{n}} za karibuni tu.',
    offered: 'Ilitolewa',
    counted: 'Imehesabiwa',
    other: 'Jambo linaloonyeshwa na programu mpya zaidi tu',
  },
  signed: {
    phone: 'simu {{device}}',
    truly: 'Kwa kweli {{when}}: saa ya simu ile haikuwa sahihi',
    clock: 'Saa ya simu ile haikuwa sahihi',
  },
  money: {
    none: 'Hakuna kilichoandikwa, kufungwa au kulipwa kwa mkono mwezi huu.',
    bonus: 'Nyongeza',
    deduction: 'Makato',
    advance: 'Malipo ya awali',
    taken_back: 'Imebatilishwa',
    closed: 'Mwezi umefungwa',
    paid: 'Imewekwa kuwa imelipwa',
    failed: 'Imewekwa kuwa haijafaulu',
    line: 'Imewekwa kwenye orodha',
    left_out: 'Imeachwa',
    approved: 'Imeidhinishwa',
    cancelled: 'Imeghairiwa',
  },
};
