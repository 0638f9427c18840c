#!/usr/bin/env bash
# Installs what is missing on Debian or Ubuntu that has cargo and Node, and says what. Asks nothing.
#   scripts/setup.sh run     what building and running needs
#   scripts/setup.sh test    what the tests need as well
source "$(dirname "$0")/common.sh"
what=${1:-test}

require_tools() {
    command -v cargo >/dev/null ||
        die 'cargo is missing. Install Rust 1.95 or newer: https://rustup.rs'
    command -v npm >/dev/null ||
        die 'npm is missing. Install Node.js 20 or newer: https://nodejs.org'
    local rust node
    rust=$(rustc --version | cut -d' ' -f2)
    node=$(node --version | tr -d v)
    at_least 1.95 "$rust" || die "Rust $rust is too old: 1.95 or newer is needed. With rustup: rustup update"
    at_least 20 "$node" || die "Node.js $node is too old: 20 or newer is needed."
}

at_least() { [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# Adds to `missing` each package that is not installed.
want() {
    local name
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
}

system_packages() {
    if ! command -v apt-get >/dev/null; then
        printf '%s\n' 'This is not Debian or Ubuntu, so nothing is installed here. Needed: a C compiler, pkg-config, git,' \
            'WebKitGTK 4.1 with headers; for the tests also WebKitWebDriver, Xvfb, Chromium and PostgreSQL.'
        return
    fi
    local missing=() as_root=()
    want build-essential pkg-config git libwebkit2gtk-4.1-dev
    if [ "$what" = test ]; then
        want webkit2gtk-driver xvfb xauth
        [ -n "$(browser)" ] || missing+=(chromium)
        # The tests start one of their own, from these programs.
        compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
    fi
    [ ${#missing[@]} -gt 0 ] || return 0

    say "Installing system packages: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die 'Neither root nor sudo. Have this installed, then try again:' "  ${missing[*]}"
        as_root=(sudo)
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
    "${apt[@]}" update
    if [[ " ${missing[*]} " == *' chromium '* ]] && ! apt-cache show chromium >/dev/null 2>&1; then
        say 'There is no package chromium here (Ubuntu has it as a snap): taking chromium-browser, which brings the snap.'
        missing=("${missing[@]/#chromium/chromium-browser}")
    fi
    "${apt[@]}" install --no-install-recommends "${missing[@]}" </dev/null
    if [ "$what" = test ] && [ -z "$(browser)" ]; then
        die 'No Chromium could be installed. Install Chrome or Chromium and name it: KARAKANA_CHROMIUM=/path make test'
    fi
}

rust_tools() {
    if ! cargo nextest --version >/dev/null 2>&1; then
        say 'Installing cargo-nextest, which runs the tests (a few minutes, once)'
        cargo install cargo-nextest --locked --version 0.9.143
    fi
    local tool
    for tool in fmt clippy; do
        cargo "$tool" --version >/dev/null 2>&1 ||
            say "cargo $tool is missing, so what it checks is left out. With rustup: rustup component add ${tool/fmt/rustfmt}"
    done
}

# Installs what the lock file names, if that is not what is there.
node_packages() {
    local stamp=ui/node_modules/.karakana-lock now
    now="$(node --version) $(sha256sum <ui/package-lock.json)"
    [ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || return 0
    say 'Installing the UI packages that ui/package-lock.json names'
    (cd ui && npm ci --no-audit --no-fund --loglevel=error)
    printf '%s\n' "$now" >"$stamp"
}

require_tools
system_packages
[ "$what" != test ] || rust_tools
node_packages
