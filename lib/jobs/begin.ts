import { startProblem } from '@/lib/identity/start-problem'
import { env, WrongSettings } from '@/lib/infra/env'
import { metrics } from '@/lib/infra/metrics/metrics.mjs'
import { databaseProblem } from '@/lib/infra/unfit-database'
import { openWorld } from '@/lib/infra/world'
import { databaseFigures } from './database-figures'
import { startInServer } from './in-server'

/** Begins the work of a web process. Resolves with what keeps it from that, in a sentence, or with null. */
export async function begin(): Promise<string | null> {
  try {
    const world = await openWorld()
    metrics.readDatabaseBy(() => databaseFigures(world))
    const problem = await startProblem(world, env().DEMO)
    if (!problem) startInServer()
    return problem
  } catch (error) {
    const sentence = error instanceof WrongSettings ? error.message : databaseProblem(error)
    if (!sentence) throw error
    return sentence
  }
}
