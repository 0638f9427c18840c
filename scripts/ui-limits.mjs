// The UI held against its limits: what an artisan's or a lead's phone reads, in the longer of the two languages, stays under 120 kB gzipped, and nothing in any file is
// newer than the oldest WebView we promise to run on, Chrome 92. The goal is 120 kB for all files; that is said, and does not fail
// while the office's screens, which nobody else's phone reads, are what is over.
// usage: node ui-limits.mjs [FOLDER]
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const { parse } = createRequire(new URL('../ui/package.json', import.meta.url))('acorn');

const MOST = 120_000;
const folder = process.argv[2] ?? 'ui/dist';

/** Newer than Chrome 92, by the version that brought it. A build target lowers syntax, but adds no missing function or property. */
const NEWER = {
  js: [
    [/\bObject\.hasOwn\(/, 'Object.hasOwn (93)'],
    [/(?<!['"`\w.])structuredClone\(/, 'structuredClone (98)'],
    [/\.findLast(Index)?\(/, 'findLast (97)'],
    [/\.to(Sorted|Reversed|Spliced)\(/, 'copies of arrays (110)'],
    [/\b(Object|Map)\.groupBy\(/, 'groupBy (117)'],
    [/\bPromise\.withResolvers\(/, 'Promise.withResolvers (119)'],
    [/\bArray\.fromAsync\(/, 'Array.fromAsync (121)'],
    [/\.replaceSync\(.*adoptedStyleSheets\.push/, 'adoptedStyleSheets.push (99)'],
  ],
  css: [
    [/:has\(/, ':has (105)'],
    [/@container/, 'container queries (105)'],
    [/@layer/, 'layers (99)'],
    [/\d(d|s|l)vh\b/, 'dvh, svh, lvh (108)'],
    [/color-mix\(/, 'color-mix (111)'],
    [/\baccent-color:/, 'accent-color (93)'],
    [/\btext-wrap:/, 'text-wrap (114)'],
    [/[;{]\s*(translate|scale|rotate):/, 'translate, scale and rotate by themselves (104)'],
    [/[{;]\s*&/, 'nesting (112)'],
    [/\blight-dark\(/, 'light-dark (123)'],
    [/@starting-style|:popover-open/, 'popover (114)'],
  ],
};

/** What the build leaves as it is and Chrome 92 does not read as it is meant, see ui/vite.config.ts. */
function tooNew(node) {
  if (Array.isArray(node)) return node.flatMap(tooNew);
  if (typeof node?.type !== 'string') return [];
  const named = node.type === 'PropertyDefinition' && node.static && ['name', 'length'].includes(node.key.name ?? node.key.value);
  const here = node.type === 'StaticBlock' ? ['a static block (94)'] : named ? ['a static field called name or length (98)'] : [];
  return [...here, ...Object.values(node).flatMap(tooNew)];
}

const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
const sizes = files.map(({ parentPath, name }) => {
  const path = join(parentPath, name);
  return { path, size: gzipSync(readFileSync(path), { level: 9 }).length };
});
const sum = (of) => of.reduce((total, { size }) => total + size, 0);
const all = sum(sizes);
const readIn = (other) => sum(sizes.filter(({ path }) => !new RegExp(`/(office-|(export-)?${other}-)[^/]*$`).test(path)));
const read = Math.max(readIn('sw'), readIn('en'));
const wrong = [];
if (read > MOST) wrong.push(`a phone reads ${read} bytes gzipped, ${read - MOST} over the limit of ${MOST}`);
for (const { path } of sizes) {
  const kind = path.split('.').at(-1);
  const text = kind in NEWER ? readFileSync(path, 'utf8') : '';
  for (const [pattern, what] of NEWER[kind] ?? []) if (pattern.test(text)) wrong.push(`${path}: ${what} is newer than Chrome 92`);
  if (kind !== 'js') continue;
  // The oldest syntax in which fields of classes are allowed.
  for (const what of tooNew(parse(text, { ecmaVersion: 2022, sourceType: 'module' }))) wrong.push(`${path}: ${what} is newer than Chrome 92`);
}
console.log(`UI, read by an artisan's or a lead's phone, in one language, each file gzipped: ${read} bytes (limit ${MOST})`);
console.log(`UI, all ${files.length} files: ${all} bytes (goal ${MOST}${all > MOST ? `, over it by ${all - MOST}` : ''})`);
for (const { path, size } of sizes.sort((a, b) => b.size - a.size).slice(0, 6)) console.log(`  ${size} ${path}`);
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exitCode = 1;
}
