import type { Context } from '@/lib/infra/context'
import { seal, sealedWith, unseal } from '@/lib/kernel/seal'
import { simPlace } from '../files/sim-file'

const CHUNK = 2_000

/**
 * Seals PIN and PUK of all SIMs anew that an older key of DATA_KEY has sealed, some thousand at a time. Called from the
 * command line (`npm run keys:reseal`), hence without an actor. Resolves with how many there were.
 */
export async function resealSimCodes(context: Context): Promise<number> {
  let resealed = 0
  for (let after = ''; ; ) {
    const rows = await context.sql.$queryRaw<{ iccid: string; sealed: Buffer }[]>`
      SELECT iccid, sealed FROM sim_secret WHERE iccid > ${after} ORDER BY iccid LIMIT ${CHUNK}`
    const old = rows.filter(({ sealed }) => sealedWith(sealed) !== context.keys.current.id)
    const anew = old.map(({ iccid, sealed }) =>
      seal(context.keys, context.random, simPlace(iccid), unseal(context.keys, simPlace(iccid), sealed)),
    )
    // Only where it is still what was read: a delivery may have changed it meanwhile.
    resealed += await context.sql.$executeRaw`
      UPDATE sim_secret s SET sealed = n.anew
      FROM unnest(${old.map(({ iccid }) => iccid)}::text[], ${old.map(({ sealed }) => sealed)}::bytea[], ${anew}::bytea[])
        AS n (iccid, old, anew)
      WHERE s.iccid = n.iccid AND s.sealed = n.old`
    if (rows.length < CHUNK) return resealed
    after = rows.at(-1)!.iccid
  }
}
