import { parseArgs } from 'node:util'
import pg from 'pg'
import { fail, Problem, step } from '@/bin/lib/say.mjs'
import { startCluster, TEMPLATE } from '../support/cluster'
import { testMap } from './map'
import { allMutants, pick } from './mutants'
import { namedMutants } from './named'
import { Scratch, sweep } from './scratch'
import { type Tried, tryMutant } from './try'

/** Of those whose tests ran, so many have to be noticed. */
const FLOOR = 0.9

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '40' },
    minutes: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '120' },
    kind: { type: 'string' },
    file: { type: 'string' },
    named: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
  },
})

function chosen() {
  const { kind, file } = values
  if (values.named) return namedMutants().filter(({ was }) => !file || was.includes(file))
  const all = allMutants().filter((one) => (!kind || one.kind === kind) && (!file || one.file.includes(file)))
  if (all.length === 0) throw new Problem('There is no such fault to be tried.')
  return pick(all, Number(values.count), Number(values.seed))
}

/** What tests that were ended have left in the cluster. */
async function clear(adminUrl: string) {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  const { rows } = await admin.query(
    `SELECT datname FROM pg_database WHERE NOT datistemplate AND datname NOT IN ('postgres', $1)`,
    [TEMPLATE],
  )
  for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`)
  await admin.end()
}

function say({ kind, file, line, was, is, verdict, by, ran, of, took }: Tried, at: string) {
  console.log(`${at} ${verdict.padEnd(9)} ${kind.padEnd(8)} ${file}:${line}  ${was} → ${is || 'nothing'}`)
  console.log(`        ${by || `${ran} of ${of} files of tests`} (${(took / 1_000).toFixed(0)} s)`)
}

/** A row for each kind, and one for all; the share that was noticed of those that could have been. */
function summary(tried: readonly Tried[]): number {
  const verdicts = ['noticed', 'survived', 'late', 'unreached', 'broken'] as const
  const row = (name: string, cells: readonly (string | number)[]) =>
    console.log(name.padEnd(10) + cells.map((cell) => String(cell).padStart(11)).join(''))
  const share = (of: readonly Tried[]) => {
    const real = of.filter(({ verdict }) => verdict !== 'broken').length
    return real === 0 ? 1 : of.filter(({ verdict }) => verdict === 'noticed').length / real
  }
  console.log()
  row('', [...verdicts, 'share'])
  for (const name of [...new Set(tried.map(({ kind }) => kind)), 'all']) {
    const of = tried.filter(({ kind }) => name === 'all' || kind === name)
    const counts = verdicts.map((one) => of.filter(({ verdict }) => verdict === one).length)
    row(name, [...counts, `${Math.round(share(of) * 100)} %`])
  }
  return share(tried)
}

async function main() {
  const mutants = chosen()
  sweep()
  const cluster = await step('Starting PostgreSQL', startCluster)
  const scratch = new Scratch(cluster.adminUrl)
  let ended: Promise<void> | undefined
  const end = (code: number) => {
    ended ??= (async () => {
      scratch.remove()
      await cluster.stop()
      process.exit(code)
    })()
    return ended
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(130))
  try {
    const map = await step('Which tests come to which functions', () => testMap(scratch, values.again))
    const until = Date.now() + Number(values.minutes) * 60_000
    const tried: Tried[] = []
    console.log(`\n${mutants.length} faults, seed ${values.seed}\n`)
    for (const mutant of mutants) {
      if (Date.now() > until) break
      await clear(cluster.adminUrl)
      tried.push(await tryMutant(mutant, map, scratch, Number(values.seconds) * 1_000))
      say(tried.at(-1)!, `${tried.length}`.padStart(4))
    }
    const share = summary(tried)
    if (tried.length < mutants.length)
      console.log(`\n${mutants.length - tried.length} were not tried: no time.`)
    await end(share < FLOOR ? 1 : 0)
  } catch (error) {
    if (!ended) console.error(error instanceof Problem ? error.message : error)
    await end(1)
  }
}

main().catch(fail)
