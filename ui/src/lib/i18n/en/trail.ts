// English: who did what, when and from which phone.

export const trail = {
  trail: {
    title: 'Who did what',
    money: 'Who wrote and paid this',
    none: 'Nobody has written anything here.',
    most: 'Only the newest {{n}} entries are shown.',
    offered: 'Offered',
    counted: 'Counted',
    other: 'Something that only a newer app shows',
  },
  signed: {
    phone: 'phone {{device}}',
    truly: 'In truth {{when}}: the clock of that phone was off',
    clock: 'The clock of that phone was wrong',
  },
  money: {
    none: 'Nothing was written, closed or paid in this month by hand.',
    bonus: 'Bonus',
    deduction: 'Deduction',
    advance: 'Advance',
    taken_back: 'Taken back',
    closed: 'Month closed',
    paid: 'Marked paid',
    failed: 'Marked failed',
    line: 'Put on the list',
    left_out: 'Left out',
    approved: 'Approved',
    cancelled: 'Cancelled',
  },
};
