// English: what is late, at risk or waiting; who did what.

export const board = {
  board: {
    title: 'What needs a look',
    late: 'Late',
    late_means: 'The day has passed and not all of it is done.',
    at_risk: 'At risk',
    at_risk_means: 'The work that is left takes longer than the hours until the day.',
    material: 'Waiting for material',
    material_means: 'There is too little of some material to go on.',
    check: 'Waiting for the check',
    check_means: 'Pieces were handed in and nobody has looked at them.',
    ready: 'Ready',
    ready_means: 'Every piece is accepted. The lead can record that the batch is complete.',
    batches_one: '{{n}} batch',
    batches_other: '{{n}} batches',
    shares_one: '{{n}} task',
    shares_other: '{{n}} tasks',
    work: 'Tasks',
    none: 'Nothing is here now.',
    to_make: 'Still to hand in: {{pieces}}',
    to_check: 'To check: {{pieces}}',
    hours: 'With all that is due by then: {{needed}} of work, {{left}} of time.',
    unassigned: 'Not given to anybody yet.',
  },
};
