#!/usr/bin/env bash
# Measures what docs/BENCHMARKS.md reports and prints how. Each of these may be set:
#   ONLY=phone or ONLY=sync   one half          RUNS=31 ASSIGNMENTS=600   of the phone
#   BROWSER_RUNS=9            of the screens    SLOWED=6                  times slower than this machine's CPU
#   SEED=42 SYNC_RUNS=5       of the workload   FLEET=1000                phones of W5; 0 leaves it out
#   DRIVERS=no                leaves out the other systems                SLOW=no   leaves out the bad links
#   SHELL_SIZE=no             does not build the app for its size         FIGURES=FOLDER   keeps the JSON there
source "$(dirname "$0")/common.sh"

RUNS=${RUNS:-31}
BROWSER_RUNS=${BROWSER_RUNS:-9}
ASSIGNMENTS=${ASSIGNMENTS:-600}
SEED=${SEED:-42}
SYNC_RUNS=${SYNC_RUNS:-5}
FLEET=${FLEET:-1000}
ONLY=${ONLY:-}

if [ "$ONLY" != sync ]; then
    scripts/setup.sh test
    build_ui
fi
say 'Building the release programs'
cargo build --locked --release -p server -p web-host -p testkit --bins

work=$(mktemp -d "${TMPDIR:-/tmp}/karakana-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

say 'Machine'
printf '%s, %s cores, %s\n' "$(uname -sm)" "$(nproc)" "$(rustc --version)"
git log -1 --format='commit %h of %cs'

bench="$CARGO_TARGET_DIR/release/bench"

phone() {
    say "A phone with $ASSIGNMENTS assignments"
    "$bench" phone --assignments "$ASSIGNMENTS" --runs "$RUNS" --keep "$work/phone"

    # One with more rows than anybody should have, for the long list.
    "$bench" phone --assignments 1000 --runs 1 --keep "$work/many" >/dev/null
    say 'The cheap phone: the screens in a browser with the CPU slowed'
    KARAKANA_BIN="$CARGO_TARGET_DIR/release" KARAKANA_CHROMIUM="$(browser)" \
        node scripts/cheap-phone.mjs "$work/phone" "$work/many" "$BROWSER_RUNS" || over=yes
}

# One table of all systems from one run, so that they meet the same machine and the same bytes are counted.
sync() {
    local figures=${FIGURES:-$work} fast=() tables=() system
    mkdir -p "$figures"
    [ "${SLOW:-yes}" != no ] || fast=(--fast)
    node bench/workload.mjs "$SEED" >"$work/workload.json"
    say 'Sync: Karakana'
    "$bench" sync --workload "$work/workload.json" --runs "$SYNC_RUNS" --fleet "$FLEET" --json "${fast[@]}" >"$figures/karakana.json"
    tables=("$figures/karakana.json")
    if [ "${DRIVERS:-yes}" != no ]; then
        npm --prefix bench ci --no-audit --no-fund --loglevel=error
        for system in automerge-repo pouchdb; do
            say "Sync: $system"
            DRIVER_RUNS=$SYNC_RUNS node bench/drive.mjs "$system" "$work/workload.json" "$bench" "${fast[@]}" >"$figures/$system.json"
            tables+=("$figures/$system.json")
        done
    fi
    say "Sync of the workload with seed $SEED, medians of $SYNC_RUNS runs; TCP payload, no TLS"
    node bench/table.mjs "${tables[@]}"
}

sizes() {
    say 'Sizes'
    node scripts/ui-limits.mjs || over=yes
    if [ "${SHELL_SIZE:-yes}" != no ]; then
        cargo build --locked --profile phone -p karakana --features karakana/custom-protocol --bin karakana
        printf 'app (window, core and UI; --profile phone, %s): %s bytes\n' "$(uname -m)" "$(stat -c %s "$CARGO_TARGET_DIR/phone/karakana")"
    fi
    printf 'server (--release): %s bytes\n' "$(stat -c %s "$CARGO_TARGET_DIR/release/karakana-server")"
}

if [ "$ONLY" != sync ]; then
    phone
    sizes
fi
if [ "$ONLY" != phone ]; then
    sync
fi

if [ "${over:-no}" = yes ]; then
    die 'Something is over its limit, see above.'
fi
