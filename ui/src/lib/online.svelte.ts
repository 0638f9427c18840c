// Reading what only the server knows, for the office: asked when a screen opens and after an act, never by itself.

import { asCallError, backend, type Args, type CallError, type CallName, type Reply } from './backend/backend';
import { session } from './session.svelte';

export class Online<N extends CallName> {
  value = $state.raw<Reply<N> | undefined>(undefined);
  error = $state.raw<CallError | null>(null);
  #name: N;
  #args: () => Args<N>;

  constructor(name: N, args: () => Args<N>) {
    this.#name = name;
    this.#args = args;
    void this.again();
  }

  async again() {
    try {
      this.value = await backend.call(this.#name, this.#args(), session.profile ?? undefined);
      this.error = null;
    } catch (thrown) {
      this.error = asCallError(thrown);
    }
  }
}

export function online<N extends CallName>(name: N, args: () => Args<N> = () => ({}) as Args<N>): Online<N> {
  return new Online(name, args);
}
