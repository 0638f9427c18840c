#!/usr/bin/env bash
# Builds the app for Android phones, one APK for each processor, checks what stores and phones check, and says how large they are.
#   scripts/apk.sh            the APKs; with BUNDLE=yes also the bundle that a store takes
#   scripts/apk.sh emulator   the debug app for an emulator, its instrumented tests, and the programs that they talk to
# OUT=FOLDER names where they go. A release is signed with gen/android/keystore.properties, or with the debug key where there is none.
source "$(dirname "$0")/common.sh"
what=${1:-phones}
OUT=${OUT:-$CARGO_TARGET_DIR/apk}

# Bytes: the goal for an APK, and what it must never be.
GOAL=$((10 * 1000 * 1000))
MOST=$((12 * 1000 * 1000))

missing=()

# Adds a line to what is missing, unless the command succeeds.
need() {
    local hint=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$hint")
}

has_target() { rustup target list --installed | grep -qx "$1"; }
newest() { find "$1" -maxdepth 1 -mindepth 1 2>/dev/null | sort -V | tail -n 1; }

tools() {
    local target targets=(aarch64-linux-android armv7-linux-androideabi)
    [ "$what" = phones ] || targets=(x86_64-linux-android)
    need 'a JDK, 17 or newer: apt-get install openjdk-17-jdk-headless' java -version
    need 'rustup, which alone has the standard library for Android to link with: https://rustup.rs' rustup --version
    if command -v rustup >/dev/null; then
        for target in "${targets[@]}"; do
            need "Rust for $target: rustup target add $target" has_target "$target"
        done
    fi
    export ANDROID_HOME=${ANDROID_HOME:-${ANDROID_SDK_ROOT:-}}
    if [ -z "$ANDROID_HOME" ] || [ ! -d "$ANDROID_HOME" ]; then
        missing+=('the Android SDK: get the "command line tools" from https://developer.android.com/studio#command-line-tools-only,'
            '    unpack them to SDK/cmdline-tools/latest, and set ANDROID_HOME=SDK'
            'then: sdkmanager --licenses; sdkmanager "platforms;android-37" "build-tools;36.0.0" "ndk;29.0.13846066"')
    else
        need 'the platform: sdkmanager "platforms;android-37"' test -d "$ANDROID_HOME/platforms/android-37"
        need 'the build tools: sdkmanager "build-tools;36.0.0"' test -n "$(newest "$ANDROID_HOME/build-tools")"
        export NDK_HOME=${NDK_HOME:-$(newest "$ANDROID_HOME/ndk")}
        need 'the NDK: sdkmanager "ndk;29.0.13846066", or set NDK_HOME' test -f "$NDK_HOME/source.properties"
    fi
    if [ ${#missing[@]} -gt 0 ]; then
        say 'No APK can be built here. Missing:'
        printf '  %s\n' "${missing[@]}"
        printf '\n%s\n' 'Without them, `make android-check` type-checks all Rust for phones, and `make test` checks the project.'
        exit 1
    fi
}

# As the profile `phone` in Cargo.toml; the Tauri CLI knows the profile `release` only.
small() {
    export CARGO_PROFILE_RELEASE_OPT_LEVEL=s CARGO_PROFILE_RELEASE_LTO=fat CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1
}

tauri() { npm --prefix ui exec -- tauri "$@"; }

phones() {
    small
    say 'Building the APKs'
    tauri android build --ci --apk --split-per-abi --target aarch64 armv7
    collect apk '*release*.apk'
    if [ "${BUNDLE:-no}" = yes ]; then
        say 'Building the bundle'
        tauri android build --ci --aab --target aarch64 armv7
        collect bundle '*elease.aab'
    fi
    local file fine=yes
    say 'Sizes'
    for file in "$OUT"/*.apk "$OUT"/*.aab; do
        [ -e "$file" ] || continue
        judge "$file" || fine=no
    done
    [ "$fine" = yes ] || die 'Not fit for phones, see above'
}

# Copies what Gradle made, under names that do not repeat.
collect() {
    local file found=no
    mkdir -p "$OUT"
    while IFS= read -r file; do
        cp "$file" "$OUT/"
        found=yes
    done < <(find "gen/android/app/build/outputs/$1" -name "$2")
    [ "$found" = yes ] || die "Gradle made no $2"
}

judge() {
    local file=$1 size tools word='under the goal'
    size=$(stat -c %s "$file")
    tools=$(newest "$ANDROID_HOME/build-tools")
    [ "$size" -lt "$GOAL" ] || word="OVER the goal of $GOAL"
    printf '%s: %s bytes, %s\n' "${file##*/}" "$size" "$word"
    case $file in
        *.aab) return 0 ;;
    esac
    unzip -lv "$file" | sort -k3 -n -r | head -n 8
    # Phones with pages of 16 kB load nothing else.
    "$tools/zipalign" -c -P 16 4 "$file" || { printf '  not aligned to 16 kB\n' && return 1; }
    aligned "$file" || return 1
    "$tools/apksigner" verify "$file" || return 1
    permissions "$file" "$tools" || return 1
    [ "$size" -le "$MOST" ] || { printf '  more than %s bytes\n' "$MOST" && return 1; }
}

# The segments of the library itself, for 64-bit processors.
aligned() {
    local folder library
    case $1 in
        *arm64*) ;;
        *) return 0 ;;
    esac
    folder=$(mktemp -d)
    unzip -q "$1" 'lib/*' -d "$folder"
    while IFS= read -r library; do
        "$(find "$NDK_HOME" -name llvm-readelf | head -n 1)" -lW "$library" | awk '$1 == "LOAD" && $NF != "0x4000" && $NF != "0x10000" { bad = 1 } END { exit bad }' ||
            { printf '  %s: segments are not aligned to 16 kB\n' "${library##*/}" && rm -rf "$folder" && return 1; }
    done < <(find "$folder" -name '*.so')
    rm -rf "$folder"
}

# What the app really asks for, libraries included.
permissions() {
    local asked expected='android.permission.ACCESS_NETWORK_STATE android.permission.CAMERA android.permission.INTERNET android.permission.POST_NOTIFICATIONS android.permission.RECEIVE_BOOT_COMPLETED android.permission.WAKE_LOCK'
    asked=$("$2/aapt2" dump permissions "$1" | sed -n "s/^uses-permission: name='\([^']*\)'.*/\1/p" | grep -v 'DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION$' | sort | tr '\n' ' ')
    [ "${asked% }" = "$expected" ] || { printf '  asks for: %s\n  and not: %s\n' "$asked" "$expected" && return 1; }
}

emulator() {
    say 'Building the server, and the phones of the office'
    cargo build --locked -p server -p web-host --bins
    say 'Building the app for the emulator'
    tauri android build --ci --debug --apk --split-per-abi --target x86_64
    collect apk '*debug*.apk'
    (cd gen/android && ./gradlew --no-daemon assembleX86_64DebugAndroidTest -PabiList=x86_64 -ParchList=x86_64 -PtargetList=x86_64 -x rustBuildX86_64Debug)
    collect apk '*androidTest.apk'
    cp "$CARGO_TARGET_DIR/debug/karakana-server" "$CARGO_TARGET_DIR/debug/karakana-web-host" "$OUT/"
}

tools
scripts/setup.sh run
build_ui
case $what in
    phones) phones ;;
    emulator) emulator ;;
    *) die "There is no $what" ;;
esac
say "In $OUT:"
ls -l "$OUT"
