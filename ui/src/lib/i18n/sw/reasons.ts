// Sababu zinazotolewa kama vitufe, kwa Kiswahili. Shape and meaning: ../en/reasons.ts.

import type { Reasons } from '../en/reasons';

export const reasons: Reasons = {
  decline: { time: 'Sina muda', material: 'Sina malighafi au vifaa', skill: 'Sijui jinsi ya kuitengeneza', ill: 'Naumwa au nina shughuli ya familia' },
  check: { size: 'Ukubwa au umbo si sahihi', finish: 'Vina mikwaruzo au havijalainishwa', join: 'Kiungo dhaifu au sehemu imelegea', colour: 'Rangi au malighafi si sahihi' },
  spoilt: { material: 'Malighafi ilikuwa na kasoro', broke: 'Vilivunjika vikitengenezwa', measure: 'Kipimo au umbo lisilo sahihi', tool: 'Kifaa kiliharibika' },
  count: { spilt: 'Ilimwagika au kuharibika', unwritten: 'Kuna kitu hakikuandikwa', measured: 'Ilipimwa vibaya awali', lost: 'Ilipotea au kuibiwa' },
  complete: { material: 'Malighafi iliisha', time: 'Muda haukutosha', people: 'Mafundi waliugua au waliondoka', quality: 'Vingi vilikataliwa' },
  failed: { number: 'Namba si sahihi', name: 'Jina halilingani', limit: 'Akaunti imefikia kikomo', network: 'Huduma ya malipo haikujibu' },
  undo: { mistake: 'Kosa', person: 'Si mtu sahihi', amount: 'Si kiasi sahihi', later: 'Wakati mwingine' },
  bonus: { speed: 'Kazi ya haraka', quality: 'Kazi nzuri sana', helping: 'Alimsaidia mwingine', travel: 'Nauli' },
  deduction: { tool: 'Kifaa', loan: 'Kulipa mkopo', material: 'Malighafi iliyopotea', saving: 'Akiba' },
  advance: { school: 'Karo ya shule', health: 'Ugonjwa', food: 'Chakula', rent: 'Kodi ya nyumba' },
};
