// The line that tells that something was saved.

class Toast {
  text = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string) {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.text = ''), 3500);
  }
}

export const toast = new Toast();
