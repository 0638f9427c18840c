// The messages, as plain objects and as the maps of protocol.cddl.

export const VERSION = 1;
export const PURPOSE = {
  enrolRequest: 'karakana/1 enrol request',
  enrolAnswer: 'karakana/1 enrol answer',
  syncRequest: 'karakana/1 sync request',
  syncAnswer: 'karakana/1 sync answer',
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
});

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
    [9, m.push.map(({ doc, changes }) => [docOut(doc), changes])],
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
  push: m.get(9).map(([doc, changes]) => ({ doc: docIn(doc), changes })),
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
  pull: m.get(8).map(([doc, chunks]) => ({ doc: docIn(doc), chunks })),
});

export const failureIn = (m) => ({
  version: m.get(0),
  code: m.get(1),
  number: m.get(2),
  expected: m.get(3),
  detail: m.get(4),
});
