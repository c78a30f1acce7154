import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { turns } from '@/bin/lib/turns.mjs'

type End = () => void
/** Takes turns and writes down who began, in order. */
function recorder(bounds: Parameters<typeof turns>[0]) {
  const queue = turns(bounds)
  const begun: string[] = []
  const dropped: string[] = []
  const ends = new Map<string, End>()
  const take = (name: string, ...path: string[]) =>
    queue.take(
      path,
      (end: End) => {
        begun.push(name)
        ends.set(name, end)
      },
      () => dropped.push(name),
    )
  return { queue, begun, dropped, take, end: (name: string) => ends.get(name)!() }
}

test('turns: never more than allowed at once, in order, and a queue too long is refused', () => {
  const { begun, take, end } = recorder({ most: 2, waiting: 3 })
  const taken = ['1', '2', '3', '4', '5', '6'].map((name) => take(name) !== null)
  expect(taken).toEqual([true, true, true, true, true, false])
  expect(begun).toEqual(['1', '2'])
  end('1')
  end('1')
  expect(begun).toEqual(['1', '2', '3'])
  end('2')
  end('3')
  expect(begun).toEqual(['1', '2', '3', '4', '5'])
})

test('turns: who ends at once lets a long queue through without deep recursion', () => {
  const { queue, take, end } = recorder({ most: 1, waiting: 20_000 })
  take('first')
  let done = 0
  for (let n = 0; n < 20_000; n++)
    queue.take(
      [],
      (over: End) => {
        done += 1
        over()
      },
      () => undefined,
    )
  end('first')
  expect(done).toBe(20_000)
  expect(queue.load()).toEqual({ busy: 0, waiting: 0 })
})

test('turns: of whoever came and went nothing is kept, however many networks they came from', () => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const queue = turns({ most: 1, waiting: 1, shares: [{ most: 1, waiting: 1 }] })
  const held = () => {
    gc()
    return process.memoryUsage().heapUsed
  }
  const before = held()
  let end: End = () => undefined
  queue.take(
    ['busy'],
    (over: End) => {
      end = over
    },
    () => undefined,
  )
  const leave = queue.take(
    ['waiting'],
    () => undefined,
    () => undefined,
  )
  // Some are refused, the others served.
  for (let n = 0; n < 60_000; n++) {
    if (n === 30_000) {
      leave?.()
      end()
    }
    queue.take(
      [`net${n}`],
      (over: End) => over(),
      () => undefined,
    )
  }
  expect(queue.load()).toEqual({ busy: 0, waiting: 0 })
  expect(held() - before).toBeLessThan(4_000_000)
})

const COMPANIES = {
  most: 4,
  waiting: 100,
  shares: [
    { most: 3, waiting: 60 },
    { most: 2, waiting: 30 },
  ],
}

/** So little may wait that some has to make room. */
const CROWDED = {
  most: 4,
  waiting: 8,
  shares: [
    { most: 3, waiting: 6 },
    { most: 2, waiting: 4 },
  ],
}

test('turns: one user’s thirty wait behind each other, and the next of somebody else is next', () => {
  const { begun, take, end } = recorder(COMPANIES)
  for (let n = 0; n < 30; n++) take(`eve${n}`, 'acme', 'eve')
  expect(begun).toEqual(['eve0', 'eve1'])
  for (let n = 0; n < 3; n++) take(`ben${n}`, 'acme', 'ben')
  // A company has its own bound, whoever of it asks.
  expect(begun.slice(2)).toEqual(['ben0'])
  take('mia', 'globex', 'mia')
  expect(begun.at(-1)).toBe('mia')
  // No turn is free: companies take them in turns, and within the company its users do.
  take('max', 'globex', 'max')
  end('eve0')
  end('eve1')
  expect(begun.slice(4)).toEqual(['eve2', 'max'])
  end('ben0')
  expect(begun.at(-1)).toBe('ben1')
})

test('turns: a user has several at once while alone, and one at a time beside others', () => {
  const crowded = { most: 8, shares: [{ most: 3, crowded: 1, waiting: 9 }] }
  const alone = recorder(crowded)
  for (let n = 0; n < 5; n++) alone.take(`eve${n}`, 'eve')
  expect(alone.begun).toHaveLength(3)
  alone.take('mia', 'mia')
  alone.end('eve0')
  alone.end('eve1')
  expect(alone.begun).toEqual(['eve0', 'eve1', 'eve2', 'mia'])
  alone.end('eve2')
  expect(alone.begun.at(-1)).toBe('eve3')
  const beside = recorder(crowded)
  beside.queue.note(['somebody'])
  for (let n = 0; n < 3; n++) beside.take(`eve${n}`, 'eve')
  expect(beside.begun).toHaveLength(1)
})

test('turns: too many of one user are refused, and nobody else is', () => {
  const { take } = recorder(COMPANIES)
  const taken = Array.from({ length: 40 }, (_, n) => take(`eve${n}`, 'acme', 'eve') !== null)
  expect(taken.filter(Boolean)).toHaveLength(32)
  expect(take('ben', 'acme', 'ben')).not.toBeNull()
  expect(take('mia', 'globex', 'mia')).not.toBeNull()
})

const TIERS = {
  most: 8,
  waiting: 2_000,
  shares: [
    { most: 7, waiting: 1_000 },
    { most: 4, waiting: 500 },
    { most: 3, crowded: 1, waiting: 120 },
  ],
}

test('turns: strangers of as many networks as there are leave a member’s turn free', () => {
  const { begun, take } = recorder(TIERS)
  for (let n = 0; n < 1_000; n++)
    for (let each = 0; each < 5; each++) take(`stranger${n}`, 'stranger', `net${n}`, 'one')
  expect(begun).toHaveLength(7)
  take('ada', 'member', 'acme', 'ada')
  expect(begun.at(-1)).toBe('ada')
})

test('turns: where all is full the newest of whoever has most makes room, and only they are refused', () => {
  const { queue, begun, dropped, take, end } = recorder(TIERS)
  const send = (count: number, network: number) =>
    Array.from({ length: count }, (_, n) => take(`${network}.${n}`, 'stranger', `net${network}`, 'one'))
  for (let network = 0; network < 40; network++) send(120, network)
  expect(queue.load()).toEqual({ busy: 7, waiting: 1_000 })
  expect(take('late', 'stranger', 'late', 'one')).not.toBeNull()
  expect(dropped.length).toBeGreaterThan(0)
  expect(queue.load()).toEqual({ busy: 7, waiting: 1_000 })
  // Whoever has most already is refused, and takes nobody else's place.
  const before = dropped.length
  for (const taken of send(200, 0)) expect(taken).toBeNull()
  expect(dropped).toHaveLength(before)
  for (let n = 0; n < begun.length && !begun.includes('late'); n++) end(begun[n]!)
  expect(begun.length).toBeLessThan(100)
})

test('turns: a few greedy users of a company do not keep a colleague out', () => {
  const { take, dropped } = recorder(TIERS)
  for (let user = 0; user < 6; user++)
    for (let n = 0; n < 120; n++) take(`${user}.${n}`, 'member', 'acme', `eve${user}`)
  expect(take('ben', 'member', 'acme', 'ben')).not.toBeNull()
  expect(dropped.at(-1)).toMatch(/^\d\.\d+$/)
})

test('turns: who goes away while waiting leaves the queue; once begun it is not theirs to take back', () => {
  const { queue, begun, take, end } = recorder({ most: 1 })
  const leaveFirst = take('first')!
  const leaveSecond = take('second')!
  take('third')
  leaveFirst()
  leaveSecond()
  leaveSecond()
  expect(queue.load()).toEqual({ busy: 1, waiting: 1 })
  end('first')
  expect(begun).toEqual(['first', 'third'])
})

test('turns: whatever comes and goes, no bound is passed, all that stays is done and nothing is left behind', () => {
  const step = fc.tuple(fc.constantFrom('take', 'end', 'leave'), fc.nat(3), fc.nat(3), fc.nat())
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = turns(CROWDED)
      const running: { path: string[]; end: End }[] = []
      const leaves: End[] = []
      let [accepted, begun, left, dropped] = [0, 0, 0, 0]
      const busy = (level: number, key: string) =>
        running.filter(({ path }) => path.slice(0, level).join() === key).length
      for (const [what, company, user, pick] of steps) {
        if (what === 'take') {
          const path = [`c${company}`, `u${user}`]
          let mine = false
          const leave = queue.take(
            path,
            (end: End) => {
              mine = true
              begun += 1
              running.push({ path, end })
            },
            () => {
              dropped += 1
            },
          )
          if (leave) accepted += 1
          if (leave && !mine) leaves.push(leave)
        } else if (what === 'end' && running.length > 0) running.splice(pick % running.length, 1)[0]!.end()
        else if (what === 'leave' && leaves.length > 0) {
          const before = queue.load().waiting
          leaves.splice(pick % leaves.length, 1)[0]!()
          left += before - queue.load().waiting
        }
        expect(running.length).toBeLessThanOrEqual(4)
        for (const { path } of running) {
          expect(busy(1, path[0]!)).toBeLessThanOrEqual(3)
          expect(busy(2, path.join())).toBeLessThanOrEqual(2)
        }
        expect(queue.load()).toEqual({ busy: running.length, waiting: accepted - begun - left - dropped })
      }
      while (running.length > 0) running.shift()!.end()
      expect(begun + left + dropped).toBe(accepted)
      expect(queue.load()).toEqual({ busy: 0, waiting: 0 })
    }),
  )
})
