// English: the names of the office’s tabs, and of its charts. The rest is in ../office/en/orders.ts.

export const office = {
  order: { tab: 'Orders' },
  chart: { title: 'Charts' },
  workshop: { tab: 'Workshops' },
};
