// Before the first request: the schema is brought up to date and, in demo mode, the cast registered.
import { env } from '@/lib/infra/env'
import { migrate } from '@/lib/infra/migrate'
import { world } from '@/lib/infra/world'
import { seedCast } from '@/prisma/seed/cast'

try {
  const settings = env()
  await migrate(settings.DATABASE_URL)
  if (settings.DEMO) await seedCast(world())
  process.exit(0)
} catch (error) {
  // The launcher shows this: one sentence where it is a setting, all of it where it is a bug.
  const code = (error as { code?: string }).code
  const unreachable = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT'
  console.error(unreachable ? `The database at DATABASE_URL is out of reach (${code}).` : error)
  process.exit(1)
}
