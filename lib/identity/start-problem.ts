import type { Context } from '@/lib/infra/context'
import { dataKeyProblem } from './secrets/data-key'

/**
 * What keeps a process from working on its database, in one sentence for whoever runs it, or null: asked by every web
 * process, worker and task before it does anything. `demo`: it is to run in demo mode.
 */
export async function startProblem(context: Context, demo: boolean): Promise<string | null> {
  if (demo && (await context.sql.$queryRaw<unknown[]>`SELECT 1 FROM demo_database`).length === 0)
    return NOT_FOR_DEMO
  return dataKeyProblem(context)
}

export const NOT_FOR_DEMO =
  'DEMO=1, but this database was not made for demo mode and may hold real customers: set DEMO=0, or give demo mode an empty database of its own.'
