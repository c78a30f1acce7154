import { linesInReach } from '@/lib/access/reach'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { unseal } from '@/lib/kernel/seal'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { refuse } from '@/lib/words/refuse'
import { simPlace } from '../files/sim-file'
import { lineIdInput } from '../schema'

/**
 * Opens PIN and PUK of a line's SIM (S4-15). They are opened only if the view stands in the audit; the codes
 * themselves do not. Refuses where the operator has delivered none. @throws NotFound for a line out of reach.
 */
export const showSimCodes = operation({
  key: 'subscriptions.show_sim_codes',
  permission: 'sim_codes:view',
  input: lineIdInput,
  audit: ['subscriptions.sim_codes_shown'],
  run: async (actor, { id }, context): Promise<Result<{ pin: string | null; puk: string }>> => {
    return sqlTransaction(context, async (tx) => {
      const [line] = await tx.$queryRaw<{ ident: string; iccid: string | null; sealed: Buffer | null }[]>`
        SELECT l.ident, l.iccid, s.sealed FROM subscription l
        LEFT JOIN sim_secret s ON s.iccid = l.iccid AND s.company_id = l.company_id
        WHERE l.id = ${id}::uuid AND ${linesInReach(actor, 'sim_codes:view')}`
      if (!line) throw new NotFound(`subscription ${id}`)
      if (!line.sealed || !line.iccid) return refuse('subscriptions.no_codes')
      await recordAudit(tx, {
        companyId: actor.company.id,
        at: context.clock(),
        actor: auditActor(actor),
        action: 'subscriptions.sim_codes_shown',
        object: { kind: 'number', id, name: displayNumber(line.ident, context.market) },
      })
      return ok(JSON.parse(unseal(context.keys, simPlace(line.iccid), line.sealed).toString()))
    })
  },
})
