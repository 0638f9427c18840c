// Where a test begins that is not about how things got there: made by calls, not by taps.

const SKU = 'SK-RING-01';

/** A batch of twenty rings that Amina offers to Baraka and Wanjiru, ten each. Everybody knows of it. */
export async function offerRings({ Esther, Amina, Baraka, Wanjiru }, stack) {
  const { order } = (await Esther('order.list')).find((one) => one.number === 'PO-0773');
  const { workshop } = (await Esther('workshop.list')).find((one) => one.workshop.code === 'KIBERA-1').workshop;
  const plan = { order, sku: SKU, workshop, pieces: 20, due: '2026-12-05', note: '' };
  const { row } = await Esther('batch.create', plan);
  await stack.sync({ Esther, Amina });
  const members = await Amina('member.list');
  const shares = ['Baraka', 'Wanjiru'].map((name) => ({ person: members.find((one) => one.name === name).person, pieces: 10 }));
  await Amina('batch.split', { batch: row.batch, shares, note: '' });
  await stack.sync({ Amina, Baraka, Wanjiru });
  return { order, workshop, batch: row.batch, sku: SKU, due: plan.due };
}

/** On top of it: Baraka has brass, a log with a correction, pieces accepted, in rework and waiting; another batch is not split yet. */
export async function workUnderWay(people, stack) {
  const { Esther, Amina, Baraka, Wanjiru } = people;
  const { order, workshop, batch, sku, due } = await offerRings(people, stack);
  await Esther('batch.create', { order, sku, workshop, pieces: 12, due, note: '' });
  const [{ assignment, person }] = await Baraka('work.list');
  await Baraka('work.decide', { assignment, accept: true, reason: '' });
  const material = 'BRASS-SHEET';
  await Amina('store.receive', { material, quantity: 5_000, lot: '' });
  for (const quantity of [600, 100]) await Amina('store.issue', { person, material, quantity, assignment });
  await stack.sync(people);

  const { to_receive } = await Baraka('material.holding');
  await Baraka('material.receive', { issue: to_receive[0].issue, quantity: to_receive[0].quantity });
  const log = (pieces, corrects) => Baraka('work.log', { assignment, pieces, minutes: 200, scrap: 1, note: '', corrects });
  const { history } = await log(9, null);
  await log(8, history.find((one) => one.what === 'log').entry);
  await Baraka('work.hand_in', { assignment, pieces: 6 });
  await Baraka('material.give_back', { material, quantity: 20 });
  await stack.sync(people);
  await Amina('check.record', { assignment, accepted: 3, rework: 1, rejected: 1, reason: 'Kona kali' });
  await stack.sync(people);

  const logged = (await Baraka('work.get', { assignment })).history.find((one) => one.what === 'log' && !one.replaced);
  const [offered] = await Wanjiru('work.list');
  const open = (await Amina('batch.list')).find((one) => one.state === 'to_split').batch;
  const waiting = (await Baraka('material.holding')).to_receive[0].issue;
  return { order, workshop, sku, batch, open, assignment, entry: logged.entry, person, material, waiting, offered: offered.assignment };
}

/** On top of that: the month is closed with a bonus in it, and a payout list waits to be approved. */
export async function payUnderWay({ Esther }, { person }) {
  const { month } = await Esther('pay.month', { month: null });
  const write = (what) => Esther('pay.write', { person, month, what, amount: 20_000, reason: 'Kazi ya haraka', receipt: '' });
  const { statement } = await write('bonus');
  const written = statement.lines.find((one) => one.what === 'bonus').entry;
  await Esther('pay.close', { month, person });
  const { lines } = await Esther('run.prepare');
  return { month, written, line: lines[0].line };
}
