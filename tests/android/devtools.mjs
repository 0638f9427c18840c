// A page over the DevTools protocol, as a WebView and a browser both speak it. Each step waits for what it needs.

const PATIENCE = 60_000;

/** The page that shows at `http://127.0.0.1:PORT`, once there is one. */
export async function pageAt(port) {
  const target = await until('a page', async () => {
    const targets = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
    return targets.find((it) => it.type === 'page' && /^https?:/.test(it.url));
  });
  return Page.open(target.webSocketDebuggerUrl);
}

/** Asks until the answer is something; what goes wrong on the way is told at the end. */
export async function until(what, ask, patience = PATIENCE) {
  const end = Date.now() + patience;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

export class Page {
  #socket;
  #asked = new Map();

  static async open(url) {
    const page = new Page();
    page.#socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      page.#socket.addEventListener('open', resolve, { once: true });
      page.#socket.addEventListener('error', () => reject(new Error(`no connection to ${url}`)), { once: true });
    });
    page.#socket.addEventListener('message', ({ data }) => {
      const { id, result, error } = JSON.parse(data);
      page.#asked.get(id)?.(result ?? { error });
      page.#asked.delete(id);
    });
    return page;
  }

  /** What `expression` is in the page; null when the page is gone. */
  async value(expression) {
    const id = this.#asked.size + Math.floor(Math.random() * 1e9);
    const answer = new Promise((resolve) => this.#asked.set(id, resolve));
    const params = { expression, returnByValue: true, awaitPromise: true };
    this.#socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    const { result, exceptionDetails } = await answer;
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result?.value ?? null;
  }

  /** The element with this test id and these data attributes, as an expression. */
  #element(id, data = {}) {
    const more = Object.entries(data).map(([name, value]) => `[data-${name}="${value}"]`);
    return `document.querySelector(${JSON.stringify(`[data-testid="${id}"]${more.join('')}`)})`;
  }

  sees(id, data) {
    return until(`${id} ${JSON.stringify(data ?? {})}`, () => this.value(`!!${this.#element(id, data)}`));
  }

  async shows(id) {
    return this.value(`!!${this.#element(id)}`);
  }

  async tap(id, data) {
    const element = this.#element(id, data);
    const tap = `(() => { const e = ${element}; if (!e || e.disabled) return false; e.click(); return true; })()`;
    await until(`${id} to tap`, () => this.value(tap));
  }

  async type(id, text) {
    await this.sees(id);
    await this.value(`(() => { const e = ${this.#element(id)}; e.focus(); e.value = ${JSON.stringify(String(text))};
      e.dispatchEvent(new Event('input', { bubbles: true })); e.dispatchEvent(new Event('change', { bubbles: true })); })()`);
  }

  text() {
    return this.value('document.body ? document.body.innerText : ""');
  }

  close() {
    this.#socket.close();
  }
}
