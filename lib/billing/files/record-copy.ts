import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'

/** `stopped`: whoever set it up may no longer have it sent; `failed`: there was nothing to send, or nobody took it. */
export type CopyOutcome = 'sent' | 'stopped' | 'failed'

type Copy = {
  companyId: string
  scheduleId: string
  /** The bill it is a copy of; null: a report. */
  billId: string | null
  /** Where it was handed over to. */
  to: string | null
  outcome: CopyOutcome
}

const SCHEDULES = { kind: 'system', id: null, name: 'schedules', address: null, requestId: null } as const

/**
 * Writes down what became of something that goes out by itself: that it was sent only once it has been handed over. In the
 * caller's transaction, at its end. Of a schedule that somebody has ended nothing is said any more but what was sent.
 */
export async function recordCopy(tx: Raw, { companyId, scheduleId, billId, to, outcome }: Copy, at: Date) {
  const [schedule] = await tx.$queryRaw<{ report: string; email: string }[]>`
    SELECT report, email FROM schedule WHERE id = ${scheduleId}::uuid AND company_id = ${companyId}::uuid`
  const [bill] = await tx.$queryRaw<{ number: string }[]>`
    SELECT number FROM bill WHERE id = ${billId}::uuid AND company_id = ${companyId}::uuid`
  const email = to ?? schedule?.email
  if (!email) return
  const fact = {
    companyId,
    at,
    actor: SCHEDULES,
    object: { kind: 'schedule', id: scheduleId, name: email },
    after: {
      ...(schedule && { report: schedule.report }),
      ...(bill && { bills: [bill.number] }),
      to: email,
    },
  }
  if (outcome === 'sent') return recordAudit(tx, { ...fact, action: 'billing.copy_sent' })
  if (outcome === 'stopped') return recordAudit(tx, { ...fact, action: 'billing.copy_stopped' })
  return recordAudit(tx, { ...fact, action: 'billing.copy_failed' })
}
