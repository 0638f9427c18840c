#!/usr/bin/env bash
# The demonstration: a server with example data in a new folder, five people on one phone, and the app.
# The app's own window where there is a display, else a page on http://127.0.0.1:8420/.
#   PORT=9000 make run     another port for the page
#   WINDOW=no make run     the page even where there is a display
#   MONTH=yes make run     everybody of KIBERA-1, with a month of work behind them; SEED=2 for another
source "$(dirname "$0")/common.sh"

PORT=${PORT:-8420}
readonly PEOPLE=(Esther Neema Amina Baraka Wanjiru)
window=no
if [ "${WINDOW:-yes}" != no ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    window=yes
fi

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; }

if [ "$window" = no ] && port_is_taken; then
    die "Port $PORT of this machine is taken, perhaps by another \`make run\`. Stop that, or take another: PORT=8421 make run"
fi

scripts/setup.sh run
build_ui
build_programs

bin=$CARGO_TARGET_DIR/debug
data=$(mktemp -d "${TMPDIR:-/tmp}/karakana.XXXXXX")
started=()
stop() {
    trap - EXIT INT TERM
    [ ${#started[@]} -eq 0 ] || kill "${started[@]}" 2>/dev/null || true
    wait
    printf '\nStopped. The data stays in %s until you delete it.\n' "$data"
}
trap stop EXIT
trap 'exit 0' INT TERM

say "Loading the example into $data"
server() { "$bin/karakana-server" "$@" --data "$data/server"; }
server org create 'Karakana Example'
server import materials examples/materials.csv
server import products examples/products.csv --bill-of-materials examples/bill_of_materials.csv
server import steps examples/steps.csv
server import workshops examples/workshops.csv
server import people examples/people.csv
server import orders-wholesale examples/orders_wholesale.csv
server import orders-shopify examples/orders_shopify.csv

codes=()
for name in "${PEOPLE[@]}"; do
    codes+=("$(server invite "$name" | head -n 1)")
done

say 'Starting the server'
"$bin/karakana-server" serve --data "$data/server" --listen 127.0.0.1:0 >"$data/server.out" 2>"$data/server.log" &
server_process=$!
started+=("$server_process")
address=
until [ -n "$address" ]; do
    kill -0 "$server_process" 2>/dev/null || die 'The server did not start:' "$(cat "$data/server.log")"
    address=$(sed -n 's|^listening on \(http://.*\)/$|\1|p' "$data/server.out")
    sleep 0.1
done
printf 'the server listens on %s, its log is %s\n' "$address" "$data/server.log"

if [ "${MONTH:-no}" = yes ]; then
    say 'Playing a month of KIBERA-1: about a minute'
    "$bin/month" --phone "$data/phone" --data "$data/server" --server "$address" --seed "${SEED:-1}"
else
    say 'Enrolling five people on one phone'
    for code in "${codes[@]}"; do
        "$bin/karakana-web-host" enrol --phone "$data/phone" --server "$address" "$code"
    done
fi

# Both kinds of host are waited for in the background, so that ctrl-c is heard at once.
if [ "$window" = yes ]; then
    say 'Opening the app. Close its window or press ctrl-c to stop everything.'
    KARAKANA_PHONE="$data/phone" KARAKANA_SERVER="$address" KARAKANA_DEMO=1 "$bin/karakana" &
else
    say "Open http://127.0.0.1:$PORT/ in a browser. Press ctrl-c to stop everything."
    "$bin/karakana-web-host" serve --phone "$data/phone" --server "$address" --demo \
        --listen "127.0.0.1:$PORT" --ui ui/dist &
fi
started+=($!)
wait $!
