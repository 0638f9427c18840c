// A real server with the office's example files and a real phone, in a folder that goes when the test ends.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const UI = process.env.KARAKANA_UI ?? join(ROOT, 'ui/dist');
const run = promisify(execFile);

function program(name) {
  const folder = process.env.KARAKANA_BIN;
  assert(folder, 'KARAKANA_BIN names the folder of the built programs; `make test` sets it');
  return join(folder, name);
}

/** A program that says "listening on http://…/" once it can be asked. */
class Listening {
  #process;

  static async start(name, args, log) {
    const started = new Listening();
    started.#process = spawn(program(name), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    started.#process.stderr.pipe(createWriteStream(log, { flags: 'a' }));
    for await (const line of createInterface({ input: started.#process.stdout })) {
      const said = /^listening on (http:\/\/.*)\/$/.exec(line);
      if (said) {
        started.url = said[1];
        return started;
      }
    }
    throw new Error(`${name} did not start:\n${await readFile(log, 'utf8')}`);
  }

  async end(signal = 'SIGTERM') {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill(signal);
    await gone;
  }
}

export class Stack {
  #folder;
  #server;
  #phone;

  static async start() {
    const stack = new Stack();
    stack.#folder = await mkdtemp(join(tmpdir(), 'karakana-e2e-'));
    try {
      await stack.#load();
      await stack.serverStarts();
      await stack.phoneStarts();
    } catch (error) {
      await stack.end();
      throw error;
    }
    return stack;
  }

  async #load() {
    const example = (name) => join(ROOT, 'examples', name);
    await this.#office('org', 'create', 'Karakana Example');
    await this.#office('import', 'materials', example('materials.csv'));
    const bill = example('bill_of_materials.csv');
    await this.#office('import', 'products', example('products.csv'), '--bill-of-materials', bill);
    for (const what of ['steps', 'workshops', 'people']) await this.#office('import', what, example(`${what}.csv`));
    await this.#office('import', 'orders-wholesale', example('orders_wholesale.csv'));
    await this.#office('import', 'orders-shopify', example('orders_shopify.csv'));
  }

  async #office(...args) {
    const { stdout } = await run(program('karakana-server'), [...args, '--data', join(this.#folder, 'server')]);
    return stdout;
  }

  /** The code of a new invitation, as it is printed. */
  async invite(name) {
    return (await this.#office('invite', name)).split('\n')[0].trim();
  }

  /** Starts the server; a later start takes the address of the first, which the phone knows. */
  async serverStarts() {
    const listen = this.#server ? new URL(this.#server.url).host : '127.0.0.1:0';
    const args = ['serve', '--data', join(this.#folder, 'server'), '--listen', listen];
    this.#server = await Listening.start('karakana-server', args, join(this.#folder, 'server.log'));
  }

  /** Where phones find the server. */
  get serverUrl() {
    return this.#server.url;
  }

  /** The server goes without a word. */
  async serverIsKilled() {
    await this.#server.end('SIGKILL');
  }

  async phoneStarts() {
    const listen = this.#phone ? new URL(this.#phone.url).host : '127.0.0.1:0';
    const args = ['serve', '--phone', join(this.#folder, 'phone'), '--server', this.#server.url];
    args.push('--demo', '--listen', listen, '--ui', UI);
    this.#phone = await Listening.start('karakana-web-host', args, join(this.#folder, 'phone.log'));
    this.url = this.#phone.url;
  }

  /** The phone is taken away in the middle of whatever it does. */
  async phoneIsKilled() {
    await this.#phone.end('SIGKILL');
  }

  /** One call past the screens, to set up what a test is not about. */
  async call(profile, name, args = {}) {
    const answer = await fetch(`${this.url}/api/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ profile, args }),
    });
    const body = await answer.json();
    assert.equal(answer.status, 200, `${name}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Enrols people past the screens. Returns a function for each that calls in their name. */
  async enrol(...names) {
    const people = {};
    for (const name of names) {
      const { profile } = await this.call(null, 'phone.enrol', { server: '', code: await this.invite(name) });
      people[name] = Object.assign((call, args) => this.call(profile, call, args), { profile });
    }
    await this.sync(people);
    return people;
  }

  /** Twice, so that what one sends the others have. */
  async sync(people) {
    for (const round of [1, 2]) {
      for (const [name, person] of Object.entries(people)) {
        const badge = await person('sync.now');
        assert.equal(badge.state, 'sent', `round ${round}, ${name}: ${JSON.stringify(badge)}`);
      }
    }
  }

  async end() {
    await this.#phone?.end();
    await this.#server?.end();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
