// Whoever goes by keyboard or listens stays where they are when what they pressed goes away or may not be pressed again: a button that
// starts something becomes the one that stops it, an answered offer moves to another list. Without this they begin at the top.

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled)';

/** What was pressed, then everything around it. */
let around: HTMLElement[] = [];

function withParents(of: HTMLElement | null): HTMLElement[] {
  return of ? [of, ...withParents(of.parentElement)] : [];
}

/** Back to what was pressed, or to what is first in the nearest thing that is left of where it was. */
function goBack() {
  const [pressed, ...parents] = around;
  if (!pressed || document.activeElement !== document.body) return;
  if (pressed.isConnected) {
    // While it is busy; it can be pressed again in a moment.
    if (!pressed.matches(':disabled')) pressed.focus({ preventScroll: true });
    return;
  }
  const left = parents.find((one) => one.isConnected);
  const place = left?.closest('main') ? left : document.querySelector('main');
  const first = place?.matches('main') ? place : (place?.querySelector<HTMLElement>(FOCUSABLE) ?? place?.closest('main'));
  (first as HTMLElement | null | undefined)?.focus({ preventScroll: true });
}

/** Looks after each press of a button, until something else is pressed. */
export function stayWherePressed() {
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
