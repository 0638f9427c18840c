#!/usr/bin/env bash
# Builds the UI and the programs: `scripts/build.sh`, or `scripts/build.sh release`.
source "$(dirname "$0")/common.sh"

scripts/setup.sh run
build_ui
if [ "${1:-debug}" = release ]; then
    say 'Building the release programs'
    cargo build "${FAMILY[@]}" --bins --release
else
    build_programs
fi
say "The programs are in $CARGO_TARGET_DIR/${1:-debug}"
