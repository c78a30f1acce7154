import type { BillLineKind, BillUnit } from '@/lib/billing/view'
import type { SubscriptionKind } from '@/lib/subscriptions/view'
import type { Country } from './country'
import { between, pick, randomOf } from './random'

/** A month, counted from year 0: 2026-11 is 2026 × 12 + 10. */
export type Month = number
export const monthNumber = (at: Date): Month => at.getUTCFullYear() * 12 + at.getUTCMonth()
export const firstDay = (month: Month) =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
export const daysIn = (month: Month) =>
  new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate()
export const lastDay = (month: Month) => `${firstDay(month).slice(0, 8)}${daysIn(month)}`

type Tariff = { name: string; fee: number; minutes: number; gigabytes: number }
/** Prices in Hungarian forints without tax. */
const TARIFFS: readonly Tariff[] = [
  { name: 'Business S', fee: 2990, minutes: 100, gigabytes: 2 },
  { name: 'Business M', fee: 4990, minutes: 300, gigabytes: 10 },
  { name: 'Business L', fee: 7990, minutes: 1000, gigabytes: 30 },
  { name: 'Business Unlimited', fee: 12990, minutes: 100000, gigabytes: 200 },
  { name: 'Fleet S', fee: 1490, minutes: 60, gigabytes: 1 },
]
const FIXED: Record<Exclude<SubscriptionKind, 'mobile'>, Tariff> = {
  pstn: { name: 'Office Line', fee: 3490, minutes: 500, gigabytes: 0 },
  voip: { name: 'Office VoIP', fee: 2490, minutes: 1000, gigabytes: 0 },
  internet: { name: 'Fibre 1000', fee: 9990, minutes: 0, gigabytes: 0 },
  tv: { name: 'TV Business', fee: 4490, minutes: 0, gigabytes: 0 },
}
const OPTIONS = [
  { name: 'International 200', fee: 1500 },
  { name: 'Extra data 10 GB', fee: 1990 },
  { name: 'Voicemail Plus', fee: 390 },
  { name: 'EU Roaming Day Pass', fee: 990 },
]

/** A line's whole story, from the seed and its place in the company: the same every time. */
export type Story = {
  kind: SubscriptionKind
  tariffs: { since: Month; tariff: Tariff }[]
  options: { name: string; fee: number; since: Month; until: Month }[]
  begins: Month
  ends: Month
  discount: number
  instalment: { since: Month; until: Month; fee: number } | null
  /** How much of its allowance it uses, about. */
  appetite: number
  travels: boolean
  idleSince: Month
  limit: number | null
}

const NEVER = 1_000_000

/** `given`: a mobile line with that tariff at the end. */
export function storyOf(seed: number, n: number, first: Month, last: Month, given?: string): Story {
  const random = randomOf(seed, n, 1)
  const dice = random()
  const kind: SubscriptionKind =
    given || dice > 0.08
      ? 'mobile'
      : pick(randomOf(seed, n, 2), ['voip', 'internet', 'internet', 'pstn', 'tv'] as const)
  const wanted = TARIFFS.find(({ name }) => name === given)
  const tariff = kind === 'mobile' ? pick(random, TARIFFS) : FIXED[kind]
  const begins = random() < 0.12 ? between(random, first, last) : first - between(random, 0, 60)
  const changes = kind === 'mobile' && random() < 0.15
  const tariffs = [{ since: begins, tariff: wanted && !changes ? wanted : tariff }]
  if (changes)
    tariffs.push({ since: between(random, first + 1, last), tariff: wanted ?? pick(random, TARIFFS) })
  const options = OPTIONS.filter(() => kind === 'mobile' && random() < 0.12).map((option) => {
    const since = random() < 0.5 ? first - 1 : between(random, first, last)
    return { ...option, since, until: random() < 0.3 ? since + between(random, 2, 9) : NEVER }
  })
  const since = between(random, first - 20, last)
  return {
    kind,
    tariffs,
    options,
    begins,
    ends: random() < 0.02 && !given ? between(random, Math.max(first, begins), last) : NEVER,
    discount: random() < 0.2 ? 10 : 0,
    instalment:
      kind === 'mobile' && random() < 0.15
        ? { since, until: since + 24, fee: between(random, 20, 90) * 100 }
        : null,
    appetite: 0.2 + random() * 0.9,
    travels: kind === 'mobile' && random() < 0.12,
    idleSince: kind === 'mobile' && random() < 0.04 ? last - between(random, 3, 8) : NEVER,
    limit: kind === 'mobile' && random() < 0.3 ? between(random, 2, 10) * 1000 : null,
  }
}

export const tariffOf = (story: Story, month: Month): Tariff =>
  story.tariffs.filter(({ since }) => since <= month).at(-1)?.tariff ?? story.tariffs[0]!.tariff

/** Something a line is charged in a month. `net` in minor units. */
export type Charge = {
  kind: BillLineKind
  name: string
  quantity: number
  unit: BillUnit
  net: number
  /** In per cent. */
  rate: string
  /** Where it was used: country code. */
  abroad?: string
}

/** All charges of a line in a month. Fees are for the days it was there. */
export function chargesOf(
  country: Country,
  seed: number,
  n: number,
  story: Story,
  month: Month,
): readonly Charge[] {
  if (month < story.begins || month > story.ends) return []
  const random = randomOf(seed, n, 3, month)
  const price = (forints: number) => Math.round(forints * country.prices) * 100
  const tariff = tariffOf(story, month)
  const rate = story.kind === 'internet' ? country.internetTax : country.tax
  const charges: Charge[] = []
  const charge = (kind: BillLineKind, name: string, quantity: number, unit: BillUnit, net: number) =>
    charges.push({ kind, name, quantity, unit, net, rate })
  // Every January fees rise by a twentieth.
  const fee = price(tariff.fee * (1 + 0.05 * Math.floor((month - 2025 * 12) / 12)))
  if (month === story.begins && month % 2 === 1) {
    const days = between(random, 5, 25)
    charge('fee', tariff.name, days, 'day', Math.round((fee * days) / daysIn(month)))
  } else charge('fee', tariff.name, 1, 'month', fee)
  for (const option of story.options)
    if (option.since <= month && month < option.until)
      charge('option', option.name, 1, 'month', price(option.fee))
  if (story.discount > 0)
    charge('discount', `Discount ${story.discount} %`, 1, 'month', -Math.round((fee * story.discount) / 100))
  const { instalment } = story
  if (instalment && instalment.since <= month && month < instalment.until)
    charge('instalment', 'Smartphone', 1, 'month', price(instalment.fee))
  if (month >= story.idleSince || story.kind !== 'mobile') return charges
  const minutes = Math.round(tariff.minutes * story.appetite * (0.6 + random() * 0.9)) - tariff.minutes
  if (minutes > 0 && minutes < 2_000) charge('voice', 'Voice', minutes, 'minute', minutes * price(35))
  const megabytes =
    Math.round(tariff.gigabytes * 1000 * story.appetite * (0.5 + random())) - tariff.gigabytes * 1000
  if (megabytes > 0 && megabytes < 15_000) charge('data', 'Data', megabytes, 'megabyte', megabytes * price(2))
  if (random() < 0.25) {
    const messages = between(random, 1, 40)
    charge('message', 'SMS', messages, 'message', messages * price(40))
  }
  const summer = month % 12 === 6 || month % 12 === 7
  if (story.travels && random() < (summer ? 0.8 : 0.15)) {
    const [place, abroad] = pick(random, country.abroad)
    const used = between(random, 20, 900)
    charges.push({
      kind: 'roaming',
      name: `Roaming: ${place}`,
      quantity: used,
      unit: 'megabyte',
      net: used * price(18),
      rate,
      abroad,
    })
  }
  if (random() < 0.01) charge('once', 'SIM', 1, 'piece', price(2500))
  if (random() < 0.02) charge('purchase', 'Parking', between(random, 1, 6), 'piece', price(600))
  return charges
}
