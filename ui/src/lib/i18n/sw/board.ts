// Kiswahili: kilichochelewa, kilicho hatarini au kinachosubiri; wiki ya kiongozi.

import type { board as english } from '../en/board';

export const board: typeof english = {
  board: {
    title: 'Yanayohitaji kuangaliwa',
    late: 'Imechelewa',
    late_means: 'Siku imepita na bado haijakamilika yote.',
    at_risk: 'Hatarini kuchelewa',
    at_risk_means: 'Kazi iliyobaki inahitaji muda mrefu kuliko saa zilizobaki hadi siku hiyo.',
    material: 'Inasubiri malighafi',
    material_means: 'Malighafi fulani haitoshi kuendelea.',
    check: 'Inasubiri ukaguzi',
    check_means: 'Vipande vimewasilishwa na hakuna aliyevikagua.',
    ready: 'Tayari',
    ready_means: 'Kila kipande kimekubaliwa. Kiongozi anaweza kurekodi kwamba kundi limekamilika.',
    batches_one: 'kundi {{n}}',
    batches_other: 'makundi {{n}}',
    shares_one: 'kazi {{n}} ya fundi',
    shares_other: 'kazi {{n}} za mafundi',
    work: 'Kazi za mafundi',
    none: 'Hakuna kitu hapa sasa.',
    to_make: 'Bado kuwasilishwa: {{pieces}}',
    to_check: 'Vya kukaguliwa: {{pieces}}',
    hours: 'Pamoja na yote yanayotakiwa hadi siku hiyo: kazi ya {{needed}}, muda uliopo {{left}}.',
    unassigned: 'Bado haijapewa mtu yeyote.',
  },
  week: {
    title: 'Wiki',
    day: 'Siku',
    // With soft hyphens: three columns on a small screen.
    made: 'Vilitenge\u00adnezwa',
    handed_in: 'Vilika\u00adbidhiwa',
    checked: 'Vilika\u00adguliwa',
    batches: 'Makundi ya kukamilika kabla ya mwisho wa wiki ijayo',
    means: 'Kazi inayotakiwa hadi wakati huo, na muda uliopo kwa saa ambazo kila mmoja aliahidi.',
    no_hours: 'Hakuahidi saa; anahesabiwa kwa saa za kawaida.',
    lacks: 'Muda hautoshi',
    this: 'Wiki hii',
    next: 'Pamoja na wiki ijayo',
    hours: 'kazi ya {{needed}}, muda {{left}}',
  },
};
