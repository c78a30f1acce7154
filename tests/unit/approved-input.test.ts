import { expect, test } from 'vitest'
import { z } from 'zod'
import { auditActor } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import { ok } from '@/lib/kernel/result'
import { type Actor, approvalOf, forPart } from '@/lib/rights/actor'

const inner = operation({
  key: 'test.inner',
  permission: 'profile:edit',
  input: z.object({ part: z.string() }),
  audit: [],
  run: async (actor, input) => ok([approvalOf(actor, input)?.by, auditActor(actor).name]),
})
const outer = operation({
  key: 'test.outer',
  permission: 'profile:edit',
  input: z.object({ handOn: z.boolean() }),
  audit: [],
  run: async (actor, input, context) => {
    const part = { part: 'one' }
    return inner(input.handOn ? forPart(actor, input, part) : actor, part, context)
  },
})

test('what was approved is of one input: another one has none, and no audit names who approved something else', async () => {
  const subject = {
    ...{ kind: 'user', id: 'ben', companyId: 'firm', companyKind: 'customer', active: true },
    ...{ mainAdministrator: true, grants: [], assignments: [], notOffered: [] },
  }
  const ben = { subject, name: 'ben@firm', now: new Date(0), address: null, requestId: null }
  const done = async (handOn: boolean, approved: (input: object) => object) => {
    const input = { handOn }
    const approval = { request: '1', by: 'eve', byId: 'eve', askedAt: new Date(0), input: approved(input) }
    const result = await outer({ ...ben, approval } as unknown as Actor, input, {} as Context)
    return result.ok && result.value
  }
  const alone = [undefined, 'ben@firm']
  const together = ['eve', 'ben@firm, approved by eve']
  expect(await done(true, (input) => input)).toEqual(together)
  // Not handed on, and of an input that is only alike.
  expect(await done(false, (input) => input)).toEqual(alone)
  expect(await done(true, (input) => ({ ...input }))).toEqual(alone)
})
