// Before the first request: the schema is brought up to date and, in demo mode, the cast registered.
import { NOT_FOR_DEMO, startProblem } from '@/lib/identity/start-problem'
import { openContext } from '@/lib/infra/context'
import { env, WrongSettings } from '@/lib/infra/env'
import { migrate } from '@/lib/infra/migrate'
import { databaseProblem, refuseUnfit } from '@/lib/infra/unfit-database'
import { seedCast } from '@/prisma/seed/cast'
import { markDemoDatabase } from '@/prisma/seed/demo-database'

/** Ends with one sentence, which the launcher shows as it is. */
function refuse(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}

/** What is wrong with the settings or the database is one sentence; the rest is a bug. */
async function orRefuse<T>(
  setting: Parameters<typeof databaseProblem>[1],
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const problem = error instanceof WrongSettings ? error.message : databaseProblem(error, setting)
    if (problem) return refuse(problem)
    throw error
  }
}

const settings = await orRefuse('DATABASE_URL', env)
const { DATABASE_URL, DATABASE_OWNER_URL = DATABASE_URL } = settings
const owners = settings.DATABASE_OWNER_URL ? 'DATABASE_OWNER_URL' : 'DATABASE_URL'
await orRefuse('DATABASE_URL', () => refuseUnfit(DATABASE_URL, 'DATABASE_URL'))
if (settings.DATABASE_OWNER_URL) await orRefuse(owners, () => refuseUnfit(DATABASE_OWNER_URL, owners))
const { weakness } = await orRefuse(owners, () => migrate(DATABASE_OWNER_URL, DATABASE_URL))
if (weakness)
  console.log(
    `The role of DATABASE_URL could rewrite the audit, since it ${weakness}: give it one that cannot,\n` +
      'and migrations theirs in DATABASE_OWNER_URL (docs/operations.md, "Two roles").',
  )
if (!settings.DEMO && settings.AUDIT_ANCHOR.length === 0)
  console.log(
    'The heads of the audit are kept in the database only, where its owner could rewrite them: set AUDIT_ANCHOR\n' +
      '(docs/operations.md, "Heads of the audit").',
  )
const context = await openContext()
if (settings.DEMO && !(await markDemoDatabase(context))) refuse(NOT_FOR_DEMO)
const problem = await startProblem(context, settings.DEMO)
if (problem) refuse(problem)
if (settings.DEMO) await seedCast(context)
process.exit(0)
