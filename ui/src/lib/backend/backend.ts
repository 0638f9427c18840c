// The one border between the screens and the core. Where the core runs is known in this folder only.

import type { Calls } from '../bindings/calls';
import type { CallError } from '../bindings/types';
import { http } from './http';
import { tauri } from './tauri';

export type { Calls } from '../bindings/calls';
export type * from '../bindings/types';

export type CallName = keyof Calls;
export type Args<N extends CallName> = Calls[N]['args'];
export type Reply<N extends CallName> = Calls[N]['reply'];

export interface Backend {
  /** Answers with the call's reply, or throws a {@link CallError}. */
  call<N extends CallName>(name: N, args: Args<N>, profile?: string): Promise<Reply<N>>;
  /** Tells whose data or sync state has changed. Gives back what ends the listening. */
  onChange(listener: (profile: string) => void): () => void;
  /** Where the window and not a browser keeps downloads: begins to wait for the next. `name`: what it was called, nothing when it failed. */
  saved?(): Promise<{ name: Promise<string | null> }>;
}

/** Anything thrown by a call, as the error that the screens know how to say. */
export function asCallError(thrown: unknown): CallError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) {
    return { number: null, permanent: false, detail: '', ...thrown } as CallError;
  }
  return { code: 'no_core', number: null, permanent: false, detail: String(thrown) };
}

export const backend: Backend = '__TAURI_INTERNALS__' in window ? tauri() : http();
