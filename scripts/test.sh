#!/usr/bin/env bash
# Every test there is. Goes on after a failure, so that one run tells all; the last lines name what failed.
source "$(dirname "$0")/common.sh"

failed=()
step() {
    local name=$1
    shift
    say "$name"
    "$@" || failed+=("$name")
}

ui_units() { (cd ui && npm run --silent test); }

stories() {
    local tests=(tests/e2e/*.test.mjs)
    if [ ! -e "${tests[0]}" ]; then
        printf 'there are none\n'
        return
    fi
    KARAKANA_BIN="$CARGO_TARGET_DIR/debug" KARAKANA_CHROMIUM="$(browser)" \
        node --test --test-concurrency=1 "${tests[@]}"
}

scripts/setup.sh test
build_ui
build_programs
step 'Formatting, lints and types' scripts/check.sh
step 'Units of the UI' ui_units
step 'Rust: units, properties, whole system, the window' cargo nextest run "${FAMILY[@]}"
step 'Stories in the browser' stories

if [ ${#failed[@]} -gt 0 ]; then
    say 'Failed:'
    printf '  %s\n' "${failed[@]}"
    exit 1
fi
say 'All tests passed'
