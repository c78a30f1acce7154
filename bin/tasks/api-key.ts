// npm run api-key -- create|rotate|revoke|list: the keys with which the operator's systems deliver over HTTP.
import { FILE_KIND_NAMES } from '@/lib/files/file-kinds'
import { ALL_KINDS } from '@/lib/identity/keys/api-keys'
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '@/lib/identity/keys/manage-api-keys'
import { wholeNumber } from '../lib/arguments.mjs'
import { refused } from '../lib/refused'
import { Problem } from '../lib/say.mjs'
import { oneOf, task } from '../lib/task'

const USAGE = {
  create: `npm run api-key -- create <system> --kinds ${ALL_KINDS}|${FILE_KIND_NAMES.join(',')} [--companies <slug>,…] [--days 365]`,
  rotate: 'npm run api-key -- rotate <system> [--overlap-days 7] [--days 365]',
  revoke: 'npm run api-key -- revoke <system>',
  list: 'npm run api-key -- list',
}

const days = { type: 'string', default: '365' } as const
const lifetime = (text: string) => wholeNumber('days', text, [1, 3_650])

const create = task(
  {
    usage: USAGE.create,
    options: { kinds: { type: 'string' }, companies: { type: 'string' }, days },
    positionals: [1, 1],
  },
  async ({ positionals: [system], values }, open) => {
    const kinds = values.kinds?.split(',') ?? []
    const unknown = kinds.find((kind) => ![ALL_KINDS, ...FILE_KIND_NAMES].includes(kind))
    if (unknown !== undefined) throw new Problem(`There is no kind of file “${unknown}”.\n${USAGE.create}`)
    if (kinds.length === 0) throw new Problem(`--kinds is missing.\n${USAGE.create}`)
    const companies = values.companies === undefined ? null : [...new Set(values.companies.split(','))]
    const scope = { kinds, companies, days: lifetime(values.days) }
    const made = await createApiKey(named(system), scope, await open())
    if (!made.ok) return refused(made.refusal)
    return say(`${made.value.key}\nThis key works until ${day(made.value.expiresAt)}. It is shown only now.`)
  },
)

const rotate = task(
  {
    usage: USAGE.rotate,
    options: { days, 'overlap-days': { type: 'string', default: '7' } },
    positionals: [1, 1],
  },
  async ({ positionals: [system], values }, open) => {
    const overlapDays = wholeNumber('overlap-days', values['overlap-days'], [0, 90])
    const given = { days: lifetime(values.days), overlapDays }
    const context = await open()
    const rotated = await rotateApiKey(named(system), given, context)
    if (!rotated.ok) return refused(rotated.refusal)
    const { key, expiresAt, oldUntil } = rotated.value
    const before = oldUntil > context.clock() ? `works until ${day(oldUntil)}` : 'has ended'
    return say(`${key}\nThis key works until ${day(expiresAt)}; the one before it ${before}.`)
  },
)

const revoke = task({ usage: USAGE.revoke, positionals: [1, 1] }, async ({ positionals: [system] }, open) => {
  const revoked = await revokeApiKey(named(system), await open())
  return revoked.ok ? say(`The key of ${system} no longer works.`) : refused(revoked.refusal)
})

/** Keys made before there were scopes are good for everything, without an end: shown as such, to be rotated. */
const list = task({ usage: USAGE.list }, async (_given, open) => {
  const keys = await listApiKeys(await open())
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
})

export default oneOf(Object.values(USAGE).join('\n'), { create, rotate, revoke, list })

function named(system = ''): string {
  if (/^[\w.-]{2,60}$/.test(system)) return system
  throw new Problem(`“${system}” is no name of a system: 2 to 60 letters, digits, dots and dashes.`)
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10)
}

function minute(at: Date | null): string {
  return at ? `${at.toISOString().slice(0, 16)}Z` : 'never'
}

function say(text: string): number {
  console.log(text)
  return 0
}
