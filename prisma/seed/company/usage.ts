import type { Country } from './country'
import { chargesOf, daysIn, firstDay, type Month, type Story, tariffOf } from './line'
import { between, randomOf } from './random'

/** One event; its costs over a month come to what the month's bill charges for usage. */
export type Event = {
  at: Date
  reference: string
  kind: 'voice' | 'message' | 'data'
  other: string | null
  abroad: string | null
  quantity: number
  net: number
}

const KINDS = { voice: 'voice', message: 'message', data: 'data', roaming: 'data' } as const
/** Seconds, messages or bytes to one unit of a bill. */
const UNITS = { voice: 60, message: 1, data: 1_000_000 } as const

/**
 * What a line was used for in a month up to `until`: more on working days, hardly anything on holidays, nothing
 * where it lies in a drawer. `perDay`: events on a working day, about.
 */
export function* eventsOf(
  country: Country,
  seed: number,
  n: number,
  story: Story,
  month: Month,
  until: Date,
  perDay: number,
): Generator<Event> {
  if (story.kind !== 'mobile' || month < story.begins || month > story.ends || month >= story.idleSince)
    return
  const random = randomOf(seed, n, 4, month)
  const first = Date.parse(`${firstDay(month)}T00:00:00Z`)
  const days = daysIn(month)
  const paid = chargesOf(country, seed, n, story, month).filter(({ kind }) => kind in KINDS)
  let count = 0
  const event = (day: number, kind: Event['kind'], quantity: number, net: number, abroad: string | null) => {
    count += 1
    return {
      at: new Date(
        first + (day * 24 + between(random, 7, 18)) * 3_600_000 + between(random, 0, 3_599) * 1_000,
      ),
      reference: `${seed}-${n}-${month}-${count}`,
      kind,
      other: kind === 'data' ? null : `${country.mobile[0]}${between(random, 1_000_000, 9_999_999)}`,
      abroad,
      quantity,
      net,
    }
  }
  const { gigabytes } = tariffOf(story, month)
  for (let day = 0; day < days; day++) {
    const date = new Date(first + day * 86_400_000)
    if (date > until) return
    const off =
      [0, 6].includes(date.getUTCDay()) || country.holidays.includes(date.toISOString().slice(5, 10))
    const events = Math.floor(perDay * (off ? 0.2 : 1) + random())
    for (let each = 0; each < events; each++) {
      const made =
        random() < 0.5
          ? event(day, 'voice', between(random, 15, 600), 0, null)
          : random() < 0.85
            ? event(day, 'data', Math.round(((gigabytes * 1e9 * story.appetite) / 25) * random()), 0, null)
            : event(day, 'message', 1, 0, null)
      if (made.at <= until) yield made
    }
    // What a bill charges beyond the allowance comes on a few days of the month.
    for (const [index, charge] of paid.entries())
      if (day === 4 + index * 5) {
        const kind = KINDS[charge.kind as keyof typeof KINDS]
        const made = event(day, kind, charge.quantity * UNITS[kind], charge.net, charge.abroad ?? null)
        if (made.at <= until) yield made
      }
  }
}
