#!/usr/bin/env bash
# Makes the app's PNGs and Android's pictures from the mark that the UI shows, ui/public/mark.svg. They are committed; run this when it changes.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm --prefix ui exec -- tauri icon "$PWD/ui/public/mark.svg" --output "$folder" --png 32,128,512
cp "$folder/32x32.png" "$folder/128x128.png" icons/
cp "$folder/512x512.png" icons/icon.png
node scripts/icons.mjs ui/public/mark.svg gen/android/app/src/main/res
