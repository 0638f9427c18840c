// automerge-repo on the phone and on the server, over its WebSocket adapters, stored in folders.
// One document per assignment, its log entries and movements as maps in lists, codes and notes as strings that
// nobody edits; and for each phone a document that lists the addresses of its assignments, which is how a phone finds
// them. The server announces nothing by itself.
import { createServer } from 'node:http'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import * as A from '@automerge/automerge'
import { Repo, generateAutomergeUrl, parseAutomergeUrl } from '@automerge/automerge-repo'
import { WebSocketClientAdapter, WebSocketServerAdapter } from '@automerge/automerge-repo-network-websocket'
import { NodeFSStorageAdapter } from '@automerge/automerge-repo-storage-nodefs'

export const name = 'automerge-repo 2.5 over WebSocket'
// By default the server drops a phone that has not answered for five seconds, which a slow link never survives.
const KEEP_ALIVE = 600_000
const fixed = text => new A.ImmutableString(text)

/** The event as a change of its assignment's document. */
function change(doc, e) {
    if (e.k === 'a') {
        const { qty, rate, due, art } = e
        const text = { id: fixed(e.id), product: fixed(e.product), design: fixed(e.design), notes: fixed(e.notes) }
        Object.assign(doc, { ...text, qty, rate, due, art, status: fixed(e.status), logs: [], materials: [] })
    } else if (e.k === 's') {
        doc.status = fixed(e.status)
    } else if (e.k === 'w') {
        const { art, min, done, scrap, t } = e
        doc.logs.push({ id: fixed(e.id), art, min, done, scrap, note: fixed(e.note), t })
    } else {
        const { g, t } = e
        doc.materials.push({ id: fixed(e.id), mat: fixed(e.mat), kind: fixed(e.kind), g, lot: fixed(e.lot), t })
    }
}

const repoIn = folder => new Repo({ storage: new NodeFSStorageAdapter(join(folder, 'documents')), sharePolicy: async () => true })
const known = folder => JSON.parse(readFileSync(join(folder, 'known.json'), 'utf8'))

export async function seed(workload, folder) {
    // Each device's changes in order of time, by its own actor.
    const whole = [], copies = new Map()
    for (const e of workload.w1) {
        const a = e.k === 'a' ? workload.assignments.indexOf(e.id) : e.a
        const key = `${a}:${e.d}`
        let doc = copies.get(key) ?? A.init({ actor: workload.devices[e.d] })
        if (whole[a]) doc = A.merge(doc, whole[a])
        doc = A.change(doc, { time: e.t }, d => change(d, e))
        copies.set(key, doc)
        whole[a] = A.merge(whole[a] ?? A.init(), doc)
    }
    const repo = repoIn(folder)
    const urls = whole.map(doc => {
        const url = generateAutomergeUrl()
        repo.import(A.save(doc), { docId: parseAutomergeUrl(url).documentId })
        return url
    })
    const lead = repo.create({ assignments: urls.map(fixed) }).url
    const artisan = repo.create({ assignments: workload.w2.mine.map(a => fixed(urls[a])) }).url
    await repo.flush()
    writeFileSync(join(folder, 'known.json'), JSON.stringify({ lead, artisan, urls }))
    await repo.shutdown()
}

export async function act(workload, folder, events) {
    const repo = repoIn(folder)
    const { urls } = known(folder)
    for (const e of events) {
        const handle = await repo.find(urls[e.a])
        handle.change(d => change(d, e), { time: e.t })
    }
    await repo.flush()
    await repo.shutdown()
}

export async function serve(folder) {
    const http = createServer()
    const sockets = new WebSocketServer({ server: http })
    const repo = new Repo({
        storage: new NodeFSStorageAdapter(join(folder, 'documents')),
        network: [new WebSocketServerAdapter(sockets, KEEP_ALIVE)],
        sharePolicy: async () => false,
    })
    const listening = server => new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)))
    const { urls } = known(folder)
    // Beside the link: what the server has, so that a phone knows when both have everything.
    const control = createServer(async (request, response) => {
        if (request.url === '/known') return response.end(readFileSync(join(folder, 'known.json')))
        const heads = {}, asked = new URL(request.url, 'http://x').searchParams.get('a').split(',')
        for (const a of asked) heads[a] = A.getHeads((await repo.find(urls[a])).doc())
        await repo.flush(asked.map(a => parseAutomergeUrl(urls[a]).documentId))
        response.end(JSON.stringify(heads))
    })
    return { url: await listening(http), control: await listening(control) }
}

export async function open(workload, folder, who, control) {
    const get = async path => (await fetch(`${control}${path}`)).json()
    let fresh = !existsSync(join(folder, 'known.json'))
    const addresses = await get('/known')
    writeFileSync(join(folder, 'known.json'), JSON.stringify(addresses))
    const repo = repoIn(folder)
    const mine = who === 'lead' ? workload.assignments.map((_, a) => a) : workload.w2.mine
    const asked = `/heads?a=${mine.join(',')}`
    let heads = await get(asked)
    const handles = new Map()
    // What is on the phone already is loaded, as an app with a list of assignments has it.
    if (!fresh) {
        const list = await repo.find(addresses[who])
        for (const [n, a] of mine.entries()) handles.set(a, await repo.find(String(list.doc().assignments[n])))
    }
    const has = (doc, wanted) => doc !== undefined && A.hasHeads(doc, wanted)
    const missing = () => fresh || mine.some(a => !has(handles.get(a)?.doc(), heads[a]))
    const unsent = new Set(mine.filter(a => !fresh && A.getHeads(handles.get(a).doc()).some(h => !heads[a].includes(h))))
    const pause = () => new Promise(resolve => setTimeout(resolve, 5))
    const delivered = async () => {
        while (unsent.size > 0) {
            const there = await get(`/heads?a=${[...unsent].join(',')}`)
            for (const a of unsent) {
                // The phone has what the server had, so equal heads are all that is left to wait for.
                if (String(A.getHeads(handles.get(a).doc()).toSorted()) === String(there[a].toSorted())) unsent.delete(a)
            }
            await pause()
        }
    }
    return {
        sync: async url => {
            const news = missing() || unsent.size > 0
            const connected = new Promise(resolve => repo.networkSubsystem.once('peer', resolve))
            repo.networkSubsystem.addNetworkAdapter(new WebSocketClientAdapter(url.replace('http', 'ws')))
            if (fresh) {
                await connected
                const list = await repo.find(addresses[who])
                const found = [...list.doc().assignments].map((address, n) => repo.find(String(address)).then(h => handles.set(mine[n], h)))
                await Promise.all(found)
                fresh = false
            }
            while (missing()) await pause()
            await delivered()
            await repo.flush()
            return news
        },
        again: async event => {
            heads = await get(asked)
            handles.get(event.a).change(d => change(d, { ...event, id: `${event.id}-again` }))
            unsent.add(event.a)
            await delivered()
            return true
        },
        close: () => repo.flush(),
    }
}
