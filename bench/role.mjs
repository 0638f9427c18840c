// One process of a measured system; what starts it is drive.mjs, and what each role does is the system's module.
// usage: node role.mjs SYSTEM seed|serve|act|sync WORKLOAD ...
import { readFileSync } from 'node:fs'

const [systemName, role, workloadFile, folder, ...args] = process.argv.slice(2)
const workload = JSON.parse(readFileSync(workloadFile, 'utf8'))
const system = await import(`./${systemName}.mjs`)
const tell = message => process.send(message)
const status = key => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
const cpu = () => Object.values(process.cpuUsage()).reduce((a, b) => a + b) / 1e6
const heard = () => new Promise(resolve => process.once('message', resolve))
process.once('disconnect', () => process.exit(1))

if (role === 'seed') {
    await system.seed(workload, folder)
    tell({})
} else if (role === 'act') {
    const [what] = args
    await system.act(workload, folder, what === 'w4' ? [workload.w4] : workload.w2[what], what)
    tell({})
} else if (role === 'serve') {
    tell(await system.serve(folder))
} else if (role === 'sync') {
    const [who, url, control] = args
    const phone = await system.open(workload, folder, who, control)
    tell({ cpu: cpu(), memory: status('VmRSS') })
    for (;;) {
        const said = await heard()
        if (said === 'go') tell({ stored: await phone.sync(url) })
        else if (said === 'figures') tell({ cpu: cpu(), peak: status('VmHWM') })
        else if (said === 'again') tell({ stored: await phone.again(workload.w4) })
        else break
    }
    await phone.close()
    tell({})
}
