// English: reasons of pay, quality, the second check.

export const pay = {
  pay: {
    tab: 'Pay',
    take_back: 'Take back',
  },
  failed: { number: 'The number is wrong', name: 'The name does not match', limit: 'The account is at its limit', network: 'The payment service did not answer' },
  undo: { mistake: 'A mistake', person: 'The wrong person', amount: 'The wrong amount', later: 'Another time' },
  bonus: { speed: 'Quick work', quality: 'Very good work', helping: 'Helped somebody else', travel: 'Travel' },
  deduction: { tool: 'A tool', loan: 'Paying back a loan', material: 'Lost material', saving: 'Savings' },
  advance: { school: 'School fees', health: 'Illness', food: 'Food', rent: 'Rent' },
  quality: {
    title: 'How the work turned out',
    good: 'Good at the first check',
    good_of: '{{good}} of {{all}}',
    rework: 'Sent back',
    rejected: 'Rejected',
    on_time: 'Finished on time',
    none: 'Nothing has been checked yet.',
    who_sees: 'Seen by the artisan, the lead and the office only.',
  },
  second: {
    open: 'Check again at the office',
  },
};
