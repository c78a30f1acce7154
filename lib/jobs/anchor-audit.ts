import { headsToAnchor } from '@/lib/audit/anchors'
import { keepAnchors } from '@/lib/channels/anchor/client'
import type { MailClient } from '@/lib/channels/mail/client'
import type { World } from '@/lib/infra/world'
import { type AnchorTarget, anchorTarget } from '@/lib/kernel/anchor-target'
import { newId } from '@/lib/kernel/id'

/**
 * Keeps the heads of the audit that have moved at every target of AUDIT_ANCHOR. One that cannot be reached keeps no other
 * from its turn. @throws with what went wrong, so that the job is tried again.
 */
export async function anchorAudit(targets: readonly string[], world: World, mail: MailClient): Promise<void> {
  const kept = await Promise.allSettled(targets.map((text) => anchorAt(anchorTarget(text), world, mail)))
  const failed = kept.flatMap((each, n) =>
    each.status === 'rejected' ? [`${targets[n]}: ${(each.reason as Error).message}`] : [],
  )
  if (failed.length > 0) throw new Error(`heads of the audit could not be kept: ${failed.join('; ')}`)
}

async function anchorAt(target: AnchorTarget, world: World, mail: MailClient): Promise<void> {
  for await (const lines of headsToAnchor(target.name, world))
    if (target.kind === 'mail') await send(target.to, lines, world, mail)
    else await keepAnchors(target, lines)
}

const send = (to: string, lines: string[], { portal }: World, mail: MailClient): Promise<string> =>
  mail.send({
    messageId: `<${newId()}@${portal.hostname}>`,
    ...{ to, subject: `Audit heads of ${portal.host}`, language: 'en', html: '' },
    text: `Keep this mail: npm run audit:verify compares with it.\n\n${lines.join('\n')}\n`,
    attachments: [],
  })
