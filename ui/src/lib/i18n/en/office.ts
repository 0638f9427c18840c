// English: the names of the office’s tabs. The rest is in ../office/en/orders.ts.

export const office = {
  order: { tab: 'Orders' },
  workshop: { tab: 'Workshops' },
};
