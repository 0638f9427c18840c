// A phone that keeps everything in memory. What it would store in one transaction is done in one step.

import { randomInt } from 'node:crypto';
import { open, openWithOwnKey, peek, seal, secretKey } from './bundle.mjs';
import { add, begin, changes, edit, hashOf } from './document.mjs';
import {
  CAN,
  CODES,
  PURPOSE,
  VERSION,
  enrolAnswerIn,
  enrolRequestOut,
  failureIn,
  syncAnswerIn,
  syncRequestOut,
} from './message.mjs';
import { packRun, unpackRun } from './run.mjs';

const APP = 'interop 1';
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const nameOf = ({ feed, kind, key }) => `${feed}/${kind}/${key}`;
const seconds = () => Math.floor(Date.now() / 1000);

/** The server said no to a request as a whole. */
export class Failure extends Error {
  constructor(status, failure) {
    super(`${failure.code}: ${failure.detail}`);
    Object.assign(this, { status, ...failure });
  }
}

async function post(server, path, bundle) {
  const url = server.replace(/\/$/, '') + path;
  const reply = await fetch(url, { method: 'POST', body: bundle, redirect: 'error' });
  return { status: reply.status, body: new Uint8Array(await reply.arrayBuffer()) };
}

export class Phone {
  number = 0;
  cursor = new Uint8Array();
  budget = 65_536;
  incarnation = randomInt(2 ** 32);
  /** What it says it can do, see `CAN`. */
  can = 0;
  /** What the server said it can do. */
  serverCan = 0;
  /** Bytes of the bundles that it got. */
  received = 0;
  /** Documents by name: `{ name, doc }`. */
  documents = new Map();
  /** Changes that wait: `{ name, hash, change }`. */
  outbox = [];
  /** Changes that were refused for good, with their codes. */
  setAside = [];

  /** A new phone shows an invitation. */
  static async enrol(server, invitation, secret = secretKey()) {
    const code = invitation.replaceAll(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
    const request = { version: VERSION, invitation: code, publicKey: secret.publicKey, app: APP };
    const bundle = seal(enrolRequestOut(request), PURPOSE.enrolRequest, secret);
    const { status, body } = await post(server, '/v1/enrol', bundle);
    if (status !== 200) throw new Failure(status, failureIn(peek(body)));
    const answer = enrolAnswerIn(openWithOwnKey(body, PURPOSE.enrolAnswer, 1));
    return Object.assign(new Phone(), { server, secret, serverKey: answer.serverKey, me: answer, serverCan: answer.capabilities ?? 0 });
  }

  /** Device id and incarnation. */
  get actor() {
    return hex(this.secret.device) + this.incarnation.toString(16).padStart(8, '0');
  }

  /** The documents of a kind, by name. */
  of(kind) {
    return [...this.documents.values()].filter(({ name }) => name.kind === kind);
  }

  document(name) {
    return this.documents.get(nameOf(name))?.doc ?? begin(name.kind, this.actor);
  }

  /** One change to one document, and its place in the outbox. */
  write(name, change) {
    const edited = edit(this.document(name), change);
    this.documents.set(nameOf(name), { name, doc: edited.doc });
    this.outbox.push({ name, hash: edited.hash, change: edited.change, again: change });
    return edited.hash;
  }

  /** Requests until neither side has more; gives the answers. */
  async sync() {
    const answers = [];
    let repairs = 0;
    for (;;) {
      const sent = [...this.outbox];
      let answer;
      try {
        answer = await this.ask(this.request(sent));
      } catch (error) {
        if (!(error instanceof Failure) || ++repairs > 2 || !this.repair(error)) throw error;
        continue;
      }
      const stay = this.takeIn(answer, sent);
      answers.push(answer);
      if (!answer.more && this.outbox.length <= stay) return answers;
    }
  }

  request(sent) {
    const push = new Map();
    for (const { name, change } of sent) {
      const doc = push.get(nameOf(name)) ?? { doc: name, changes: [] };
      doc.changes.push(change);
      push.set(nameOf(name), doc);
    }
    if (this.can & this.serverCan & CAN.runs) {
      for (const doc of push.values()) Object.assign(doc, { changes: [], run: packRun(doc.changes) });
    }
    return {
      version: VERSION,
      capabilities: this.can,
      incarnation: this.incarnation,
      number: this.number + 1,
      cursor: this.cursor,
      budget: this.budget,
      clock: seconds(),
      unsent: this.outbox.length,
      app: APP,
      push: [...push.values()],
    };
  }

  /** One request and its answer. Nothing is stored. */
  async ask(request) {
    const bundle = seal(syncRequestOut(request), PURPOSE.syncRequest, this.secret);
    const { status, body } = await post(this.server, '/v1/sync', bundle);
    if (status !== 200) throw new Failure(status, failureIn(open(body, PURPOSE.failure, this.serverKey)));
    this.received += body.length;
    const answer = syncAnswerIn(open(body, PURPOSE.syncAnswer, this.serverKey));
    if (answer.number !== request.number) throw new Error('an answer to another request');
    return answer;
  }

  /** What a failure asks for at once. */
  repair({ code, expected }) {
    if (code === 7) {
      const unsent = this.outbox;
      const setAside = [...this.setAside];
      for (const change of unsent) this.takeOut(change, code);
      this.setAside = setAside;
      this.outbox = [];
      this.incarnation = randomInt(2 ** 32);
      this.number = expected;
      this.cursor = new Uint8Array();
      for (const kept of this.documents.values()) kept.doc = add(begin(kept.name.kind, this.actor), changes(kept.doc));
      // What was not sent is made anew by the new actor.
      for (const { name, again } of unsent) this.write(name, again);
    } else if (code === 8) {
      this.cursor = new Uint8Array();
    }
    return code === 7 || code === 8;
  }

  /** Takes an answer in; gives how many changes wait for another day. */
  takeIn(answer, sent) {
    const said = new Map(answer.refused.map(({ doc, hash, code }) => [nameOf(doc) + hash, code]));
    const codeOf = ({ name, hash }) => said.get(nameOf(name) + hash);
    const refused = sent.filter((change) => codeOf(change) !== undefined);
    const stay = refused.filter((change) => !CODES.get(codeOf(change))?.permanent);
    this.outbox = this.outbox.filter((change) => !sent.includes(change) || refused.includes(change));
    for (const change of refused.filter((c) => !stay.includes(c))) this.takeOut(change, codeOf(change));
    for (const { doc: name, chunks, run } of answer.pull) {
      const all = [...chunks, ...(run ? unpackRun(run) : [])];
      this.documents.set(nameOf(name), { name, doc: add(this.document(name), all) });
    }
    const waits = new Set(this.outbox.map((c) => nameOf(c.name)));
    for (const [key, { name }] of this.documents) {
      if (answer.lost.includes(name.feed) && !waits.has(key)) this.documents.delete(key);
    }
    this.cursor = answer.cursor;
    this.serverCan = answer.capabilities ?? 0;
    this.number = answer.number;
    return stay.length;
  }

  /** Takes a refused change and what was built on it out of the document and the outbox. */
  takeOut({ name, hash }, code) {
    const kept = this.documents.get(nameOf(name));
    const waits = (its) => this.outbox.find((c) => c.hash === its && nameOf(c.name) === nameOf(name));
    let doc = begin(name.kind, this.actor);
    for (const chunk of changes(kept.doc)) {
      const its = hashOf(chunk);
      const next = its === hash ? null : add(doc, [chunk], () => null);
      if (next) {
        doc = next;
      } else if (waits(its)) {
        this.setAside.push({ ...waits(its), code: its === hash ? code : 43 });
        this.outbox = this.outbox.filter((c) => c !== waits(its));
      }
    }
    kept.doc = doc;
  }
}
