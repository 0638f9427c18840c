// What people do on the screens, by the names in ui/src/lib/testids.ts, and what every screen must be.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { foreignWords } from './language.mjs';

const SHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));

export class Screens {
  /** The names of the screens that were looked at. */
  #seen = new Set();
  #shots;

  constructor(page, language, shots = language) {
    this.page = page;
    this.language = language;
    this.#shots = shots;
  }

  id(name, state = {}) {
    const attributes = Object.entries(state).map(([key, value]) => `[data-${key}="${value}"]`);
    return this.page.locator(`[data-testid="${name}"]${attributes.join('')}`);
  }

  /** Waits until it is there, in this state. */
  async sees(name, state = {}) {
    await this.id(name, state).first().waitFor();
  }

  async tap(name, state) {
    await this.id(name, state).first().tap();
  }

  async taps(name, times) {
    for (let tap = 0; tap < times; tap += 1) await this.tap(name);
  }

  /** What a number on the screen says, as a person reads it. */
  async says(name, text) {
    await this.id(name).filter({ hasText: new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) }).waitFor();
  }

  /** Taps what makes a call, and waits for the core's answer. */
  async tapCalls(name, call, status = 200) {
    const answered = this.page.waitForResponse((answer) => answer.url().endsWith(`/api/call/${call}`));
    await this.tap(name);
    const answer = await answered;
    assert.equal(answer.status(), status, `${call}: ${await answer.text()}`);
    return answer.json();
  }

  /** Saves a form and waits until the screen before it is back. */
  async save(call) {
    const saved = await this.tapCalls('save', call);
    await this.id('save').waitFor({ state: 'detached' });
    return saved;
  }

  async type(name, text) {
    await this.id(name).fill(String(text));
  }

  /** Opens a tab from wherever the person is. */
  async tab(feature) {
    await this.home();
    await this.tap(`tab-${feature}`);
    await this.sees('title');
  }

  /** Goes back until there is no screen above. */
  async home() {
    await this.sees('title');
    while ((await this.id('back').count()) > 0) {
      const here = this.page.url();
      await this.tap('back');
      await this.page.waitForURL((url) => url.href !== here);
      await this.sees('title');
    }
  }

  /** Goes to an address, and waits until what was there before is gone. */
  async goes(place) {
    await this.page.locator('main').waitFor();
    await this.page.evaluate((hash) => {
      document.querySelector('main').dataset.before = '';
      location.hash = hash;
    }, `#/${place}`);
    await this.page.locator('main:not([data-before])').waitFor();
  }

  async chooseLanguage() {
    await this.tapCalls(`lang-${this.language}`, 'phone.set_language');
  }

  async enrol(name, code) {
    await this.tap('add-person');
    // With the keys of the phone, one after the other: the dashes come by themselves.
    await this.id('code').pressSequentially(code.replaceAll('-', '').toLowerCase());
    assert.equal(await this.id('code').inputValue(), code);
    await this.lookOnce('enrol');
    await this.tapCalls('save', 'phone.enrol');
    await this.sees('sync-badge', { state: 'sent', unsent: 0 });
    assert.match(await this.page.locator('header').innerText(), new RegExp(name));
  }

  /** The screen with everybody on the phone. */
  async people() {
    await this.tap('menu');
    await this.lookOnce('menu');
    await this.tap('switch-person');
    await this.sees('add-person');
  }

  async become(name) {
    if ((await this.id('menu').count()) > 0) await this.people();
    await this.tap(`person-${name}`);
    await this.sees('sync-badge');
  }

  async network(name, on) {
    const row = this.id(`network-${name}`);
    await this.tapCalls(`network-${name}`, 'phone.set_network');
    await row.and(this.page.locator(`[aria-checked="${on}"]`)).waitFor();
  }

  /** Syncs by hand until everything is sent. */
  async sync() {
    await this.tap('sync-badge');
    const badge = await this.tapCalls('sync-now', 'sync.now');
    assert.equal(badge.state, 'sent', JSON.stringify(badge));
    await this.sees('sync-badge', { state: 'sent', unsent: 0 });
    await this.lookOnce('sync');
    await this.home();
  }

  /** The colour behind the badge: how far its red, green and blue are apart, 0 to 255. */
  async badgeColour() {
    const colour = await this.id('sync-badge').evaluate((badge) => getComputedStyle(badge).backgroundColor);
    const [red, green, blue] = colour.match(/\d+/g).map(Number);
    return { colour, spread: Math.max(red, green, blue) - Math.min(red, green, blue), red, green };
  }

  /** Keeps a picture of this screen, and checks what holds for all of them: its language, that all of it can be seen, and that little has to be typed. */
  async look(name) {
    await this.page.locator('.loading').waitFor({ state: 'detached' });
    await this.page.locator('h1').waitFor();
    const { texts, faults } = await this.page.evaluate(readScreen);
    this.#seen.add(name);
    await this.picture(name);
    await this.page.evaluate(() => (document.adoptedStyleSheets = []));
    const foreign = texts.flatMap((text) => foreignWords(text, this.language).map((word) => `${word} (in “${text}”)`));
    assert.deepEqual([...new Set(foreign)], [], `words of the other language on ${name}`);
    assert.deepEqual(faults, [], `layout of ${name}`);
  }

  /** The same for a screen that is passed again and again. */
  async lookOnce(name) {
    if (!this.#seen.has(name)) await this.look(name);
  }

  async picture(name) {
    await mkdir(`${SHOTS}${this.#shots}`, { recursive: true });
    await this.page.screenshot({ path: `${SHOTS}${this.#shots}/${name}.png`, fullPage: true });
  }
}

/** In the page: every text that is seen or spoken, and what of the layout is wrong. */
function readScreen() {
  // How many fields a screen may leave empty for people to type into. What a stepper counts can be tapped.
  const TYPED = 2;
  // The least that a finger hits, and a screen as wide as the phone: a page that is wider makes innerWidth grow.
  const TAP = 48;
  // Rows below the screen have no layout until they are scrolled to.
  const all = new CSSStyleSheet();
  all.replaceSync('.rows > * { content-visibility: visible !important; }');
  document.adoptedStyleSheets = [all];
  const texts = [document.title];
  const faults = [];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const about = (element) => `<${element.localName} ${element.dataset.testid ?? element.className}> ${element.textContent.trim()}`;

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const parent = walker.currentNode.parentElement;
    if (text && seen(parent) && !['SCRIPT', 'STYLE'].includes(parent.tagName)) texts.push(text);
  }
  for (const name of ['aria-label', 'alt', 'title', 'placeholder']) {
    for (const element of document.querySelectorAll(`body [${name}]`)) {
      if (seen(element) && element.getAttribute(name)) texts.push(element.getAttribute(name));
    }
  }
  const empty = [...document.querySelectorAll('input:not([type=radio], [type=checkbox], [type=file], [type=search]), textarea')].filter(
    (field) => seen(field) && !field.readOnly && !field.closest('.stepper') && field.value === '',
  );
  if (empty.length > TYPED) faults.push(`${empty.length} fields to type into: ${empty.map(about).join()}`);
  if (document.documentElement.scrollWidth > screen.width) {
    faults.push(`wider than the screen: ${document.documentElement.scrollWidth}`);
  }
  for (const element of document.querySelectorAll('body *')) {
    if (!seen(element) || element.closest('.visually-hidden, .skip:not(:focus), svg')) continue;
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > screen.width + 1 || box.left < -1)) faults.push(`beside the screen: ${about(element)}`);
    // What is typed into a field of one line scrolls in it.
    const scrolls = element.matches('input');
    const cut = !scrolls && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    if (cut && !['inline', 'contents'].includes(getComputedStyle(element).display)) faults.push(`cut: ${about(element)}`);
    // Of a choice or a toggle the whole label is tapped.
    if (element.matches('button, a[href], summary, input:not([type=radio], [type=checkbox]), label:has(input)') && Math.round(box.height) < TAP) {
      faults.push(`too small for a finger, ${box.width}x${box.height}: ${about(element)}`);
    }
  }
  return { texts, faults };
}
