import { Visitor } from './visitor'

const PAGES = [
  '/overview',
  '/lines',
  '/bills',
  '/users',
  '/rights',
  '/reports',
  '/approvals',
  '/audit',
  '/profile',
  '/settings/security',
]

/** Somebody of another company who does nothing special: signs in and opens ten pages. Resolves with the time of each, ms. */
export async function openPages(url: string): Promise<number[]> {
  const times: number[] = []
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const value = await work()
    times.push(performance.now() - began)
    return value
  }
  const mia = new Visitor(url)
  await timed(() => mia.openAs('admin@globex'))
  for (const page of PAGES) {
    const { status } = await timed(() => mia.get(page))
    if (status !== 200) throw new Error(`${page} answered a bystander with ${status}`)
  }
  return times
}

/** Who feels nothing waits less than so many times as long as in calm. */
export const FELT = 3

const p95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!

/**
 * What an attack costs somebody who has nothing to do with it: the 95th percentile of their times while it goes on
 * over the same while it does not, both in one run. Calm is measured before and after and the slower one counts, with a
 * floor that keeps a fast machine's noise out. What is felt is tried twice more and the best counts, since another
 * program on the machine may have done it; an attack that costs others something does so each time. `attack` goes on until
 * it is told to stop.
 */
export async function whatBystandersFeel(url: string, attack: Attack, rounds = 4): Promise<Felt> {
  let best = await once(url, attack, rounds)
  for (let more = 0; more < 2 && best.ratio >= FELT; more++) {
    const again = await once(url, attack, rounds)
    if (again.ratio < best.ratio) best = again
  }
  return best
}
type Attack = (going: () => boolean) => Promise<unknown>
type Felt = { calm: number; during: number; ratio: number }

async function once(url: string, attack: Attack, rounds: number): Promise<Felt> {
  const calmly = async () => {
    const times: number[] = []
    for (let n = 0; n < rounds; n++) times.push(...(await openPages(url)))
    return p95(times)
  }
  await openPages(url)
  const before = await calmly()
  let on = true
  const attacked = attack(() => on)
  // An attack that cannot even begin must not look like one that nobody felt.
  let broken: unknown
  attacked.catch((error) => {
    broken = error
  })
  const during = await calmly()
  on = false
  if (broken) throw broken
  await attacked
  const calm = Math.max(before, await calmly(), 40)
  return { calm, during, ratio: during / calm }
}
