#!/usr/bin/env bash
# Plays the simulated fleet once for each seed of a range and tells what came of it: scripts/seeds.sh [FIRST] [LAST]
# Each of these may be set:
#   DEVICES=8 DAYS=6          the size of a fleet              OFTEN=3     how often phones and people meet with mishaps
#   FAULTS=all                see `fleet --help`               JOBS=1      fleets at a time
# Goes on after a seed that is not clean, and fails at the end. The JSON line of each is in a file that the last line names.
source "$(dirname "$0")/common.sh"

first=${1:-1}
last=${2:-100}
plan=(--devices "${DEVICES:-8}" --days "${DAYS:-6}" --often "${OFTEN:-3}" --faults "${FAULTS:-all}")
fleet="$CARGO_TARGET_DIR/release/fleet"

if [ "${BUILD:-yes}" != no ]; then
    say 'Building the fleet'
    cargo build --locked --release -p testkit --bin fleet
fi

kept="${XDG_CACHE_HOME:-$HOME/.cache}/karakana/seeds"
mkdir -p "$kept"
lines="$kept/$first-$last.jsonl"
: >"$lines"

say "Seeds $first to $last: ${plan[*]}"
git log -1 --format='commit %h of %cs'
began=$SECONDS
# What is wrong comes on stderr, with the seed in each line. A seed that ends in an error leaves no JSON and counts as wrong.
seq "$first" "$last" | xargs -P "${JOBS:-1}" -I SEED "$fleet" --seed SEED "${plan[@]}" --json >>"$lines" || true

node - "$lines" "$first" "$last" "$((SECONDS - began))" <<'JS' || failed+=('fleets that are not clean')
const [, , file, first, last, seconds] = process.argv;
const reports = require('fs').readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const bad = ['lost', 'duplicated', 'diverged', 'books_wrong', 'unexplained_refusals'];
const clean = new Set(reports.filter((r) => bad.every((name) => r[name] === 0)).map((r) => r.seed));
const wrong = [];
for (let seed = Number(first); seed <= Number(last); seed += 1) if (!clean.has(seed)) wrong.push(seed);
const sum = (name) => reports.reduce((total, r) => total + r[name], 0).toLocaleString('en');
const happened = {};
for (const r of reports) for (const [name, n] of Object.entries(r.happened)) happened[name] = (happened[name] ?? 0) + n;
console.log(`${clean.size} clean, ${wrong.length} not, in ${seconds} s: ${sum('edits')} edits, ${sum('syncs')} syncs, ${sum('faults')} faults`);
console.log(Object.entries(happened).sort().map(([name, n]) => `${name} ${n}`).join(', '));
if (wrong.length > 0) console.log(`not clean: ${wrong.join(' ')}`);
process.exit(wrong.length > 0 ? 1 : 0);
JS
verdict "All are clean; see $lines"
