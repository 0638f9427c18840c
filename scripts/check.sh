#!/usr/bin/env bash
# Formatting, lints and types. The UI is built first because the app's window embeds it.
source "$(dirname "$0")/common.sh"

scripts/setup.sh run
build_ui
if cargo fmt --version >/dev/null 2>&1; then
    step 'Formatting of Rust (cargo fmt --all mends it)' cargo fmt --all --check
fi
if cargo clippy --version >/dev/null 2>&1; then
    step 'Lints of Rust' cargo clippy "${FAMILY[@]}" --all-targets -- -D warnings
fi
step 'Types and accessibility of the UI' npm --prefix ui run --silent check
step 'Size of the UI, and nothing in it that an old WebView does not know' node scripts/ui-limits.mjs
verdict 'Formatting, lints and types are fine'
