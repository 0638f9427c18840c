#!/usr/bin/env bash
# Runs every fuzz target for so many seconds each, one after the other: scripts/fuzz.sh [SECONDS] [TARGET…]
# Begins with the committed seeds and cases and with what earlier runs found, which is kept outside the checkout. A finding
# is an input that ends the program, takes over ten seconds, or takes more memory than is allowed here.
source "$(dirname "$0")/common.sh"

seconds=${1:-60}
shift || true
kept="${XDG_CACHE_HOME:-$HOME/.cache}/karakana/fuzz"
built="$CARGO_TARGET_DIR/fuzz"

# Megabytes: of one allocation, and of all memory. The sanitizer takes its share of the latter.
readonly ONE=64 ALL=768

[[ $seconds =~ ^[1-9][0-9]*$ ]] || die "Not a number of seconds: $seconds"
if ! cargo fuzz --version >/dev/null 2>&1; then
    say 'Installing cargo-fuzz, which builds the targets (a few minutes, once)'
    cargo install cargo-fuzz --locked --version 0.13.2
fi

say 'Building the fuzz targets'
# Sanitizers and coverage are for nightly compilers; this lets the stable one that is there do the same.
export RUSTC_BOOTSTRAP=1
triple=$(rustc -vV | sed -n 's/^host: //p')
# Optimized and without debug assertions, as the programs are released: where a check of automerge's own would stop, they go on.
cargo fuzz build -O --target "$triple" --target-dir "$built"
targets=("$@")
[ $# -gt 0 ] || mapfile -t targets < <(cargo fuzz list)

# The sanitizer keeps what is freed for a while; the more, the less the limit above says.
export ASAN_OPTIONS="quarantine_size_mb=16:detect_leaks=0:allocator_may_return_null=0"

# Fuzzes one target and says in one line how it went.
fuzz() {
    local target=$1 corpus="$kept/corpus/$1" findings="$kept/findings/$1" log="$kept/$1.log" given=()
    local status=0 folder
    mkdir -p "$corpus" "$findings"
    for folder in "fuzz/corpus/$target" "fuzz/cases/$target"; do
        [ ! -d "$folder" ] || given+=("$folder")
    done
    "$built/$triple/release/$target" "$corpus" "${given[@]}" -max_total_time="$seconds" -timeout=10 \
        -rss_limit_mb=$ALL -malloc_limit_mb=$ONE -max_len=8192 -artifact_prefix="$findings/" -print_final_stats=1 \
        >"$log" 2>&1 || status=$?
    printf '%-10s %10s %8s %8s %8s %9s  %s\n' "$target" \
        "$(last 's/^stat::number_of_executed_units: *//p')" "$(last 's/^stat::average_exec_per_sec: *//p')" \
        "$(last 's/.* cov: \([0-9]*\) .*/\1/p')" "$(find "$corpus" "${given[@]}" -type f | wc -l)" \
        "$(last 's/^stat::peak_rss_mb: *//p')" "$(outcome)"
    return "$status"
}

last() { sed -n "$1" "$log" | tail -n 1; }

outcome() {
    local input
    [ "$status" -ne 0 ] || { printf 'none' && return; }
    input=$(last 's/.*Test unit written to //p')
    printf 'FOUND %s, see %s' "${input:-something}" "$log"
}

say "Fuzzing each of ${#targets[@]} targets for $seconds s; what is found stays in $kept"
printf '%-10s %10s %8s %8s %8s %9s  %s\n' target executions per-s coverage corpus 'peak MB' findings
for target in "${targets[@]}"; do
    fuzz "$target" || failed+=("$target")
done
verdict 'Nothing was found'
