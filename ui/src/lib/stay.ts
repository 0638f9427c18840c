// Whoever goes by keyboard or listens stays where they are when what they pressed goes away or may not be pressed again: a button that
// starts something becomes the one that stops it, an answered offer moves to another list. Without this they begin at the top.

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled)';

/** What was pressed, then everything around it, each with what came before it there. */
let around: { one: HTMLElement; before: Element | null }[] = [];

function withParents(of: HTMLElement | null): typeof around {
  return of ? [{ one: of, before: of.previousElementSibling }, ...withParents(of.parentElement)] : [];
}

function firstIn(place: Element): HTMLElement | null {
  return place.matches(FOCUSABLE) ? (place as HTMLElement) : place.querySelector<HTMLElement>(FOCUSABLE);
}

/** What stands now where something was that is gone, or else whatever is first beside it. */
function inItsPlace(parent: HTMLElement, before: Element | null): HTMLElement | null {
  let next = before?.parentElement === parent ? before.nextElementSibling : parent.firstElementChild;
  for (; next; next = next.nextElementSibling) {
    const found = firstIn(next);
    if (found) return found;
  }
  return firstIn(parent);
}

/** Back to what was pressed, or to what took its place. */
function goBack() {
  const pressed = around[0]?.one;
  if (!pressed || document.activeElement !== document.body) return;
  let to: HTMLElement | null = pressed;
  if (!pressed.isConnected) {
    const left = around.findIndex(({ one }) => one.isConnected);
    const place = around[left]?.one;
    const main = document.querySelector('main');
    to = place?.closest('main') && place !== main ? inItsPlace(place, around[left - 1]?.before ?? null) : main;
  } else if (pressed.matches(':disabled')) {
    // At its end, as a stepper that is at nothing; or busy, and it can be pressed again in a moment.
    // Not into its field: the keyboard would cover the form.
    to = pressed.closest('fieldset')?.querySelector<HTMLElement>('button:not(:disabled)') ?? null;
  }
  to?.focus({ preventScroll: true });
}

/** Looks after each press of a button, until something else is pressed. */
export function stayWherePressed() {
  // A key that is held answers no question that the first press has opened.
  addEventListener('keydown', (event) => {
    if (event.repeat && event.key === 'Enter' && (event.target as Element).closest('button')) event.preventDefault();
  });
  const observer = new MutationObserver(goBack);
  addEventListener(
    'click',
    (event) => {
      const pressed = (event.target as Element).closest<HTMLElement>('button');
      around = withParents(pressed);
      observer.disconnect();
      if (pressed) observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    },
    true,
  );
}
