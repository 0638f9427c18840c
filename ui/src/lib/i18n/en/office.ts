// English: the few words about orders, plans and workshops that are not for the office only.

export const office = {
  order: { tab: 'Orders' },
  plan: { pieces: 'Pieces' },
  workshop: { tab: 'Workshops' },
};
