#!/usr/bin/env bash
# Type-checks all Rust of the app for the two processors of Android phones. Needs neither SDK nor NDK: nothing is linked, and what
# C there is (SQLite, zstd, ring) is left out, since checking Rust does not look into it.
#
# The standard library of the targets is rustup's, where `rustup target add` has put it. Else Debian's second toolchain is installed, which
# replaces nothing and comes with the library's source.
source "$(dirname "$0")/common.sh"

TARGETS=(aarch64-linux-android armv7-linux-androideabi)

# A cache of its own: another compiler would throw out what is built for this machine.
export CARGO_TARGET_DIR="$CARGO_TARGET_DIR/android-check"

rustup_has_them() {
    command -v rustup >/dev/null || return 1
    local installed target
    installed=$(rustup target list --installed 2>/dev/null) || return 1
    for target in "${TARGETS[@]}"; do
        grep -qx "$target" <<<"$installed" || return 1
    done
}

debian_has_them() { [ -x /usr/bin/cargo ] && [ -d /usr/lib/rustlib/src/rust/library/std ] && at_least 1.95 "$(/usr/bin/rustc --version | cut -d' ' -f2)"; }

at_least() { [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

install_debians() {
    command -v apt-get >/dev/null ||
        die 'The standard library for Android is missing. Install it:' "  rustup target add ${TARGETS[*]}"
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    say "Installing Debian's second Rust: rustc-web cargo-web rust-web-src"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
    "${apt[@]}" update && "${apt[@]}" install --no-install-recommends rustc-web cargo-web rust-web-src </dev/null || true
    debian_has_them ||
        die 'Neither rustup nor this system has the standard library for Android in Rust 1.95 or newer. Install it:' \
            "  rustup target add ${TARGETS[*]}"
}

# Stands in for the compilers of the NDK: says that it is clang, and writes empty files.
stand_in() {
    local folder="$CARGO_TARGET_DIR/stand-in" target name
    mkdir -p "$folder"
    cat >"$folder/cc" <<'SH'
#!/bin/sh
out=
while [ $# -gt 0 ]; do
    case $1 in
        -E) exec echo clang ;;
        '-?') exit 1 ;;
        -o) shift && out=$1 ;;
    esac
    shift
done
[ -z "$out" ] || : >"$out"
SH
    chmod +x "$folder/cc"
    for target in "${TARGETS[@]}"; do
        name=${target//-/_}
        export "CC_$name=$folder/cc" "CXX_$name=$folder/cc" "AR_$name=$(command -v ar)"
    done
}

scripts/setup.sh run
build_ui
stand_in
check=(cargo check)
if ! rustup_has_them; then
    debian_has_them || install_debians
    export RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc
    check=(/usr/bin/cargo check -Zbuild-std)
fi
unset RUSTC_WRAPPER
for target in "${TARGETS[@]}"; do
    check+=(--target "$target")
done
say "Checking the app for ${TARGETS[*]} with $("${RUSTC:-rustc}" --version)"
nice -n 5 "${check[@]}" -p karakana --lib --features custom-protocol --locked
say 'The app is sound Rust for both'
