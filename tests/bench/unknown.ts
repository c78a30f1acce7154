// npm run bench -- unknown: whether accounts that exist can be told from those that do not, by bytes or by
// time. 200 samples of each, interleaved, one at a time, from ever other networks. Fails where they can.
import { randomInt } from 'node:crypto'
import { MARKETS } from '@/lib/market/market'
import { displayNumber } from '@/lib/market/phone-number'
import { connect, median, request } from './lib/load.mjs'
import { COMPANIES, PER_COMPANY, portalsOn } from './lib/portal-under-bench'

const SAMPLES = 200
const LINES = 500
const WARMUP = 60
const portals = await portalsOn(process.env.BENCH_DATABASE!, { TRUSTED_PROXIES: '1' })
const portal = await portals.start()
const server = connect(portal.url, 1)

type Jar = Map<string, string>
let network = 0
async function send(path: string, values: Record<string, string>, jar: Jar) {
  const began = performance.now()
  const answer = await request(server, 'POST', path, {
    body: new URLSearchParams(values).toString(),
    type: 'application/x-www-form-urlencoded',
    jar,
    headers: {
      accept: 'application/json',
      'x-forwarded-for': `10.${network >> 8}.${network & 255}.1`,
    },
  })
  return { time: performance.now() - began, shown: `${answer.status} ${answer.text}` }
}
/** Lines of bench-0 … and numbers that are none, of the same length. */
const number = (n: number, exists: boolean) =>
  `+3670${exists ? '4' : '5'}${String(n % LINES).padStart(6, '0')}`
/** Names of the same length: `user7@bench-3` exists, `uzer7@bench-3` does not. */
const account = (n: number, exists: boolean) =>
  `${exists ? 'user' : 'uzer'}${Math.floor(n / COMPANIES) % PER_COMPANY}@bench-${n % COMPANIES}`

const JOURNEYS: Record<string, (name: string, msisdn: string) => Promise<{ time: number; shown: string }[]>> =
  {
    'sign-in, wrong password': async (name) => {
      const jar: Jar = new Map()
      return [
        await send('/sign-in/steps/name', { name }, jar),
        await send('/sign-in/steps/password', { password: 'not the password' }, jar),
      ]
    },
    'number, request, wrong code': async (_name, msisdn) => {
      const jar: Jar = new Map()
      await send('/sign-in/phone/steps/phone', { number: msisdn }, jar)
      return [
        await send('/sign-in/phone/steps/number', {}, jar),
        await send('/sign-in/phone/steps/number_code', { code: '000000' }, jar),
      ]
    },
    'recovery, wrong code': async (name) => {
      const jar: Jar = new Map()
      return [
        await send('/recover/steps/recover', { name, channel: 'mail' }, jar),
        await send('/recover/steps/recover_code', { code: '00000000' }, jar),
      ]
    },
  }

/**
 * In an order by chance: what an account that exists leaves to do in the background (a mail is sent) meets
 * whoever comes next, and must not always meet the same kind.
 */
const shuffled = () =>
  Array.from({ length: 2 * (WARMUP + SAMPLES) }, (_, i) => ({ n: i >> 1, exists: i % 2 === 0 }))
    .map((each) => ({ each, at: randomInt(1_000_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each)

let different = 0
console.log('\nstep                          existing ms   unknown ms   ratio   same bytes')
for (const [journey, take] of Object.entries(JOURNEYS)) {
  const times: Record<'true' | 'false', number[][]> = { true: [], false: [] }
  const texts = { true: new Set<string>(), false: new Set<string>() }
  for (const [turn, { n, exists }] of shuffled().entries()) {
    network += 1
    const [name, msisdn] = [account(n, exists), number(n, exists)]
    const answers = await take(name, msisdn)
    const key = `${exists}` as const
    if (turn >= 2 * WARMUP) times[key].push(answers.map(({ time }) => time))
    texts[key].add(
      answers
        .map(({ shown }) => shown.replaceAll(name, 'X').replaceAll(displayNumber(msisdn, MARKETS.hu), 'N'))
        .join('\n'),
    )
  }
  const same = [...texts.true].sort().join() === [...texts.false].sort().join()
  for (const [step, index] of [
    ['first', 0],
    ['second', 1],
  ] as const) {
    const [existing, unknown] = [times.true, times.false].map(
      (rows) => median(rows.map((row) => row[index]!))!,
    )
    const ratio = existing! / unknown!
    if (!same || Math.abs(ratio - 1) > 0.05) different += 1
    console.log(
      `${`${journey}, ${step}`.padEnd(30)}${existing!.toFixed(2).padStart(11)}${unknown!.toFixed(2).padStart(13)}${ratio.toFixed(3).padStart(8)}   ${same ? 'yes' : 'NO'}`,
    )
  }
}
console.log(different ? `\n${different} can be told apart.` : '\nNobody can tell them apart.')
server.close()
await portal.stop()
await portals.close()
process.exit(different ? 1 : 0)
