// Measures another sync system on the workload, in the shape in which `bench sync --json` prints ours.
// usage: node bench/drive.mjs SYSTEM WORKLOAD BENCH [--fast]
//   SYSTEM  automerge-repo or pouchdb: the module of that name beside this one
//   BENCH   our `bench` program, whose `wire` counts and slows bytes for every system alike
// Server and phone are processes of their own. Each measured sync starts from kept copies of both folders.
import { spawn, fork } from 'node:child_process'
import { cpSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [system, workloadFile, benchProgram, ...flags] = process.argv.slice(2)
const RUNS = Number(process.env.DRIVER_RUNS ?? 3)
const work = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'karakana-driver.'))
const role = fileURLToPath(new URL('./role.mjs', import.meta.url))
let scratch = 0

/** A process of the system in a role: `seed`, `serve`, `act` or `sync`; resolves with its first message. */
function start(name, args) {
    const child = fork(role, [system, name, workloadFile, ...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const first = new Promise((resolve, reject) => {
        child.once('message', resolve)
        child.once('exit', code => reject(new Error(`${system} ${name} ended with ${code}`)))
    })
    return { child, first }
}

async function end(child) {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill()
    await gone
}

/** A role that does something and ends. */
async function does(name, ...args) {
    const { child, first } = start(name, args)
    const said = await first
    await end(child)
    return said
}

/** Our counting link. */
async function wire() {
    const child = spawn(benchProgram, ['wire'], { stdio: ['pipe', 'pipe', 'inherit'] })
    const waiting = []
    createInterface({ input: child.stdout }).on('line', line => waiting.shift()?.(line))
    const next = () => new Promise(resolve => waiting.push(resolve))
    const url = (await next()).replace('listening on ', '')
    const ask = async line => (child.stdin.write(`${line}\n`), JSON.parse(await next()))
    return { url, ask, end: () => end(child) }
}

const since = (now, before) => Object.fromEntries(Object.keys(now).map(k => [k, now[k] - before[k]]))

/** Waits until nothing has passed for a while; returns the count and when the last byte was seen. */
async function quiet(link, slow) {
    const still = slow ? 3000 : 700
    let count = await link.ask(''), changed = performance.now()
    while (performance.now() - changed < still) {
        await new Promise(resolve => setTimeout(resolve, 20))
        const now = await link.ask('')
        if (now.up !== count.up || now.down !== count.down) changed = performance.now()
        count = now
    }
    return { count, last: performance.now() - still }
}

function processor(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
}

const peak = pid => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024

function bytesIn(folder) {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
        const path = join(folder, entry.name)
        return sum + (entry.isDirectory() ? bytesIn(path) : statSync(path).size)
    }, 0)
}

function copy(folder) {
    const to = join(work, `scratch-${scratch++}`)
    mkdirSync(to)
    cpSync(folder, to, { recursive: true })
    return to
}

/** One sync of the phone in `phone` as `who`, from copies of both `keep` are folders for the outcome. */
async function once(link, stage, slow, keep) {
    const [server, phone] = [copy(stage.server), copy(stage.phone)]
    const serving = start('serve', [server])
    const { url, control } = await serving.first
    await link.ask(`move ${url}`)
    await link.ask(slow ? 'slow' : 'full')
    const client = start('sync', [phone, stage.who, link.url, control])
    const ready = await client.first
    const before = await link.ask('')
    const cpu = processor(serving.child.pid)
    const message = () => new Promise((resolve, reject) => {
        client.child.once('message', resolve)
        client.child.once('exit', code => reject(new Error(`${system} sync ended with ${code}`)))
    })
    const begin = performance.now()
    let said = message()
    client.child.send('go')
    const done = await said
    const stored = performance.now()
    const { count, last } = await quiet(link, slow)
    said = message()
    client.child.send('figures')
    const figures = await said
    const passed = since(count, before)
    const cost = {
        ...passed,
        // Where there was nothing to store, until the last byte.
        seconds: ((done.stored ? stored : last) - begin) / 1000,
        client_cpu_seconds: figures.cpu - ready.cpu,
        client_idle_bytes: ready.memory,
        client_peak_bytes: figures.peak,
        server_cpu_seconds: processor(serving.child.pid) - cpu,
        server_peak_bytes: peak(serving.child.pid),
    }
    if (stage.again && !slow) {
        said = message()
        client.child.send('again')
        await said
        cost.open_link = since((await quiet(link, slow)).count, count)
    }
    said = message()
    client.child.send('close')
    await said
    await end(client.child)
    await end(serving.child)
    cost.client_disk_bytes = bytesIn(phone)
    cost.server_disk_bytes = bytesIn(server)
    if (keep?.phone) cpSync(phone, keep.phone, { recursive: true })
    // The server remembers how far the phone was, in the folder that it began with.
    if (keep?.server) {
        rmSync(keep.server, { recursive: true })
        cpSync(server, keep.server, { recursive: true })
    }
    for (const folder of [server, phone]) rmSync(folder, { recursive: true })
    return cost
}

async function measure(link, stage, runs, slow) {
    const costs = []
    for (let run = 0; run < runs; run++) costs.push(await once(link, stage, slow))
    costs.sort((a, b) => a.up + a.down - b.up - b.down)
    const middle = key => costs.map(c => c[key]).sort((a, b) => a - b)[costs.length >> 1]
    const cost = costs[costs.length >> 1]
    for (const key of ['seconds', 'client_cpu_seconds', 'server_cpu_seconds']) cost[key] = middle(key)
    return cost
}

async function stages(link) {
    const folder = name => (mkdirSync(join(work, name)), join(work, name))
    const [history, empty, lead, artisan] = ['history', 'empty', 'lead', 'artisan'].map(folder)
    await does('seed', history)
    // Twice, since some systems go over everything once more after the first time.
    const settled = async (who, into) => {
        const first = folder(`${who}-first`)
        await once(link, { server: history, phone: empty, who }, false, { phone: first })
        return once(link, { server: history, phone: first, who }, false, { phone: into, server: history })
    }
    const second = await settled('lead', lead)
    await settled('artisan', artisan)
    const [tapped, week, others] = [copy(lead), copy(artisan), copy(history)]
    await does('act', tapped, 'w4')
    await does('act', week, 'off')
    await does('act', others, 'oth')
    return [second, {
        w1: { server: history, phone: empty, who: 'lead' },
        w2: { server: others, phone: week, who: 'artisan' },
        w3: { server: history, phone: lead, who: 'lead' },
        w4: { server: history, phone: tapped, who: 'lead', again: true },
    }]
}

const link = await wire()
try {
    const [second, all] = await stages(link)
    const figures = { system: (await import(`./${system}.mjs`)).name, second }
    for (const [name, stage] of Object.entries(all)) figures[name] = await measure(link, stage, RUNS, false)
    if (!flags.includes('--fast')) {
        figures.slow = {}
        for (const [name, stage] of Object.entries(all)) figures.slow[name] = await measure(link, stage, 1, true)
    }
    console.log(JSON.stringify(figures))
} finally {
    await link.end()
    rmSync(work, { recursive: true, force: true })
}
