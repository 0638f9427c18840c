#!/usr/bin/env bash
# Measures what docs/BENCHMARKS.md reports and prints how. Each of these may be set:
#   ONLY=phone, sync or scale one part          RUNS=31 ASSIGNMENTS=600   of the phone
#   BROWSER_RUNS=9            of the screens    SLOWED=6                  times slower than this machine's CPU
#   SEED=42 SYNC_RUNS=5       of the workload   FLEET=1000                phones of W5; 0 leaves it out
#   DEVICES=10000 DOCUMENTS=100000 SECONDS_OF_LOAD=30 ROWS=1000,10000,100000,1000000   of scale; DATABASE=postgres://… an empty one
#   DRIVERS=no                leaves out the other systems                SLOW=no   leaves out the bad links
#   SHELL_SIZE=no             does not build the app for its size         FIGURES=FOLDER   keeps the JSON there
#   BUILD=no                  takes the release programs as they are
source "$(dirname "$0")/common.sh"

RUNS=${RUNS:-31}
BROWSER_RUNS=${BROWSER_RUNS:-9}
ASSIGNMENTS=${ASSIGNMENTS:-600}
SEED=${SEED:-42}
SYNC_RUNS=${SYNC_RUNS:-5}
FLEET=${FLEET:-1000}
DEVICES=${DEVICES:-10000}
DOCUMENTS=${DOCUMENTS:-100000}
SECONDS_OF_LOAD=${SECONDS_OF_LOAD:-30}
ROWS=${ROWS:-1000,10000,100000,1000000}
ONLY=${ONLY:-}

if [ "$ONLY" = phone ] || [ -z "$ONLY" ]; then
    scripts/setup.sh test
    build_ui
fi
if [ "${BUILD:-yes}" != no ]; then
    say 'Building the release programs'
    cargo build --locked --release -p server -p web-host -p testkit --bins
fi

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
        # Not `npm ci`: it wants every package of other systems in the lock file, and npm leaves out those that a registry lacks.
        npm --prefix bench install --no-audit --no-fund --loglevel=error
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

# One server with many phones: as many syncs as it takes, then half as many by the clock, then phones with nothing new.
scale() {
    local load="$CARGO_TARGET_DIR/release/load" where=() address='' many
    [ -z "${DATABASE:-}" ] || where=(--database "$DATABASE")
    local on=SQLite
    [ -z "${DATABASE:-}" ] || on=PostgreSQL
    say "A server with $DEVICES devices and $DOCUMENTS documents on $on"
    "$load" prepare --data "$work/load" "${where[@]}" --devices "$DEVICES" --documents "$DOCUMENTS"
    RUST_LOG=${RUST_LOG:-error} "$CARGO_TARGET_DIR/release/karakana-server" serve --data "$work/load" "${where[@]}" \
        --listen 127.0.0.1:0 >"$work/load.out" &
    local server=$!
    until [ -n "$address" ]; do
        kill -0 "$server"
        address=$(sed -n 's|^listening on \(http://.*\)/$|\1|p' "$work/load.out")
        sleep 0.1
    done
    drive() { "$load" --server "$address" --devices "$DEVICES" --seconds "$SECONDS_OF_LOAD" "$@"; }
    say 'One entry after the other'
    drive | tee "$work/load.txt"
    many=$(sed -n 's/^[0-9]* syncs, \([0-9]*\) a second$/\1/p' "$work/load.txt")
    say "Half as many, by the clock: $((many / 2)) a second"
    drive --rate "$((many / 2))"
    say 'Nothing new'
    drive --bring nothing
    kill "$server"
    wait "$server" || true
    if [ -z "${DATABASE:-}" ]; then
        say 'How cost grows'
        "$load" grow --rows "$ROWS" --picture docs/scale.svg
    fi
}

if [ "$ONLY" = phone ] || [ -z "$ONLY" ]; then
    phone
    sizes
fi
if [ "$ONLY" = sync ] || [ -z "$ONLY" ]; then
    sync
fi
if [ "$ONLY" = scale ] || [ -z "$ONLY" ]; then
    scale
fi

if [ "${over:-no}" = yes ]; then
    die 'Something is over its limit, see above.'
fi
