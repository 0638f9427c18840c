// English: what a phone says when somebody was taken off it.

export const people = {
  left: {
    title: '{{name}} is no longer on this phone',
    handed_over_one: '{{n}} entry that had not been sent is at the office now. Nothing is lost: the office decides about it.',
    handed_over_other: '{{n}} entries that had not been sent are at the office now. Nothing is lost: the office decides about them.',
    nothing: 'Everything had been sent before.',
    read: 'I have read this',
  },
  left_why: {
    revoked: 'The office of {{organisation}} closed this phone. If that is a mistake, ask the office for a new invitation.',
    ended: 'The office of {{organisation}} has recorded that you left. If that is a mistake, call the office.',
  },
};
