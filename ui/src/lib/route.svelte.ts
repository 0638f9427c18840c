// Where the person is, as the part of the address after `#`: `#/p/<profile>/work/<assignment>`.
// The profile is part of it so that two windows of the demonstration can show two people.

function parse(hash: string): string[] {
  return hash
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
}

/** The address of a screen. */
export function href(...parts: (string | number)[]): string {
  return '#/' + parts.map((part) => encodeURIComponent(part)).join('/');
}

class Route {
  parts = $state.raw(parse(location.hash));
  /** Moves when the screen that is shown is to begin anew. */
  turn = $state(0);
  /** How far down the screen is to be shown that is being opened, and whether the person has gone back to it. */
  place = 0;
  cameBack = false;
  /** How far down each of our screens was, by its depth: going back to a list finds its place again. */
  #places = new Map<number, number>();

  #read() {
    this.parts = parse(location.hash);
  }

  /** Goes down to where the screen was left; a long list may need some frames until it is long enough again. */
  #find(place: number, tries = 30) {
    const here = this.parts;
    requestAnimationFrame(() => {
      if (this.parts.join('/') !== here.join('/')) return;
      scrollTo(0, place);
      if (Math.abs(scrollY - place) > 2 && tries > 0) this.#find(place, tries - 1);
    });
  }

  /** How many of our own screens the person can go back through. */
  get depth(): number {
    const state: unknown = history.state;
    return typeof state === 'object' && state !== null && 'depth' in state ? Number(state.depth) : 0;
  }

  constructor() {
    history.scrollRestoration = 'manual';
    addEventListener('popstate', () => {
      this.place = this.#places.get(this.depth) ?? 0;
      this.cameBack = true;
      this.#read();
      this.#find(this.place);
    });
    addEventListener('hashchange', () => this.#read());
    addEventListener('click', (event) => {
      const link = (event.target as Element).closest?.('a[href^="#/"]');
      if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const to = link.getAttribute('href') ?? '#/';
      if ((link as HTMLElement).dataset.stay === undefined) this.go(to);
      else this.#stay(to);
    });
  }

  go(to: string) {
    if (to === location.hash) return;
    this.#places.set(this.depth, scrollY);
    this.place = 0;
    this.cameBack = false;
    history.pushState({ depth: this.depth + 1 }, '', to);
    this.#read();
    scrollTo(0, 0);
  }

  replace(to: string) {
    this.place = 0;
    this.cameBack = false;
    history.replaceState({ depth: this.depth }, '', to);
    this.#read();
    scrollTo(0, 0);
  }

  /** Another part of the screen that is shown. */
  #stay(to: string) {
    history.replaceState({ depth: this.depth }, '', to);
    this.place = scrollY;
    this.#read();
  }

  /** The same screen as if it had just been opened. */
  restart() {
    this.turn += 1;
    scrollTo(0, 0);
  }

  /** The screen before, or `parent` when this one was opened first. */
  back(parent: string) {
    if (this.depth > 0) history.back();
    else this.replace(parent);
  }
}

export const route = new Route();
