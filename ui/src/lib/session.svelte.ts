// What every screen may ask about: the phone, the person chosen on it, and how far their data is sent.

import { backend, type CallError, type Me, type PhoneView, type SyncView, asCallError } from './backend/backend';
import { now } from './format';
import { setLanguage } from './i18n/index.svelte';
import { changes } from './query.svelte';
import { href, route } from './route.svelte';

class Session {
  phone = $state.raw<PhoneView | null>(null);
  error = $state.raw<CallError | null>(null);
  me = $state.raw<Me | null>(null);
  sync = $state.raw<SyncView | null>(null);
  /** Seconds since 1970, moved on each minute so that "2 minutes ago" stays true. */
  clock = $state(now());

  /** The person whose screens are shown; from the address. */
  profile = $derived(route.parts[0] === 'p' ? (route.parts[1] ?? null) : null);
  /** The clock that days are counted by: the server's, once it is known. */
  today = $derived(this.clock - (this.sync?.clock_ahead ?? 0));

  async open() {
    try {
      const phone = await backend.call('phone.open', {});
      // In the wrong language is better than not at all.
      if (phone.language) await setLanguage(phone.language).catch(() => undefined);
      // A phone with one person on it goes straight to their work, past the list of people.
      const only = phone.people.length === 1 ? phone.people[0] : undefined;
      if (!this.phone && only && !phone.demo && route.parts.length === 0) route.replace(href('p', only.profile));
      this.phone = phone;
      this.error = null;
    } catch (thrown) {
      this.error = asCallError(thrown);
    }
  }

  /** Another person: nothing of the one before is shown. */
  forget() {
    this.me = null;
    this.sync = null;
    this.error = null;
  }

  async loadPerson(profile: string) {
    try {
      const [me, sync] = await Promise.all([
        backend.call('person.me', {}, profile),
        backend.call('sync.status', {}, profile),
      ]);
      if (profile !== this.profile) return;
      this.me = me;
      this.sync = sync;
      this.error = null;
    } catch (thrown) {
      if (profile === this.profile) this.error = asCallError(thrown);
    }
  }

  async syncNow() {
    const profile = this.profile;
    if (!profile) return;
    if (this.sync) this.sync = { ...this.sync, state: 'syncing' };
    try {
      const sync = await backend.call('sync.now', {}, profile);
      if (profile === this.profile) this.sync = sync;
    } catch (thrown) {
      if (profile === this.profile && this.sync) this.sync = { ...this.sync, state: 'failed', error: asCallError(thrown) };
    }
    changes.bump(profile);
  }

  /** A lead's own material and earnings lie under their own work; an artisan's are tabs. */
  get own(): string | undefined {
    return this.me?.role === 'artisan' ? undefined : this.at('work');
  }

  /** The address of a screen of the chosen person. */
  at(...parts: (string | number)[]): string {
    return href('p', this.profile ?? '', ...parts);
  }
}

export const session = new Session();
