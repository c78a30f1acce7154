import { MARKETS } from '@/lib/market/market'
import { readSettings, type Values } from './settings.mjs'

export type Env = Omit<Values, 'MARKET' | (typeof NEEDED)[number]> & {
  [Name in (typeof NEEDED)[number]]: NonNullable<Values[Name]>
} & { MARKET: (typeof MARKETS)[keyof typeof MARKETS] }

/** What has no default inside the portal: the launchers fill it in where they may. */
const NEEDED = ['PORTAL_URL', 'DATABASE_URL', 'AUTH_SECRET', 'DATA_KEY'] as const

/** Settings with which nothing can begin; says which, and what each may be. */
export class WrongSettings extends Error {}

let known: Env | undefined

/**
 * The settings, read once. The launchers fill in what may be unset (contract.md, "Settings").
 * @throws WrongSettings with a sentence for every setting that is missing or wrong.
 */
export function env(): Env {
  known ??= readEnv(process.env)
  return known
}

/** Reads settings from any record; `env` is this on the process's own. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const { values, problems } = readSettings(source)
  const missing = NEEDED.filter((name) => !source[name]).map((name) => `${name} is missing.`)
  const wrong = [...problems, ...missing, ...(problems.length + missing.length > 0 ? [] : together(values))]
  if (wrong.length > 0) throw new WrongSettings(`${wrong.join('\n')}\nSee docs/operations.md.`)
  const { MARKET, ...rest } = values
  return { ...(rest as Omit<Env, 'MARKET'>), MARKET: MARKETS[MARKET] }
}

/** What is wrong with settings that are right one by one. */
function together({ DEMO, SMTP_URL, SMPP_URL, PORTAL_URL, ...at }: Values): string[] {
  if (at.METRICS_PORT === at.PORT && meets(at.HOST, at.METRICS_HOST))
    return [`METRICS_PORT must be another port than PORT, which is ${at.PORT}.`]
  if (!DEMO && !(SMTP_URL && SMPP_URL))
    return ['Outside demo mode SMTP_URL and SMPP_URL must say where mail and SMS go.']
  if (DEMO && PORTAL_URL?.protocol === 'https:' && !isPrivateHost(PORTAL_URL.hostname))
    return ['Demo mode never runs at a public https address: set DEMO=0 or another PORTAL_URL.']
  return []
}

const EVERYWHERE = ['0.0.0.0', '::']
/** Whether what listens at two addresses cannot have the same port. */
const meets = (one: string, other: string) =>
  one === other || [one, other].some((each) => EVERYWHERE.includes(each))

/** Loopback, private ranges and names that never resolve publicly (RFC 1918, RFC 4193, RFC 6761). */
const isPrivateHost = (host: string) =>
  /^(.*\.)?(localhost|test|local|internal)$/.test(host) ||
  /^(127|10)(\.\d{1,3}){3}$|^192\.168(\.\d{1,3}){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}$/.test(host) ||
  /^\[(::1|f[cd][0-9a-f:]*)\]$/.test(host)
