// A real server with the office's example files, and a real phone with people on it, in a folder that goes at the end.

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

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url));
const run = promisify(execFile);

function program(name) {
  const folder = process.env.KARAKANA_BIN;
  assert(folder, 'KARAKANA_BIN names the folder of the built programs; `make test` sets it');
  return join(folder, name);
}

export class Office {
  #folder;
  #running = [];

  static async open() {
    const office = new Office();
    office.#folder = await mkdtemp(join(tmpdir(), 'karakana-interop-'));
    try {
      await office.#load();
      const listen = ['--listen', '127.0.0.1:0'];
      const data = ['--data', office.#path('server')];
      office.server = await office.#start('karakana-server', 'serve', ...listen, ...data);
      const phone = ['--phone', office.#path('phone'), '--server', office.server, '--ui', office.#path('no-ui')];
      office.phone = await office.#start('karakana-web-host', 'serve', '--demo', ...listen, ...phone);
    } catch (error) {
      await office.close();
      throw error;
    }
    return office;
  }

  #path = (name) => join(this.#folder, name);

  async #command(...args) {
    return (await run(program('karakana-server'), [...args, '--data', this.#path('server')])).stdout;
  }

  /** Another command of the server. */
  command(...args) {
    return this.#command(...args);
  }

  async #load() {
    await this.#command('org', 'create', 'Karakana Example');
    await this.#command('import', 'materials', `${EXAMPLES}materials.csv`);
    const bill = ['--bill-of-materials', `${EXAMPLES}bill_of_materials.csv`];
    await this.#command('import', 'products', `${EXAMPLES}products.csv`, ...bill);
    await this.#command('import', 'workshops', `${EXAMPLES}workshops.csv`);
    await this.#command('import', 'people', `${EXAMPLES}people.csv`);
    await this.#command('import', 'orders-wholesale', `${EXAMPLES}orders_wholesale.csv`);
  }

  /** Starts a program and gives the address that it says it listens on. */
  async #start(name, ...args) {
    const log = this.#path(`${name}.log`);
    const started = spawn(program(name), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#running.push(started);
    started.stderr.pipe(createWriteStream(log));
    for await (const line of createInterface({ input: started.stdout })) {
      const said = /^listening on (http:\/\/.*)\/$/.exec(line);
      if (said) return said[1];
    }
    throw new Error(`${name} did not start:\n${await readFile(log, 'utf8')}`);
  }

  /** The code of a new invitation, as it is printed. */
  async invite(name) {
    return (await this.#command('invite', name)).split('\n')[0].trim();
  }

  /** Enrols somebody on the real phone. Gives a function that calls in their name. */
  async enrol(name) {
    const { profile } = await this.#call(null, 'phone.enrol', { server: '', code: await this.invite(name) });
    return (call, args) => this.#call(profile, call, args);
  }

  async #call(profile, name, args = {}) {
    const reply = await fetch(`${this.phone}/api/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ profile, args }),
    });
    const body = await reply.json();
    assert.equal(reply.status, 200, `${name}: ${JSON.stringify(body)}`);
    return body;
  }

  async close() {
    for (const running of this.#running.reverse()) {
      if (running.exitCode !== null || running.signalCode !== null) continue;
      const gone = once(running, 'exit');
      running.kill();
      await gone;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}
