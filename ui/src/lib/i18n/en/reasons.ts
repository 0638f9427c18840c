// Reasons that are offered as buttons, in English.

export const reasons = {
  decline: { time: 'I have no time', material: 'I have no material or tools', skill: 'I do not know how to make it', ill: 'I am ill or my family needs me' },
  check: { size: 'Wrong size or shape', finish: 'Rough or scratched', join: 'Weak joint or loose part', colour: 'Wrong colour or material' },
  spoilt: { material: 'The material had a flaw', broke: 'They broke while being made', measure: 'Wrong measure or shape', tool: 'The tool failed' },
  count: { spilt: 'Spilt or spoilt', unwritten: 'Something was not written down', measured: 'It was measured wrong before', lost: 'Lost or stolen' },
  complete: { material: 'Material ran out', time: 'Not enough time', people: 'Artisans fell ill or left', quality: 'Too many were rejected' },
  failed: { number: 'The number is wrong', name: 'The name does not match', limit: 'The account is at its limit', network: 'The payment service did not answer' },
  undo: { mistake: 'A mistake', person: 'The wrong person', amount: 'The wrong amount', later: 'Another time' },
  bonus: { speed: 'Quick work', quality: 'Very good work', helping: 'Helped somebody else', travel: 'Travel' },
  deduction: { tool: 'A tool', loan: 'Paying back a loan', material: 'Lost material', saving: 'Savings' },
  advance: { school: 'School fees', health: 'Illness', food: 'Food', rent: 'Rent' },
};

/** The shape that every language has. */
export type Reasons = typeof reasons;
