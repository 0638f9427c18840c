// Reading from the core and writing to it. A query shows what it had while it asks again, so that going
// back to a list never flashes; a change told by the core makes every query of that person ask again.

import { asCallError, backend, type Args, type CallError, type CallName, type Reply } from './backend/backend';
import { whetherShown } from './kept';
import { session } from './session.svelte';

class Changes {
  #versions = $state<Record<string, number>>({});
  #timers = new Map<string, ReturnType<typeof setTimeout>>();

  version(profile: string): number {
    return this.#versions[profile] ?? 0;
  }

  bump(profile: string) {
    this.#versions[profile] = this.version(profile) + 1;
  }

  /** A sync tells of many changes at once: one look after the first is enough for all within 80 ms. */
  soon(profile: string) {
    if (this.#timers.has(profile)) return;
    this.#timers.set(
      profile,
      setTimeout(() => {
        this.#timers.delete(profile);
        this.bump(profile);
      }, 80),
    );
  }
}

export const changes = new Changes();

/** The last replies, oldest first. */
const known = new Map<string, unknown>();
const MOST_KNOWN = 40;

function keyOf(profile: string | null, name: CallName, args: unknown): string {
  return JSON.stringify([profile, name, args]);
}

function remember(key: string, reply: unknown) {
  known.delete(key);
  known.set(key, reply);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(oldest);
  }
}

/** Asked before the screen is there that shows it; each answer is taken once. */
const early = new Map<string, Promise<unknown>>();

/** Asks while the person's name is still being read, so that the first screen does not wait for both in turn. */
export function askEarly<N extends CallName>(profile: string, name: N, args: Args<N>) {
  const asked = backend.call(name, args, profile);
  // Whoever takes it hears why it failed.
  asked.catch(() => undefined);
  early.clear();
  early.set(keyOf(profile, name, args), asked);
}

function ask<N extends CallName>(key: string, profile: string, name: N, args: Args<N>): Promise<Reply<N>> {
  const asked = early.get(key) as Promise<Reply<N>> | undefined;
  early.delete(key);
  return asked ?? backend.call(name, args, profile);
}

export class Query<N extends CallName> {
  value = $state.raw<Reply<N> | undefined>(undefined);
  error = $state.raw<CallError | null>(null);
  #key = '';
  #turn = 0;

  constructor(name: N, args: () => Args<N> | null) {
    const shown = whetherShown();
    $effect(() => {
      const profile = session.profile;
      if (!profile || !shown()) return;
      changes.version(profile);
      const asked = args();
      if (asked) void this.#load(profile, name, asked);
    });
  }

  /** Asks anew, and so does everything else that the screen shows of this person. */
  again() {
    if (session.profile) changes.bump(session.profile);
  }

  async #load(profile: string, name: N, args: Args<N>) {
    const key = keyOf(profile, name, args);
    // A command that was given meanwhile may have brought a newer view.
    if (key !== this.#key || known.has(key)) this.value = known.get(key) as Reply<N> | undefined;
    if (key !== this.#key) this.error = null;
    this.#key = key;
    const turn = ++this.#turn;
    try {
      const reply = await ask(key, profile, name, args);
      remember(key, reply);
      if (turn !== this.#turn) return;
      this.value = reply;
      this.error = null;
    } catch (thrown) {
      if (turn === this.#turn) this.error = asCallError(thrown);
    }
  }
}

/** Asks the core and keeps the answer fresh for as long as the component lives; no arguments, no question. */
export function query<N extends CallName>(name: N, args: () => Args<N> | null = () => ({}) as Args<N>): Query<N> {
  return new Query(name, args);
}

/** What these answer is the store; a count answers the one material. */
const STORE: readonly CallName[] = ['store.receive', 'store.issue', 'store.take_back'];

/** A reply to a command is the new view of what it changed: the screen gone back to shows it at once. */
function seed(profile: string, name: CallName, reply: unknown) {
  const view = reply as { row?: { assignment?: string; batch?: string } };
  if (name.startsWith('material.')) remember(keyOf(profile, 'material.holding', {}), reply);
  else if (STORE.includes(name)) remember(keyOf(profile, 'store.list', { workshop: null }), reply);
  else if (view.row?.batch) remember(keyOf(profile, 'batch.get', { batch: view.row.batch }), reply);
  else if (view.row?.assignment) remember(keyOf(profile, 'work.get', { assignment: view.row.assignment }), reply);
}

/** One form: whether it is being saved, and why it was not. */
export class Command {
  busy = $state(false);
  error = $state.raw<CallError | null>(null);
  /** The form's own: what it held is saved and no draft any more. */
  onsaved: (() => void) | null = null;

  /** The reply, or nothing when the core said no; then `error` says why. */
  async run<N extends CallName>(name: N, args: Args<N>): Promise<Reply<N> | undefined> {
    const profile = session.profile ?? undefined;
    if (this.busy) return undefined;
    this.busy = true;
    this.error = null;
    try {
      const reply = await backend.call(name, args, profile);
      if (profile) {
        seed(profile, name, reply);
        changes.bump(profile);
      }
      this.onsaved?.();
      return reply;
    } catch (thrown) {
      this.error = asCallError(thrown);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
