// The messages, as plain objects and as the maps of protocol.cddl.

export const VERSION = 1;
export const PURPOSE = {
  enrolRequest: 'karakana/1 enrol request',
  enrolAnswer: 'karakana/1 enrol answer',
  syncRequest: 'karakana/1 sync request',
  syncAnswer: 'karakana/1 sync answer',
  adminRequest: 'karakana/1 admin request',
  adminAnswer: 'karakana/1 admin answer',
  failure: 'karakana/1 failure',
};

/** Words and permanence by number, as PROTOCOL.md's table has them. */
export const CODES = new Map(
  [
    [1, 'malformed', true],
    [2, 'too_large', true],
    [3, 'bad_signature', true],
    [4, 'unknown_device', true],
    [5, 'revoked', true],
    [6, 'too_old', true],
    [7, 'stale_bundle', false],
    [8, 'bad_cursor', false],
    [9, 'server_busy', false],
    [10, 'server_error', false],
    [11, 'unsupported', false],
    [12, 'ended', true],
    [13, 'held_full', false],
    [14, 'too_many_requests', false],
    [20, 'bad_invitation', true],
    [21, 'used_invitation', true],
    [22, 'expired_invitation', true],
    [23, 'too_many_attempts', false],
    [40, 'not_permitted', true],
    [41, 'wrong_feed', true],
    [42, 'forged_actor', true],
    [43, 'missing_dependency', false],
    [44, 'unreadable', true],
    [45, 'limit', true],
    [46, 'unknown_kind', true],
    [47, 'settled', true],
    [60, 'not_coordinator', true],
    [61, 'no_such', true],
    [62, 'name_taken', true],
    [63, 'bad_value', true],
    [64, 'not_yourself', true],
    [65, 'decided', true],
    [66, 'bad_phone', true],
    [67, 'bad_hours', true],
    [68, 'bad_skill', true],
    [69, 'has_left', true],
  ].map(([number, word, permanent]) => [number, { word, permanent }]),
);

const ROLES = ['artisan', 'lead', 'coordinator'];
const FEEDS = ['org', 'office', 'workshop', 'leads', 'work', 'private'];

/** `work:1:3` as `[4, 1, 3]`. */
export const feedOut = (feed) => {
  const [word, ...numbers] = feed.split(':');
  return [FEEDS.indexOf(word), ...numbers.map(Number)];
};
export const feedIn = ([tag, ...numbers]) => [FEEDS[tag], ...numbers].join(':');

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const bytes = (text) => new Uint8Array(Buffer.from(text, 'hex'));

/** A document's name: `{ kind, key, feed }`, the key in hex. */
export const docOut = ({ kind, key, feed }) => [kind, bytes(key), feedOut(feed)];
export const docIn = ([kind, key, feed]) => ({ kind, key: hex(key), feed: feedIn(feed) });

export const enrolRequestOut = (m) =>
  new Map([
    [0, m.version],
    [1, m.invitation],
    [2, m.publicKey],
    [3, m.app],
  ]);

export const enrolAnswerIn = (m) => ({
  version: m.get(0),
  serverKey: m.get(1),
  person: m.get(2),
  name: m.get(3),
  role: ROLES[m.get(4)],
  workshop: m.get(5) ?? null,
  organisation: m.get(6),
  clock: m.get(7),
  capabilities: m.get(8) ?? null,
});

/** What a side can do beyond the plain protocol. */
export const CAN = { runs: 1, dictionary1: 2, heads: 4 };

/** Heads of documents: `{ doc, heads }`, the hashes in hex. */
const headsOut = ({ doc, heads }) => [docOut(doc), heads.map(bytes)];
const headsIn = ([doc, heads]) => ({ doc: docIn(doc), heads: heads.map(hex) });
/** What is there, as an entry of a map. */
const when = (key, value) => (value === null || value === undefined ? [] : [[key, value]]);

export const syncRequestOut = (m) =>
  new Map([
    [0, m.version],
    [1, m.capabilities],
    [2, m.incarnation],
    [3, m.number],
    [4, m.cursor],
    [5, m.budget],
    [6, m.clock],
    [7, m.unsent],
    [8, m.app],
    [9, m.push.map(({ doc, changes, run }) => [docOut(doc), changes, ...(run ? [run] : [])])],
    ...when(10, m.heads?.map(headsOut)),
    ...when(11, m.partial && [m.partial.bytes, m.partial.digest]),
  ]);

export const syncRequestIn = (m) => ({
  version: m.get(0),
  capabilities: m.get(1),
  incarnation: m.get(2),
  number: m.get(3),
  cursor: m.get(4),
  budget: m.get(5),
  clock: m.get(6),
  unsent: m.get(7),
  app: m.get(8),
  push: m.get(9).map(([doc, changes, run]) => ({ doc: docIn(doc), changes, run: run ?? null })),
  heads: m.get(10)?.map(headsIn) ?? null,
  partial: m.get(11) ? { bytes: m.get(11)[0], digest: m.get(11)[1] } : null,
});

export const syncAnswerIn = (m) => ({
  version: m.get(0),
  number: m.get(1),
  clock: m.get(2),
  cursor: m.get(3),
  more: m.get(4),
  refused: m.get(5).map(([hash, code, doc]) => ({ hash: hex(hash), code, doc: docIn(doc) })),
  gained: m.get(6).map(feedIn),
  lost: m.get(7).map(feedIn),
  pull: m.get(8).map(([doc, chunks, run]) => ({ doc: docIn(doc), chunks, run: run ?? null })),
  capabilities: m.get(9) ?? null,
  lacking: m.get(10)?.map(headsIn) ?? null,
  leave: m.get(16) ?? null,
});

/** A coordinator's request: its number and fields by place. */
export const adminRequestOut = (m) =>
  new Map([
    [0, m.version],
    [1, m.number],
    [2, m.clock],
    [3, [m.ask, m.fields]],
  ]);

/** The one act that the vectors hold: an invitation. */
/** What the acts of the vectors hold. */
const ACTS = {
  19: ([person, secret, days]) => ({ person, secret, days }),
  25: ([person, name = null, phone = null, skills = null, hours = null]) => {
    return { person, name, phone, skills, hours: hours && { per_week: hours[0] ?? null } };
  },
};

export const adminRequestIn = (m) => {
  const [ask, act] = m.get(3);
  return { version: m.get(0), number: m.get(1), clock: m.get(2), ask, ...ACTS[ask](act) };
};

export const adminAnswerIn = (m) => ({
  version: m.get(0),
  number: m.get(1),
  clock: m.get(2),
  people: (m.get(3) ?? []).map(([person, name, , workshop, phone, ended, skills, hours]) => {
    return { person, name, workshop, phone, ended, skills, hours };
  }),
  devices: (m.get(5) ?? []).map(([device, person, app, unsent, enrolled, lastSeen, closed]) => {
    return { device, person, app, unsent, enrolled, lastSeen, closed };
  }),
  held: (m.get(6) ?? []).map(([held, device, person, at, code, doc, changes, entries, made, handedIn, problem]) => {
    return { held, device, person, at, code, doc: docIn(doc), changes, entries, made, handedIn, problem };
  }),
  invitations: (m.get(8) ?? []).map(([invitation, person, created, expires]) => ({ invitation, person, created, expires })),
});

export const failureIn = (m) => ({
  version: m.get(0),
  code: m.get(1),
  number: m.get(2),
  expected: m.get(3),
  detail: m.get(4),
});
