#!/usr/bin/env bash
# Measures what docs/BENCHMARKS.md reports and prints how. RUNS=31 ASSIGNMENTS=600 SHELL_SIZE=no make bench
source "$(dirname "$0")/common.sh"

RUNS=${RUNS:-31}
ASSIGNMENTS=${ASSIGNMENTS:-600}

scripts/setup.sh test
build_ui
say 'Building the release programs'
cargo build --locked --release -p server -p web-host -p testkit --bins

work=$(mktemp -d "${TMPDIR:-/tmp}/karakana-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

say 'Machine'
printf '%s, %s cores, %s\n' "$(uname -sm)" "$(nproc)" "$(rustc --version)"
git log -1 --format='commit %h of %cs'

say "A phone with $ASSIGNMENTS assignments"
"$CARGO_TARGET_DIR/release/bench" phone --assignments "$ASSIGNMENTS" --runs "$RUNS" --keep "$work/phone"

say 'The same phone in a browser'
KARAKANA_BIN="$CARGO_TARGET_DIR/release" KARAKANA_CHROMIUM="$(browser)" \
    node scripts/first-screen.mjs "$work/phone" "$RUNS"

say 'Sizes'
gzipped=$(find ui/dist -type f -exec gzip -9 -c {} \; | wc -c)
printf 'UI, all files, each gzipped: %s bytes\n' "$gzipped"
if [ "${SHELL_SIZE:-yes}" != no ]; then
    cargo build --locked --profile phone -p karakana --features karakana/custom-protocol --bin karakana
    printf 'app (window, core and UI; --profile phone, %s): %s bytes\n' "$(uname -m)" "$(stat -c %s "$CARGO_TARGET_DIR/phone/karakana")"
fi
printf 'server (--release): %s bytes\n' "$(stat -c %s "$CARGO_TARGET_DIR/release/karakana-server")"
