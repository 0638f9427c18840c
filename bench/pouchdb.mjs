// PouchDB 9 on the phone and express-pouchdb, the CouchDB protocol, on the server, both on LevelDB.
// One document per event, as CouchDB's own advice has it: nothing is ever written twice, so nothing conflicts. A
// lead replicates the workshop's whole database, an artisan what a filter lets through; both push what they have.
import { createServer } from 'node:http'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import expressPouchDB from 'express-pouchdb'
import PouchDB from 'pouchdb'

export const name = 'PouchDB 9, CouchDB protocol'
const DATABASE = 'workshop'
const ARTISANS = 30

function document(workload, e) {
    const assignment = workload.assignments[e.a ?? 0]
    const common = { assignment, owner: e.a % ARTISANS, at: e.t }
    switch (e.k) {
        case 'a': {
            const { id, product, design, qty, rate, due, notes } = e
            const a = workload.assignments.indexOf(id)
            return { _id: id, ...common, assignment: id, owner: a % ARTISANS, product, design, qty, rate, due, notes }
        }
        // No event but a status comes without an identity.
        case 's':
            return { _id: `${assignment}:status:${e.t}:${e.d}:${e.status}`, ...common, by: e.d, status: e.status }
        case 'w':
            return { _id: e.id, ...common, by: e.d, minutes: e.min, done: e.done, scrap: e.scrap, note: e.note }
        default:
            return { _id: e.id, ...common, by: e.d, material: e.mat, kind: e.kind, grams: e.g, lot: e.lot }
    }
}

async function put(database, workload, events) {
    const wrong = (await database.bulkDocs(events.map(e => document(workload, e)))).filter(r => r.error)
    if (wrong.length) throw new Error(`${wrong.length} documents: ${JSON.stringify(wrong[0])}`)
}

const inFolder = folder => PouchDB.defaults({ prefix: `${folder}/` })

export async function seed(workload, folder) {
    // Through HTTP: the server lists only databases that were made through it.
    const { url, stop } = await serve(folder)
    const database = new PouchDB(`${url}/${DATABASE}`)
    await database.info()
    const of = 'function (doc, req) { return doc.owner === Number(req.query.owner) }'
    await database.put({ _id: '_design/work', filters: { of } })
    // As devices would have written them: a few at a time.
    for (let i = 0; i < workload.w1.length; i += 100) await put(database, workload, workload.w1.slice(i, i + 100))
    await database.close()
    stop()
}

export async function act(workload, folder, events) {
    const database = new (inFolder(folder))(DATABASE)
    for (const event of events) await put(database, workload, [event])
    await database.close()
}

export async function serve(folder) {
    const app = express()
    const logPath = join(folder, 'log.txt')
    app.use('/', expressPouchDB(inFolder(folder), { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath }))
    const server = createServer(app)
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    return { url: `http://127.0.0.1:${server.address().port}`, control: '', stop: () => server.close() }
}

export async function open(workload, folder, who) {
    mkdirSync(folder, { recursive: true })
    const local = new (inFolder(folder))(DATABASE)
    await local.info()
    let remote
    const sync = async () => {
        // An artisan pushes all: nothing but theirs is on the phone.
        const mine = who === 'lead' ? {} : { filter: 'work/of', query_params: { owner: 0 } }
        const [up, down] = [await local.replicate.to(remote), await local.replicate.from(remote, mine)]
        return up.docs_written + down.docs_written > 0
    }
    return {
        sync: url => {
            remote = new PouchDB(`${url}/${DATABASE}`, { skip_setup: true })
            return sync()
        },
        again: async event => {
            await put(local, workload, [{ ...event, id: `${event.id}-again` }])
            return sync()
        },
        close: () => local.close(),
    }
}
