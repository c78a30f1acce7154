import type { Context } from '@/lib/infra/context'
import { connect } from '@/lib/infra/db'
import { migrate } from '@/lib/infra/migrate'
import { readKeyring } from '@/lib/kernel/keyring'
import { systemRandom } from '@/lib/kernel/token'
import { MARKETS } from '@/lib/market/market'
import { NIGHT_KINDS, type Night, registerCompanies, standing, takeNightFile } from '../../support/night'
import type { Goal } from './table'

/** 1,000 companies of 100 lines (BENCH_LINES makes them fewer), one row of a hundred spoilt. */
const NIGHT: Night = {
  companies: Math.ceil(Number(process.env.BENCH_LINES ?? 100_000) / 100),
  lines: 100,
  spoilt: 100,
}

/** A context in a database of its own beside the bench's. */
async function aside(url: string, name: string): Promise<Context & { close(): Promise<void> }> {
  const admin = connect(url, 1)
  await admin.db.$executeRawUnsafe(`CREATE DATABASE ${name}`)
  await admin.close()
  const own = new URL(url)
  own.pathname = `/${name}`
  await migrate(own.href)
  return {
    ...connect(own.href, 4),
    clock: () => new Date('2026-11-21T10:00:00Z'),
    random: systemRandom,
    keys: readKeyring('a-key-for-the-bench-which-is-long-enough'),
    market: MARKETS.hu,
    portal: new URL('http://localhost:3000'),
    carriers: [],
    smsBudget: { company: 1, total: 1 },
  }
}

/**
 * Takes a spoilt night, then the mended one, and a clean one elsewhere. Throws unless every bad row was listed and both come to
 * the same. Its goals: what setting aside costs beside a clean delivery.
 */
export async function measureNight(url: string): Promise<Goal[]> {
  const [spoilt, clean] = [await aside(url, 'night_spoilt'), await aside(url, 'night_clean')]
  const took = { spoilt: 0, clean: 0 }
  let rows = 0
  const timed = async (which: keyof typeof took, context: Context, kind: string, bad: boolean) => {
    const began = performance.now()
    const taken = await takeNightFile(context, kind, NIGHT, bad)
    took[which] += performance.now() - began
    return taken
  }
  for (const context of [spoilt, clean]) await registerCompanies(context, NIGHT)
  for (const kind of NIGHT_KINDS) {
    const { imported, due } = await timed('spoilt', spoilt, kind, true)
    rows += imported.rows
    const found = imported.problems.map(({ row, code }) => ({ row, code }))
    if (!imported.counts || JSON.stringify(found) !== JSON.stringify(due.listed))
      throw new Error(`${kind}: ${found.length} rows are listed, not ${due.listed.length}`)
    await timed('clean', clean, kind, false)
  }
  for (const kind of NIGHT_KINDS) {
    const { imported } = await takeNightFile(spoilt, kind, NIGHT, false)
    if (!imported.counts || imported.problems.length > 0) throw new Error(`${kind}: was not mended`)
  }
  const [mended, asClean] = [await standing(spoilt), await standing(clean)]
  if (JSON.stringify(mended) !== JSON.stringify(asClean))
    throw new Error(`a mended night is not a clean one: ${JSON.stringify({ mended, asClean })}`)
  for (const context of [spoilt, clean]) await context.close()
  return [
    {
      goal: '7',
      what: `a night of ${NIGHT.companies} companies, 1 % spoilt ÷ clean`,
      ratio: took.spoilt / took.clean,
      most: 1.5,
      note: `${rows} rows, ${(took.spoilt / 1_000).toFixed(1)} s; mended it is the clean one`,
    },
  ]
}
