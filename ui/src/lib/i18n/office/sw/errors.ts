// Kiswahili, for the office only. Shape and meaning: ../en/errors.ts.

import type { errors as english } from '../en/errors';

export const errors: typeof english = {
  error: {
    month_closed: 'Mwezi huu umefungwa. Andika kwenye unaofuata.',
    month_not_over: 'Mwezi huu haujaanza.',
    earlier_month_open: 'Mwezi wa kabla bado haujafungwa. Ufunge kwanza.',
    receipt_needed: 'Tafadhali andika namba ya risiti.',
    receipt_used: 'Malipo mengine tayari yana namba hii ya risiti. Iangalie tena.',
    nothing_owed: 'Hakuna kinachodaiwa ambacho hakiko kwenye orodha.',
    same_hand: 'Aliyeandaa orodha hawezi kuiidhinisha. Mwombe mratibu mwingine.',
    not_approved: 'Orodha bado haijaidhinishwa.',
    not_sent_yet: 'Idhini haijafika kwenye seva. Sawazisha, kisha jaribu tena.',
    run_fixed: 'Orodha imeidhinishwa au imeghairiwa. Haibadiliki tena.',
    not_to_pay: 'Hii hailipwi na orodha hii: imelipwa, iko kwenye orodha nyingine, au haidaiwi tena.',
    file_too_large: 'Faili hili ni kubwa mno. Kikomo ni MB 5.',
    not_coordinator: 'Mratibu pekee anaweza kufanya hivyo.',
    no_such: 'Hiki hakipo tena kwenye seva. Rudi uangalie tena.',
    name_taken: 'Jina hili linatumika tayari. Chagua lingine.',
    bad_value: 'Seva haikubali hili. Kagua ulichoandika.',
    not_yourself: 'Huwezi kujifanyia hivyo mwenyewe. Mwombe mratibu mwingine.',
    bad_phone: 'Hii si namba ya simu. Iandike kama 0712 345 678, au kwa + na namba ya nchi nyingine.',
    bad_hours: 'Wiki haina saa nyingi hivyo.',
    bad_skill: 'Ujuzi huu ni mwingi mno, au mmoja wao si neno.',
    has_left: 'Mtu huyu ameondoka. Mrudishe kwanza.',
    decided: 'Mtu mwingine ameamua tofauti kwa sasa. Angalia tena.',
  },
};
