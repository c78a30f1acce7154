// Before the first request: the schema is brought up to date and, in demo mode, the cast registered.
import { NOT_FOR_DEMO, startProblem } from '@/lib/identity/start-problem'
import { env } from '@/lib/infra/env'
import { migrate } from '@/lib/infra/migrate'
import { openWorld } from '@/lib/infra/world'
import { seedCast } from '@/prisma/seed/cast'
import { markDemoDatabase } from '@/prisma/seed/demo-database'

/** Ends with one sentence, which the launcher shows as it is. */
function refuse(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}

function settingsOrRefuse() {
  try {
    return env()
  } catch (error) {
    return refuse((error as Error).message)
  }
}

const settings = settingsOrRefuse()
try {
  const { DATABASE_URL, DATABASE_OWNER_URL = DATABASE_URL } = settings
  const { weakness } = await migrate(DATABASE_OWNER_URL, DATABASE_URL)
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
} catch (error) {
  const { code } = error as { code?: string }
  const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN'].includes(code ?? '')
  if (unreachable) refuse(`The database at DATABASE_URL is out of reach (${code}).`)
  throw error
}
const world = await openWorld()
if (settings.DEMO && !(await markDemoDatabase(world))) refuse(NOT_FOR_DEMO)
const problem = await startProblem(world, settings.DEMO)
if (problem) refuse(problem)
if (settings.DEMO) await seedCast(world)
process.exit(0)
