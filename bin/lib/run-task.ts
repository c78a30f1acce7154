// node --import tsx bin/lib/run-task.ts <task.ts> [arguments]: runs a task on a database that this process may work on.
import { pathToFileURL } from 'node:url'
import { startProblem } from '@/lib/identity/start-problem'
import { context, openContext } from '@/lib/infra/context'
import { connection } from '@/lib/infra/db'
import { env, WrongSettings } from '@/lib/infra/env'
import { log } from '@/lib/infra/log/log.mjs'
import { isOutage } from '@/lib/infra/outage'
import { databaseProblem, refuseUnfit } from '@/lib/infra/unfit-database'
import { Problem } from './say.mjs'
import type { Task } from './task'

const NOT_PREPARED = 'This database is not of this version yet: npm start brings it up to date.'

/** Before its first start a database has nothing to ask. */
async function isPrepared(): Promise<boolean> {
  const [found] = await context().sql.$queryRaw<
    [{ there: boolean }]
  >`SELECT to_regclass('data_key') IS NOT NULL AS there`
  return found.there
}

async function open() {
  await refuseUnfit(env().DATABASE_URL, 'DATABASE_URL')
  const problem = (await isPrepared()) ? await startProblem(context(), env().DEMO) : NOT_PREPARED
  if (problem) throw new Problem(problem)
  return openContext()
}

log.judgeBy((error) => (isOutage(error) ? 'outage' : 'bug'))

async function main([file = '', ...args]: string[]): Promise<number> {
  const { default: task } = (await import(pathToFileURL(file).href)) as { default: Task }
  const run = task(args)
  const code = await run(open)
  await connection().close()
  return code
}

process.exit(
  await main(process.argv.slice(2)).catch((error) => {
    const isKnown = error instanceof Problem || error instanceof WrongSettings
    const sentence = isKnown ? error.message : databaseProblem(error)
    if (!sentence) throw error
    console.error(sentence)
    return 2
  }),
)
