import { afterAll, beforeAll, expect, test } from 'vitest'
import { OPERATIONS } from '@/lib/operations/registry'
import { useContext } from '../context'
import { staff } from '../people'
import { answerOf, idsOf, type Ready } from './answer'
import { aHouse, type House } from './house'
import { refusals } from './refusals'
import { type Ledger, openLedger } from './state'
import { needsProof, stale, type Trial } from './trial'

export type Case = (house: House) => Promise<Ready>
/** By the operation's key, and by what tells one way from another. */
export type Cases = Record<string, Record<string, Case>>

/** Holds every operation of a room to the table of its cases. */
export function holdRoom(room: string, cases: Cases): void {
  const context = useContext()
  let ledger: Ledger
  beforeAll(async () => {
    await staff(context)
    ledger = await openLedger(context)
  })
  afterAll(() => ledger?.close())

  test.each(
    OPERATIONS.filter(({ key }) => key.startsWith(`${room}.`)).map((each) => [each.key, each] as const),
  )('%s', async (key, operation) => {
    const ways = Object.entries(cases[key] ?? {})
    expect(ways.length, `there is a case of ${key}`).toBeGreaterThan(0)
    const left = { facts: [] as string[], messages: [] as string[], proof: false }
    for (const [way, prepare] of ways) {
      const [ours, theirs] = await Promise.all([aHouse(context), aHouse(context)])
      const [mine, other] = await Promise.all([prepare(ours), prepare(theirs)])
      const trial = { operation, name: `${key}, ${way}`, ours, theirs, mine, other, ledger }
      await refusals(trial, context)
      const { facts, messages } = await success(trial)
      left.facts.push(...facts)
      left.messages.push(...messages)
      left.proof ||= needsProof(trial)
    }
    expect([...new Set(left.facts)].sort(), `${key} leaves in the audit`).toEqual([...operation.audit].sort())
    expect([...new Set(left.messages)].sort(), `${key} announces`).toEqual(
      [...(operation.announces ?? [])].sort(),
    )
    expect(left.proof, `${key} asks for a fresh proof`).toBe(operation.proof ?? false)
  })
}

/**
 * Does it: without a fresh proof, where none is asked for. Resolves with the facts and the messages that it has left, each
 * of the actor's own company. What names nothing by id is done in the other company as well, and changes nothing here.
 */
async function success(trial: Trial): Promise<{ facts: string[]; messages: string[] }> {
  const { operation, name, ours, theirs, mine, other, ledger } = trial
  const before = { facts: await ledger.facts(), messages: await ledger.messages() }
  const actor = needsProof(trial) ? mine.actor : stale(mine.actor)
  expect(await answerOf(operation, mine, { actor }, ours.context), `${name}: done`).toBe('ok')
  const after = { facts: await ledger.facts(), messages: await ledger.messages() }
  const news = (kind: 'facts' | 'messages') =>
    after[kind].filter((each) => !before[kind].includes(each)).map((each) => each.split(' '))
  const facts = news('facts')
  // What staff do to a customer stands in the audit of both.
  for (const [, company] of mine.opens ? [] : facts)
    expect([ours.companyId, mine.actor.subject.companyId], `${name}: whose audit it stands in`).toContain(
      company,
    )
  if (operation.audit.length > 0) expect(facts.length, `${name}: facts`).toBeGreaterThan(0)

  if (idsOf(mine.input).length === 0) {
    const state = await ledger.state(ours.companyId)
    const stranger = operation.permission.startsWith('own_') ? other.actor : theirs.admin
    await answerOf(operation, mine, { actor: stranger }, ours.context)
    expect(await ledger.state(ours.companyId), `${name}: done in another company`).toEqual(state)
  }
  return { facts: facts.map(([action]) => action!), messages: news('messages').map(([kind]) => kind!) }
}
