import './app.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { begin } from './lib/i18n/index.svelte';
import { session } from './lib/session.svelte';
import { stayWherePressed } from './lib/stay';

declare global {
  interface Window {
    /** Set by public/old.js, which then explains how to update the phone. */
    karakanaTooOld?: boolean;
  }
}

const target = document.getElementById('app');
if (target && !window.karakanaTooOld) {
  stayWherePressed();
  // The core is asked before anything is drawn: its answer is there by the time that the page is.
  void session.open();
  void begin()
    .catch(() => undefined)
    .then(() => mount(App, { target }));
}
