#!/usr/bin/env bash
# Runs the app in the emulator or phone that adb knows: its instrumented tests, then the story of tests/android.
#   scripts/emulator.sh FOLDER   where `OUT=FOLDER scripts/apk.sh emulator` has put the app, its tests and the server
source "$(dirname "$0")/common.sh"
folder=$(realpath "${1:?the folder of scripts/apk.sh emulator}")

one() {
    local found
    found=$(find "$folder" -maxdepth 1 -name "$1" | head -n 1)
    [ -n "$found" ] || die "There is no $1 in $folder"
    printf '%s\n' "$found"
}

report() {
    mkdir -p "$folder/report"
    adb logcat -d >"$folder/report/logcat.txt" || true
    adb exec-out screencap -p >"$folder/report/screen.png" || true
}
trap report EXIT

app=$(find "$folder" -maxdepth 1 -name '*debug*.apk' ! -name '*androidTest*' | head -n 1)
[ -n "$app" ] || die "There is no debug app in $folder"
say 'Instrumented tests'
adb install -r "$app"
adb install -r "$(one '*androidTest.apk')"
# `am instrument` succeeds whatever happens; its last line tells.
adb shell am instrument -w org.karakana.app.test/androidx.test.runner.AndroidJUnitRunner | tee "$folder/instrumented.txt"
grep -q '^OK (' "$folder/instrumented.txt" || die 'An instrumented test failed'
adb shell pm clear org.karakana.app

say 'The story'
flags=()
node -e 'process.exit(globalThis.WebSocket ? 0 : 1)' || flags=(--experimental-websocket)
KARAKANA_BIN="$folder" node "${flags[@]}" tests/android/emulator.mjs "$app"
