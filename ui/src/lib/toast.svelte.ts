// The line that tells that something was saved, and where a slip can be put right at once.

/** Long enough to read a line; longer when there is something to press. */
const SECONDS = 3.5;
const SECONDS_TO_PRESS = 8;

class Toast {
  text = $state('');
  /** Where the entry just made is corrected: an entry is never taken away, a later one replaces it. */
  correct = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string, correct: string | null = null) {
    this.text = text;
    this.correct = correct;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), 1000 * (correct ? SECONDS_TO_PRESS : SECONDS));
  }

  close() {
    this.text = '';
    this.correct = null;
  }
}

export const toast = new Toast();
