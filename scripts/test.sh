#!/usr/bin/env bash
# Every test there is. The last lines name what failed.
source "$(dirname "$0")/common.sh"

stories() {
    local tests=(tests/e2e/*.test.mjs)
    if [ ! -e "${tests[0]}" ]; then
        printf 'there are none\n'
        return
    fi
    KARAKANA_BIN="$CARGO_TARGET_DIR/debug" KARAKANA_CHROMIUM="$(browser)" \
        node --test --test-concurrency=1 "${tests[@]}"
}

interop() {
    npm --prefix tests/interop ci --no-audit --no-fund --loglevel=error &&
        KARAKANA_BIN="$CARGO_TARGET_DIR/debug" node --test --test-concurrency=1 tests/interop/*.test.mjs
}

workflows() {
    npm --prefix tests/workflows ci --no-audit --no-fund --loglevel=error &&
        node --test tests/workflows/*.test.mjs
}

scripts/setup.sh test
build_ui
build_programs
step 'Formatting, lints and types' scripts/check.sh
step 'Units of the UI' npm --prefix ui run --silent test
step 'Rust: units, properties, whole system, the window' cargo nextest run "${FAMILY[@]}"
step 'Stories in the browser' stories
step 'A client in another language' interop
step 'Workflow files' workflows
step 'Rust for Android phones' scripts/android-check.sh
verdict 'All tests passed'
