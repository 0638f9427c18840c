// Kiswahili, for the office only. Shape and meaning: ../en/chart.ts.

import type { chart as english } from '../en/chart';

export const chart: typeof english = {
  chart: {
    whose: 'Karakana gani',
    all: 'Karakana zote',
    numbers: 'Onyesha namba',
    no_numbers: 'Ficha namba',
    month: 'Mwezi',
    span: '{{low}} hadi {{high}}',
    output: 'Vipande vilivyokubaliwa kila wiki',
    output_says: 'Katika wiki {{weeks}} zilizopita: {{pieces}}. Wiki hii hadi sasa: {{now}}.',
    output_none: 'Hakuna kipande kilichokubaliwa katika wiki zilizopita.',
    week: 'Wiki kuanzia',
    undated: 'Havimo kwenye chati: {{pieces}}, vilivyokaguliwa siku isiyowezekana, kwa sababu saa ya simu haikuwa sahihi.',
    income: 'Jinsi mapato yalivyogawanyika',
    income_says_one: 'Mtu {{n}} alipata kitu: {{median}}.',
    income_says_other: 'Watu {{n}} walipata kitu. Nusu yao walipata {{median}} au chini ya hapo. Nusu ya katikati: {{range}}.',
    income_nothing_one: 'Fundi {{n}} hakupata kitu.',
    income_nothing_other: 'Mafundi {{n}} hawakupata kitu.',
    income_axes: 'Kwenda juu: watu. Kwenda kulia: shilingi walizopata.',
    income_means: 'Mapato ya vipande vilivyokubaliwa katika mwezi, bila nyongeza, makato na malipo ya awali. Hakuna anayetajwa jina, wala kupangwa kwa nafasi.',
    income_none: 'Bado hakuna aliyepata kitu.',
    earned: 'Mapato',
    people: 'Watu',
    lead: 'Makundi huchukua muda gani',
    lead_says_one: 'Kundi {{n}} lilikamilika {{month}}. Tangu kupangwa hadi kukamilika lilichukua {{median}}.',
    lead_says_other: 'Makundi {{n}} yalikamilika {{month}}. Nusu yao yalichukua {{median}} au chini ya hapo, tangu kupangwa hadi kukamilika. Nusu ya katikati: {{range}}.',
    lead_axes: 'Kwenda juu: siku. Kwenda kulia: mwezi wa kukamilika. Upau ni nusu ya katikati ya makundi, mstari ni kundi la katikati.',
    lead_none: 'Bado hakuna kundi lililorekodiwa kuwa limekamilika.',
    median: 'Nusu yalichukua hadi',
    middle: 'Nusu ya katikati',
    undated_batches_one: 'Halimo kwenye chati: kundi {{n}} ambalo hakuna anayejua lilichukua muda gani.',
    undated_batches_other: 'Hayamo kwenye chati: makundi {{n}} ambayo hakuna anayejua yalichukua muda gani.',
  },
};
