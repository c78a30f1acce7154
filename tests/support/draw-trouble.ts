import type { Draw } from '@/lib/infra/documents/documents'

/** Draws its rows as text; on some it throws, takes all memory, or ends its thread. */
export const draw: Draw<{ wait?: number }, string> = async function* ({ wait = 0 }, rows) {
  for await (const batch of rows)
    for (const row of batch) {
      if (row === 'throw') throw new Error('a row that cannot be drawn')
      if (row === 'exit') process.exit(3)
      if (row === 'memory') for (const all: number[][] = []; ; ) all.push(new Array(2_000_000).fill(0.5))
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait))
      yield Buffer.from(row)
    }
}
