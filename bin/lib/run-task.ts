// Runs a task of bin/tasks on a database that this process may work on; any other script as it is.
import { pathToFileURL } from 'node:url'
import { startProblem } from '@/lib/identity/start-problem'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'

/** Only writes files. */
const WITHOUT_DATABASE = 'bin/tasks/demo-generate.ts'
const NOT_PREPARED = 'This database is not of this version yet: npm start brings it up to date.'

const [task = '', ...rest] = process.argv.slice(2)
if (task.startsWith('bin/tasks/') && task !== WITHOUT_DATABASE) {
  const problem = (await isPrepared()) ? await startProblem(world(), env().DEMO) : NOT_PREPARED
  if (problem) {
    console.error(problem)
    process.exit(1)
  }
}
process.argv = [process.argv[0]!, task, ...rest]
await import(pathToFileURL(task).href)

/** Before its first start a database has nothing to ask. */
async function isPrepared(): Promise<boolean> {
  const [found] = await world().sql.$queryRaw<
    [{ there: boolean }]
  >`SELECT to_regclass('data_key') IS NOT NULL AS there`
  return found.there
}
