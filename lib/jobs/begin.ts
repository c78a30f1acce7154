import { startProblem } from '@/lib/identity/start-problem'
import { openContext } from '@/lib/infra/context'
import { env, WrongSettings } from '@/lib/infra/env'
import { metrics } from '@/lib/infra/metrics/metrics.mjs'
import { databaseProblem } from '@/lib/infra/unfit-database'
import { databaseFigures } from './database-figures'
import { startInServer } from './in-server'

/** Begins the work of a web process. Resolves with what keeps it from that, in a sentence, or with null. */
export async function begin(): Promise<string | null> {
  try {
    const context = await openContext()
    metrics.readDatabaseBy(() => databaseFigures(context))
    const problem = await startProblem(context, env().DEMO)
    if (!problem) startInServer()
    return problem
  } catch (error) {
    const sentence = error instanceof WrongSettings ? error.message : databaseProblem(error)
    if (!sentence) throw error
    return sentence
  }
}
