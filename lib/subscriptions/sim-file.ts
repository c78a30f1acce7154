import type { FileKind } from '@/lib/infra/import-file'
import { seal } from '@/lib/kernel/seal'
import { heldElsewhere } from './held-elsewhere'
import { companiesBySlug, rowProblem } from './read-lines'
import { deliveredSimInput } from './schema'
import { simOfResource } from './tmf'

type ReadySim = { companyId: string; iccid: string; sealed: Uint8Array<ArrayBuffer> }

/** What the PIN and PUK of a SIM are sealed for. */
export const simPlace = (iccid: string) => ({ purpose: 'sim', id: iccid })

/** `sims.csv`, or TMF639 resources: PIN and PUK of SIMs, sealed before they are written anywhere. */
export const SIM_FILE: FileKind<ReadySim> = {
  name: 'sims',
  columns: { known: ['company', 'iccid', 'pin', 'puk'], needed: ['company', 'iccid', 'puk'] },
  facts: false,
  json: () => ({ rows: simOfResource }),
  heldElsewhere: (tx, rows, companies) =>
    heldElsewhere(
      tx,
      rows.map(({ row, ready: { iccid } }) => ({ row, ident: null, iccid })),
      companies,
    ),
  async open(tx, world) {
    const companies = await companiesBySlug(world)
    let written = 0
    return {
      read(record, row) {
        const read = deliveredSimInput.safeParse(record)
        if (!read.success) return rowProblem(row, read)
        const { company, iccid, pin, puk } = read.data
        const companyId = companies.get(company)
        if (!companyId) return { problem: { row, code: 'subscriptions.no_company', field: 'company' } }
        const open = Buffer.from(JSON.stringify({ pin, puk }))
        return { ready: { companyId, iccid, sealed: seal(world.keys, world.random, simPlace(iccid), open) } }
      },
      async stage(rows) {
        const sims = [...new Map(rows.map(({ ready }) => [ready.iccid, ready])).values()]
        written += await tx.$executeRaw`
          INSERT INTO sim_secret (iccid, company_id, sealed)
          SELECT * FROM unnest(${sims.map(({ iccid }) => iccid)}::text[],
            ${sims.map(({ companyId }) => companyId)}::uuid[], ${sims.map(({ sealed }) => sealed)}::bytea[])
          ON CONFLICT (iccid) DO UPDATE SET company_id = excluded.company_id, sealed = excluded.sealed`
        return []
      },
      take: async () => ({ counts: { written }, problems: [] }),
    }
  },
}
