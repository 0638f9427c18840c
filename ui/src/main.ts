import './app.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { startLanguage } from './lib/i18n/index.svelte';

const target = document.getElementById('app');
if (target) void startLanguage().then(() => mount(App, { target }));
