// Going back, by whichever button. A form in which something was typed is asked about first; nothing else ever is.

import { route } from './route.svelte';

class Leave {
  /** What to do when the person says that what they typed may go. */
  asking = $state.raw<(() => void) | null>(null);
  /** The form on the screen, while something in it is not saved; what throws it away. */
  #unsaved: (() => void) | null = null;
  /** The screen above the one that is shown, none at the root. */
  #parents: (string | undefined)[] = [];

  /** A form says that it holds something (`discard` throws it away), or no longer does. */
  holds(discard: (() => void) | null) {
    this.#unsaved = discard;
  }

  /** A screen says what is above it for as long as it is shown. */
  under(parent: string | undefined): () => void {
    this.#parents.push(parent);
    const parents = this.#parents;
    return () => void parents.splice(parents.lastIndexOf(parent), 1);
  }

  /** To the screen above, unless something would be lost. */
  back(parent: string) {
    if (this.#unsaved) this.asking = () => route.back(parent);
    else route.back(parent);
  }

  /** The answer to the question. */
  answer(throwAway: boolean) {
    const go = this.asking;
    this.asking = null;
    if (!throwAway || !go) return;
    this.#unsaved?.();
    this.#unsaved = null;
    go();
  }

  /** The phone's back button. `false` at the root: there the app goes to the background. */
  button(): boolean {
    if (this.asking) {
      this.answer(false);
      return true;
    }
    const parent = this.#parents.at(-1);
    if (parent === undefined) return false;
    this.back(parent);
    return true;
  }
}

export const leave = new Leave();

declare global {
  interface Window {
    karakanaBack?: () => boolean;
  }
}

// docs/ANDROID.md says how the activity asks.
window.karakanaBack = () => leave.button();
