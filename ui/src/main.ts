import './app.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { session } from './lib/session.svelte';

// The core is asked before anything is drawn: its answer is there by the time that the page is.
void session.open();
const target = document.getElementById('app');
if (target) mount(App, { target });
