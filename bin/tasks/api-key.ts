// npm run api-key -- create|rotate|revoke|list: the keys with which the operator's systems deliver over HTTP.
import { parseArgs } from 'node:util'
import { FILE_KIND_NAMES } from '@/lib/billing/file-kinds'
import { ALL_KINDS } from '@/lib/identity/api-keys'
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '@/lib/identity/manage-api-keys'
import { connection } from '@/lib/infra/db'
import { openWorld } from '@/lib/infra/world'
import { translator } from '@/lib/words/translator'

const USAGE = `npm run api-key -- create <system> --kinds ${ALL_KINDS}|${FILE_KIND_NAMES.join(',')} [--companies <slug>,…] [--days 365]
npm run api-key -- rotate <system> [--overlap-days 7] [--days 365]
npm run api-key -- revoke <system>
npm run api-key -- list`

const options = {
  kinds: { type: 'string' },
  companies: { type: 'string' },
  days: { type: 'string', default: '365' },
  'overlap-days': { type: 'string', default: '7' },
} as const
const world = await openWorld()
const code = await run().catch((error: Error) => {
  console.error(error.message)
  return 2
})
await connection().close()
process.exit(code)

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [act = '', system = ''] = positionals
  if (act === 'list') return list()
  if (!['create', 'rotate', 'revoke'].includes(act) || !/^[\w.-]{2,60}$/.test(system)) throw new Error(USAGE)
  const days = count(values.days, 1, 3_650)
  if (act === 'revoke') {
    const revoked = await revokeApiKey(system, world)
    return revoked.ok ? say(`The key of ${system} no longer works.`) : refused(revoked.refusal.code)
  }
  if (act === 'rotate') {
    const rotated = await rotateApiKey(
      system,
      { days, overlapDays: count(values['overlap-days'], 0, 90) },
      world,
    )
    if (!rotated.ok) return refused(rotated.refusal.code)
    const { key, expiresAt, oldUntil } = rotated.value
    const before = oldUntil > world.clock() ? `works until ${day(oldUntil)}` : 'has ended'
    return say(`${key}\nThis key works until ${day(expiresAt)}; the one before it ${before}.`)
  }
  const kinds = values.kinds?.split(',') ?? []
  if (kinds.length === 0 || kinds.some((kind) => ![ALL_KINDS, ...FILE_KIND_NAMES].includes(kind)))
    throw new Error(USAGE)
  const companies = values.companies ? [...new Set(values.companies.split(','))] : null
  const made = await createApiKey(system, { kinds, companies, days }, world)
  if (!made.ok) return refused(made.refusal.code)
  return say(`${made.value.key}\nThis key works until ${day(made.value.expiresAt)}. It is shown only now.`)
}

/** Keys made before there were scopes are good for everything, without an end: shown as such, to be rotated. */
async function list(): Promise<number> {
  const keys = await listApiKeys(world)
  console.table(
    keys.map(({ system, state, kinds, companies, createdAt, expiresAt, lastUsedAt, ...previous }) => ({
      system,
      state,
      kinds: kinds.join(','),
      companies: companies?.join(',') ?? 'all',
      made: day(createdAt),
      ends: expiresAt ? day(expiresAt) : 'never',
      'last used': minute(lastUsedAt),
      'one before ends': previous.previousUntil ? day(previous.previousUntil) : '',
      'and was used': previous.previousUntil ? minute(previous.previousUsedAt) : '',
    })),
  )
  return 0
}

const day = (at: Date) => at.toISOString().slice(0, 10)
const minute = (at: Date | null) => (at ? `${at.toISOString().slice(0, 16)}Z` : 'never')

function count(text: string, least: number, most: number): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most))
    throw new Error(`${text} is no number of days from ${least} to ${most}.`)
  return value
}

function say(text: string): number {
  console.log(text)
  return 0
}

function refused(code: Parameters<typeof sentence>[0]): number {
  console.error(sentence(code))
  return 1
}
function sentence(code: string): string {
  return translator('en')(`refusals.${code}` as never)
}
