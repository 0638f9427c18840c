// What a person has typed into a form and not saved: kept on this phone so that a killed app or a pulled battery does not
// cost it, and shown again in the same form. It never becomes an entry by itself, never leaves the phone, and goes when the
// form is saved, when the person throws it away, or after two days.

export interface Draft {
  /** Seconds since 1970, by this phone's clock. */
  at: number;
  /** What each field holds, by its name in the form. */
  fields: Record<string, string>;
}

const KEY = 'karakana.drafts';
const MOST = 10;
const DAYS = 2;

type Place = Pick<Storage, 'getItem' | 'setItem'>;

/** The drafts of all forms, by the address of the form's screen. */
export class Drafts {
  #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  #all(now: number): Map<string, Draft> {
    try {
      const kept = Object.entries(JSON.parse(this.#place.getItem(KEY) ?? '{}') as Record<string, Draft>);
      return new Map(kept.filter(([, draft]) => Math.abs(now - draft.at) < DAYS * 86_400));
    } catch {
      return new Map();
    }
  }

  #write(all: Map<string, Draft>) {
    const newest = [...all].sort(([, a], [, b]) => b.at - a.at).slice(0, MOST);
    try {
      this.#place.setItem(KEY, JSON.stringify(Object.fromEntries(newest)));
    } catch {
      // A full disk: the form itself still holds what was typed.
    }
  }

  get(form: string, now: number): Draft | undefined {
    return this.#all(now).get(form);
  }

  keep(form: string, fields: Record<string, string>, now: number) {
    this.#write(this.#all(now).set(form, { at: now, fields }));
  }

  forget(form: string, now: number) {
    const all = this.#all(now);
    if (all.delete(form)) this.#write(all);
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A form's fields by names that stay the same: what stands in the label of a choice, or the name that tests use too. */
function fieldsOf(form: HTMLElement): Map<string, Field> {
  const found = new Map<string, Field>();
  for (const field of form.querySelectorAll<Field>('input, textarea, select')) {
    if (field.type === 'file' || field.type === 'password') continue;
    const chosen = field.type === 'radio' || field.type === 'checkbox';
    const label = chosen ? `${field.closest('fieldset')?.querySelector('legend')?.textContent}: ${field.closest('label')?.textContent}` : '';
    const name = `${field.type} ${field.dataset.testid ?? ''} ${label.trim()}`;
    let key = name;
    for (let again = 2; found.has(key); again += 1) key = `${name} ${again}`;
    found.set(key, field);
  }
  return found;
}

const isChosen = (field: Field): field is HTMLInputElement => field.type === 'radio' || field.type === 'checkbox';

/** What all fields hold now. */
export function read(form: HTMLElement): Record<string, string> {
  const held: Record<string, string> = {};
  for (const [key, field] of fieldsOf(form)) held[key] = isChosen(field) ? String(field.checked) : field.value;
  return held;
}

/** Fills the fields as if the person had, so that the form's own state follows. Tells whether something changed. */
export function fill(form: HTMLElement, held: Record<string, string>): boolean {
  let changed = false;
  for (const [key, field] of fieldsOf(form)) {
    const was = held[key];
    if (was === undefined) continue;
    if (isChosen(field)) {
      if (String(field.checked) === was || (field.type === 'radio' && was === 'false')) continue;
      field.click();
    } else {
      if (field.value === was) continue;
      field.value = was;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    changed = true;
  }
  return changed;
}

export const drafts = new Drafts(localStorage);
