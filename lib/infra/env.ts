import { z } from 'zod'
import { MARKETS } from '@/lib/market/market'

const flag = z.enum(['0', '1']).transform((value) => value === '1')

const settings = z.object({
  PORTAL_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url)),
  DATABASE_URL: z.string().min(1),
  AUTH_SECRET: z.string().min(32),
  DATA_KEY: z.string().min(32),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMPP_URL: z.url({ protocol: /^smpps?$/ }).optional(),
  /** The operator's CAMARA gateway: SIM Swap and Number Recycling. */
  CAMARA_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** For so many hours a changed SIM asks for a second proof. */
  SIM_CHANGED_HOURS: z.coerce.number().int().min(1).max(2_400).default(72),
  /** Companies' providers of single sign-on may be at private addresses, and without TLS. */
  OIDC_INSIDE: flag.default(false),
  MAIL_FROM: z.string().optional(),
  SMS_FROM: z.string().optional(),
  MARKET: z.enum(['hu', 'rs', 'ru']).default('hu'),
  DEMO: flag.default(false),
  WORKER: z.enum(['in', 'out']).default('in'),
  /** Connections of this process to the database. */
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  /** One-time codes a company, and the whole portal, may have sent in an hour. */
  SMS_BUDGET_COMPANY: z.coerce.number().int().positive().default(2_000),
  SMS_BUDGET_TOTAL: z.coerce.number().int().positive().default(100_000),
})

export type Env = Omit<z.infer<typeof settings>, 'MARKET'> & {
  MARKET: (typeof MARKETS)[keyof typeof MARKETS]
}

let known: Env | undefined

/**
 * The settings, read once. The launchers fill in what may be unset (contract.md, "Settings").
 * @throws Error with one sentence that names every setting that is missing or wrong.
 */
export function env(): Env {
  known ??= readEnv(process.env)
  return known
}

/** Reads settings from any record; `env` is this on the process's own. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const read = settings.safeParse(filled)
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ')
    throw new Error(`These settings are missing or wrong: ${wrong}. See docs/operations.md.`)
  }
  const { data } = read
  if (!data.DEMO && !(data.SMTP_URL && data.SMPP_URL))
    throw new Error('Outside demo mode SMTP_URL and SMPP_URL must say where mail and SMS go.')
  if (data.DEMO && data.PORTAL_URL.protocol === 'https:' && !isPrivateHost(data.PORTAL_URL.hostname))
    throw new Error('Demo mode never runs at a public https address: set DEMO=0 or another PORTAL_URL.')
  return { ...data, MARKET: MARKETS[data.MARKET] }
}

/** Loopback, private ranges and names that never resolve publicly (RFC 1918, RFC 4193, RFC 6761). */
const isPrivateHost = (host: string) =>
  /^(.*\.)?(localhost|test|local|internal)$/.test(host) ||
  /^(127|10)(\.\d{1,3}){3}$|^192\.168(\.\d{1,3}){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}$/.test(host) ||
  /^\[(::1|f[cd][0-9a-f:]*)\]$/.test(host)
