// A list is kept while something is opened from it: out of the page, so that it costs nothing, and back as it was.

import { getContext, setContext } from 'svelte';

const KEY = Symbol('kept');
const always = () => true;

export function keep(shown: () => boolean) {
  setContext(KEY, shown);
}

/** Whether what asks is in the page; it is unless it is kept for later. */
export function whetherShown(): () => boolean {
  return getContext<(() => boolean) | undefined>(KEY) ?? always;
}
