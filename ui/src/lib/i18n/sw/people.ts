// Kiswahili: people and devices for the office, and a person who was taken off a phone. Shape and meaning: ../en/people.ts.

import type { people as english } from '../en/people';

export const people: typeof english = {
  left: {
    title: '{{name}} hayupo tena kwenye simu hii',
    handed_over_one: 'Kumbukumbu {{n}} ambayo haikuwa imetumwa iko ofisini sasa. Hakuna kilichopotea: ofisi itaamua.',
    handed_over_other: 'Kumbukumbu {{n}} ambazo hazikuwa zimetumwa ziko ofisini sasa. Hakuna kilichopotea: ofisi itaamua.',
    nothing: 'Yote yalikuwa yametumwa tayari.',
    read: 'Nimesoma',
  },
  left_why: {
    revoked: 'Ofisi ya {{organisation}} imefunga simu hii. Kama ni kosa, iombe ofisi mwaliko mpya.',
    ended: 'Ofisi ya {{organisation}} imeandika kwamba umeondoka. Kama ni kosa, ipigie ofisi simu.',
  },
};
