// Runs a task of bin/tasks on a database that this process may work on; any other script as it is.
import { pathToFileURL } from 'node:url'
import { startProblem } from '@/lib/identity/start-problem'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'

const [task = '', ...rest] = process.argv.slice(2)
if (task.startsWith('bin/tasks/') && (await isPrepared())) {
  const problem = await startProblem(world(), env().DEMO)
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
