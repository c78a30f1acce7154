import { AsyncLocalStorage } from 'node:async_hooks'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DocumentError } from '@/lib/infra/documents/document-error'
import { drawDocument } from '@/lib/infra/documents/documents'
import { openDocument } from '@/lib/infra/documents/open-documents'
import type { RequestContext } from '@/lib/infra/request'

const requests = new AsyncLocalStorage<RequestContext>()
const shared = globalThis as { switchboardRequests?: typeof requests | undefined }
beforeAll(() => {
  shared.switchboardRequests = requests
})
afterAll(() => {
  shared.switchboardRequests = undefined
})

/** A request of a user's that ends when it is told to. */
function aRequest(user: string) {
  const over = new Set<() => void>()
  return {
    path: ['acme', user],
    method: 'GET',
    connections: 0,
    gone: false,
    endTurn: () => undefined,
    identify: () => undefined,
    onAbandon: () => () => undefined,
    onOver(work: () => void) {
      over.add(work)
      return () => over.delete(work)
    },
    end() {
      for (const work of over) work()
    },
  }
}

type Rows = Iterable<string[]>
/** A document that somebody asks for. */
function drawn(
  rows: Rows,
  user = 'ada',
  data: { wait?: number } = {},
  request: RequestContext = aRequest(user),
): AsyncGenerator<Uint8Array> {
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

const files = () =>
  readdirSync('/proc/self/fd').filter((each) => {
    try {
      return /switchboard-.*deleted/.test(readlinkSync(`/proc/self/fd/${each}`))
    } catch {
      return false
    }
  })

test.runIf(existsSync('/proc/self/fd'))(
  'a document ends with its request, read or not, and leaves no file behind',
  async () => {
    const slow = { wait: 100 }
    const rows = Array.from({ length: 200 }, (_, n) => [`${n}`])
    for (const read of [0, 1]) {
      const request = aRequest('fay')
      const document = drawn(rows, 'fay', slow, request)
      const first = document.next()
      for (let n = 0; n < read; n++) await first
      await vi.waitFor(() => expect(files()).toHaveLength(1), 60_000)
      request.end()
      await first
      await document.return(undefined)
      expect(files()).toEqual([])
    }
    expect(await textOf(drawn([['a']], 'fay'))).toBe('a')
  },
)

test('what documents take of the disk is bounded for a user, and given back', () => {
  const GB = 2 ** 30
  const open = (user: string, company = 'disk') => openDocument([company, user])
  const [first, second, other] = [open('ada'), open('ada'), open('ben')]
  expect(first.grow(GB / 4)).toBe(true)
  expect(second.grow(GB / 3)).toBe(false)
  expect(other.grow(GB / 3)).toBe(true)
  first.close()
  second.close()
  const again = open('ada')
  expect(again.grow(GB / 2)).toBe(true)
  const full = ['eve', 'fay', 'ivy', 'joe'].map((company) => [open('a', company), open('b', company)])
  expect(full.flat().map((each) => each.grow(GB / 2))).toEqual([true, true, ...Array(6).fill(false)])
  for (const each of [again, other, ...full.flat()]) each.close()
  const last = open('ada')
  expect(last.grow(GB / 2)).toBe(true)
  last.close()
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
