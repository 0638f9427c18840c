# Sourced by the other scripts: where things are, and how the UI and the programs are built.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/karakana/target}"

# Every cargo command takes the whole workspace with the same features, so that nothing is compiled twice.
# custom-protocol makes the app carry its own UI instead of asking a development server for it.
readonly FAMILY=(--workspace --features karakana/custom-protocol --locked)

say() { printf '\n== %s\n' "$*"; }

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

failed=()

# Runs a command under a title. Goes on after a failure, so that one run tells all; `verdict` ends it.
step() {
    local name=$1
    shift
    say "$name"
    "$@" || failed+=("$name")
}

# Names the steps that failed, and fails if there were any.
verdict() {
    if [ ${#failed[@]} -gt 0 ]; then
        say 'Failed:'
        printf '  %s\n' "${failed[@]}"
        exit 1
    fi
    say "$1"
}

# Builds ui/dist, if anything that goes into it changed since it was built.
build_ui() {
    local stamp=ui/node_modules/.karakana-built inputs now
    inputs=(ui/index.html ui/package-lock.json ui/svelte.config.js ui/tsconfig.json ui/vite.config.ts ui/src ui/public)
    now=$(find "${inputs[@]}" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
    if [ -f ui/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then
        return
    fi
    say 'Building the UI'
    (cd ui && npm run --silent build)
    printf '%s\n' "$now" >"$stamp"
}

# Builds the programs, for trying out and for tests.
build_programs() {
    say 'Building the programs'
    # One test is named so that cargo takes the same features of shared packages as it does for all tests:
    # else `make run` and `make test` would each build their own window library.
    cargo build "${FAMILY[@]}" --bins --test architecture
}

# Prints the browser that tests drive, or nothing.
browser() {
    local name
    for name in "${KARAKANA_CHROMIUM:-}" chromium chromium-browser google-chrome; do
        if [ -n "$name" ] && command -v "$name"; then
            return
        fi
    done
}
