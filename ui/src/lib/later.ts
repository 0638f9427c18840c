// Screens that are fetched when they are needed, or when the first one is painted and the phone has nothing else to do:
// a cheap phone takes half a second to read the code of all of them.

import type { Component } from 'svelte';
import { bring, type Texts } from './i18n/index.svelte';
import { office as officeTexts } from './i18n/texts';
import Later from './ui/Later.svelte';

type Load = () => Promise<{ default: Component<never> }>;

/** One screen's code: here, on its way, or not asked for yet. */
export class Source {
  static #all: Source[] = [];
  ready: Component<never> | null = null;
  #load: Load;
  #ofOffice: boolean;

  constructor(load: Load, ofOffice: boolean) {
    this.#load = load;
    this.#ofOffice = ofOffice;
    Source.#all.push(this);
  }

  async fetch(): Promise<Component<never>> {
    this.ready ??= (await this.#load()).default;
    return this.ready;
  }

  static async fetchAll(office: boolean) {
    const wanted = Source.#all.filter((source) => office || !source.#ofOffice);
    // One after the other: each is small, and a tap comes in between. What fails now is tried again when it is needed.
    for (const source of wanted) await source.fetch().catch(() => undefined);
  }
}

/** Stands for the component of `load` wherever a component can stand. To be called once for each, not at each showing. */
export function later<P extends Record<string, unknown>>(
  load: () => Promise<{ default: Component<P> }>,
  ofOffice = false,
): Component<P> {
  const source = new Source(load as unknown as Load, ofOffice);
  const stand: Component<P> = (anchor, props) => Later(anchor, { source, props });
  return stand;
}

/** A screen of the office, or of few others, which brings its `texts` along and is not fetched before it is opened on an artisan's or a lead's phone. */
export function office<P extends Record<string, unknown>>(
  load: () => Promise<{ default: Component<P> }>,
  texts: Texts = officeTexts,
): Component<P> {
  return later(async () => (await Promise.all([load(), bring(texts)]))[0], true);
}

/** Fetches the screens that are not here yet, once the phone has nothing else to do: those of the `office` only for who works there. */
export function fetchLater(office: boolean) {
  if ('requestIdleCallback' in window) requestIdleCallback(() => void Source.fetchAll(office), { timeout: 5000 });
  else setTimeout(() => void Source.fetchAll(office), 2000);
}
