// English: reasons of pay, quality, the second check.

export const pay = {
  pay: {
    tab: 'Pay',
    take_back: 'Take back',
  },
  quality: {
    title: 'How the work turned out',
    good: 'Good at the first check',
    good_of: '{{good}} of {{all}}',
    rework: 'Sent back',
    rejected: 'Rejected',
    on_time: 'Finished on time',
    in_time: 'In time',
    late: 'Late',
    none: 'Nothing has been checked yet.',
    show: 'Show the work behind these ({{n}})',
    hide: 'Hide the work',
    who_sees: 'Seen by the artisan, the lead and the office only.',
  },
  second: {
    open: 'Check again at the office',
  },
};
