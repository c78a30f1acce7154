import { AsyncLocalStorage } from 'node:async_hooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DocumentError } from '@/lib/infra/documents/document-error'
import { drawDocument } from '@/lib/infra/documents/documents'
import type { RequestContext } from '@/lib/infra/request'

const requests = new AsyncLocalStorage<RequestContext>()
const shared = globalThis as { switchboardRequests?: typeof requests | undefined }
beforeAll(() => {
  shared.switchboardRequests = requests
})
afterAll(() => {
  shared.switchboardRequests = undefined
})

type Rows = Iterable<string[]>
/** A document that somebody asks for. */
function drawn(rows: Rows, user = 'ada', data: { wait?: number } = {}): AsyncGenerator<Uint8Array> {
  const request = {
    path: ['acme', user],
    connections: 0,
    gone: false,
    endTurn: () => undefined,
    identify: () => undefined,
    onAbandon: () => () => undefined,
  }
  async function* batches() {
    yield* rows
  }
  return requests.run(request, () =>
    drawDocument<typeof import('../support/draw-trouble')>('tests/support/draw-trouble', data, batches()),
  )
}
async function textOf(bytes: AsyncGenerator<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('a document that throws, ends its thread or takes all memory ends nothing but itself', async () => {
  for (const trouble of ['throw', 'exit', 'memory']) {
    const failed = await textOf(drawn([['a'], [trouble]])).catch((error: Error) => error)
    expect(failed, trouble).toBeInstanceOf(DocumentError)
    expect(failed, trouble).toMatchObject({ reason: 'failed' })
    expect(await textOf(drawn([['a', 'b'], ['c']])), `after ${trouble}`).toBe('abc')
  }
})

test('what goes wrong with the rows is what the reader hears', async () => {
  function* rows() {
    yield ['a']
    throw new Error('the database is away')
  }
  await expect(textOf(drawn(rows()))).rejects.toThrow('the database is away')
  expect(await textOf(drawn([['a']]))).toBe('a')
})

test('one document of a user is drawn at a time, whoever reads slowly keeps nobody waiting', async () => {
  const slow = drawn(Array.from({ length: 40 }, (_, n) => [`${n}`.repeat(50_000)]))
  await slow.next()
  // The first is not read any further; the next of the same user is drawn all the same.
  expect(await textOf(drawn([['b']]))).toBe('b')
  await slow.return(undefined)
})

test('past forty open documents of a user the next is refused, and nobody else is', async () => {
  const open = Array.from({ length: 40 }, () => drawn([['a']], 'eve'))
  const begun = Promise.all(open.map((each) => each.next()))
  await expect(drawn([['a']], 'eve').next()).rejects.toMatchObject({ reason: 'busy' })
  expect(await textOf(drawn([['a']], 'ben'))).toBe('a')
  await begun
  for (const each of open) await each.return(undefined)
  expect(await textOf(drawn([['a']], 'eve'))).toBe('a')
})
