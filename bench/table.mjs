// Prints the figures of several systems as the tables of docs/BENCHMARKS.md.
// usage: node bench/table.mjs FILE...   each FILE is what `bench sync --json` or drive.mjs printed
import { readFileSync } from 'node:fs'

const systems = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, 'utf8')))
const [ours] = systems
const WORKLOADS = {
    w1: 'W1 first sync of a lead',
    w2: 'W2 a week offline',
    w3: 'W3 nothing new',
    w4: 'W4 one tap after reconnecting',
}
const n = value => Math.round(value).toLocaleString('en-US')
const s = value => (value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3))
const mb = value => (value / 1e6).toFixed(1)
const kb = value => n(value / 1e3)
const row = cells => console.log(`| ${cells.join(' | ')} |`)
const table = (head, rows) => {
    row(head)
    row(head.map((_, i) => (i === 0 ? '---' : '---:')))
    rows.forEach(row)
    console.log()
}

const each = make => Object.entries(WORKLOADS).flatMap(([w, title]) => systems.map(system => make(system, w, title)))
table(
    ['workload', 'system', 'bytes up', 'bytes down', 'sum', 'turns', 'seconds', 'seconds at 600 ms, 50 kbit/s'],
    each((system, w, title) => {
        const c = system[w]
        return [title, system.system, n(c.up), n(c.down), `**${n(c.up + c.down)}**`, n(c.round_trips), s(c.seconds), system.slow ? s(system.slow[w].seconds) : '']
    }),
)
table(
    ['workload', 'system', 'phone CPU s', 'server CPU s', 'phone memory before, MB', 'at most, MB', 'server at most, MB', 'phone on disk, kB', 'server on disk, kB'],
    each((system, w, title) => {
        const c = system[w]
        return [title, system.system, s(c.client_cpu_seconds), s(c.server_cpu_seconds), mb(c.client_idle_bytes), mb(c.client_peak_bytes), mb(c.server_peak_bytes), kb(c.client_disk_bytes), kb(c.server_disk_bytes)]
    }),
)
for (const { system, second, w4 } of systems) {
    if (second) console.log(`- ${system}: the sync right after W1 costs ${n(second.up + second.down)} bytes in ${n(second.round_trips)} round trips once more.`)
    if (w4.open_link) console.log(`- ${system}: one more tap while connected costs ${n(w4.open_link.up + w4.open_link.down)} bytes in ${n(w4.open_link.round_trips)} round trips.`)
}
const sum = c => c.up + c.down
const cut = ours.w1_cut
if (cut?.Err) console.log(`- W1 with every connection cut after 20,000 bytes downwards does not end: ${cut.Err}`)
if (cut?.Ok) {
    const more = (sum(cut.Ok) / sum(ours.w1) - 1) * 100
    console.log(`- W1 with every connection cut after 20,000 bytes downwards: ${n(sum(cut.Ok))} bytes, ${more.toFixed(0)}% more than uncut; ${n(cut.Ok.calls)} syncs in ${n(cut.Ok.round_trips)} round trips (goal: at most 15% more).`)
}
if (ours.slow) console.log(`- W2 at 600 ms and 50 kbit/s: ${s(ours.slow.w2.seconds)} s from the call until all is stored (goal: 4 s).`)
console.log(`- Memory of the phone's core during W1: ${mb(ours.w1.client_peak_bytes - ours.w1.client_idle_bytes)} MB over its idle ${mb(ours.w1.client_idle_bytes)} MB (goal: 60 MB).`)
if (ours.w5) {
    const c = ours.w5
    console.log(`- W5, ${n(c.devices)} phones with one tap each, ${c.at_once} at once: ${n(c.up)} bytes up, ${n(c.down)} down, ${n(sum(c) / c.devices)} a phone, ${n(c.round_trips)} round trips; ${s(c.seconds)} s with all phones on the same machine, CPU ${s(c.client_cpu_seconds)} s phones and ${s(c.server_cpu_seconds)} s server, server memory ${mb(c.server_peak_bytes)} MB at most.`)
}
