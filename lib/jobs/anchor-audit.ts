import { forgetAnchors, headsToAnchor } from '@/lib/audit/anchors'
import { keepAnchors } from '@/lib/channels/anchor/client'
import type { MailClient } from '@/lib/channels/mail/client'
import type { Context } from '@/lib/infra/context'
import { type AnchorTarget, anchorTarget } from '@/lib/kernel/anchor-target'
import { newId } from '@/lib/kernel/id'

/**
 * Keeps the heads of the audit that have moved at every target of AUDIT_ANCHOR, or `all` of them. One that cannot be reached
 * keeps no other from its turn. @throws with what went wrong, so that the job is tried again.
 */
export async function anchorAudit(
  targets: readonly string[],
  context: Context,
  mail: MailClient,
  { all = false } = {},
): Promise<void> {
  const read = targets.map(anchorTarget)
  const kept = await Promise.allSettled(read.map((target) => anchorAt(target, context, mail, all)))
  const failed = kept.flatMap((each, n) =>
    each.status === 'rejected' ? [{ name: read[n]!.name, reason: each.reason as Error }] : [],
  )
  if (failed.length === 0) return
  const why = failed.map(({ name, reason }) => `${name}: ${reason.message}`).join('; ')
  throw new AggregateError(
    failed.map(({ reason }) => reason),
    `heads of the audit could not be kept: ${why}`,
  )
}

async function anchorAt(
  target: AnchorTarget,
  context: Context,
  mail: MailClient,
  all: boolean,
): Promise<void> {
  if (all) await forgetAnchors(target.name, context)
  for await (const lines of headsToAnchor(target.name, context))
    if (target.kind === 'mail') await send(target.to, lines, context, mail)
    else await keepAnchors(target, lines)
}

/** As an attachment: what stands in a mail itself is broken into short lines on its way. */
const send = (to: string, lines: string[], { portal }: Context, mail: MailClient): Promise<string> =>
  mail.send({
    messageId: `<${newId()}@${portal.hostname}>`,
    ...{ to, subject: `Audit heads of ${portal.host}`, language: 'en', html: '' },
    text: 'Keep the attached file: npm run audit:verify -- --anchors <file> compares with it.\n',
    attachments: [
      { name: 'audit-heads.txt', type: 'text/plain', content: Buffer.from(`${lines.join('\n')}\n`) },
    ],
  })
