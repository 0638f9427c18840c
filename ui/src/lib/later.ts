// Screens that are fetched when they are needed, or when the first one is painted and the phone has nothing else to do:
// a cheap phone takes half a second to read the code of all of them.

import type { Component } from 'svelte';
import Later from './ui/Later.svelte';

type Load = () => Promise<{ default: Component<never> }>;

/** One screen's code: here, on its way, or not asked for yet. */
export class Source {
  static #all: Source[] = [];
  ready: Component<never> | null = null;
  #load: Load;
  /** Whether only a coordinator opens it again and again. */
  #office: boolean;

  constructor(load: Load, office: boolean) {
    this.#load = load;
    this.#office = office;
    Source.#all.push(this);
  }

  async fetch(): Promise<Component<never>> {
    this.ready ??= (await this.#load()).default;
    return this.ready;
  }

  static async fetchAll(office: boolean) {
    const wanted = Source.#all.filter((source) => office || !source.#office);
    // One after the other: each is small, and a tap comes in between. What fails now is tried again when it is needed.
    for (const source of wanted) await source.fetch().catch(() => undefined);
  }
}

/** Stands for the component of `load` wherever a component can stand. */
export function later<P extends Record<string, unknown>>(load: () => Promise<{ default: Component<P> }>, office = false): Component<P> {
  const source = new Source(load as unknown as Load, office);
  const stand: Component<P> = (anchor, props) => Later(anchor, { source, props });
  return stand;
}

/** A screen of the office, which brings the office's texts along. */
export function office<P extends Record<string, unknown>>(load: () => Promise<{ default: Component<P> }>): Component<P> {
  return later(async () => (await Promise.all([load(), import('./i18n/office')]))[0], true);
}

/** Fetches everything that is not here yet, once the phone has nothing else to do; the office's screens for the office only. */
export function fetchLater(office: boolean) {
  const fetch = () => void Source.fetchAll(office);
  if ('requestIdleCallback' in window) requestIdleCallback(fetch, { timeout: 5000 });
  else setTimeout(fetch, 2000);
}
