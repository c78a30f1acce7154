import type { MailClient } from '@/lib/channels/mail/client'
import { NotTaken } from '@/lib/channels/outcome'
import type { SmsClient } from '@/lib/channels/sms/client'
import type { CompanyMessage } from '@/lib/company/messages'
import type { GrantsMessage } from '@/lib/grants/messages'
import type { IdentityMessage } from '@/lib/identity/messages'
import type { World } from '@/lib/infra/world'
import { tellCompany } from './company'
import { tellGrants } from './grants'
import { tellIdentity } from './identity'
import type { Cancelled, Letter } from './letter'

export type FarEnds = { mail: MailClient; sms: SmsClient }
type Announced = IdentityMessage | CompanyMessage | GrantsMessage

/** Every message that any room announces finds its teller here, or this does not compile. */
function write(message: Announced, world: World): Promise<Letter[] | Cancelled> {
  const room = message.kind.slice(0, message.kind.indexOf('.'))
  if (room === 'identity') return tellIdentity(message as IdentityMessage, world)
  if (room === 'company') return tellCompany(message as CompanyMessage, world)
  return tellGrants(message as GrantsMessage, world)
}

/**
 * Tells one message of the outbox: writes its letters and hands each to its channel. What was handed
 * over is remembered per address, so that a second run after a crash or a failure sends only the rest.
 * @throws NotTaken when something is worth trying again; the job queue does, with back-off.
 */
export async function tell(messageId: string, world: World, farEnds: FarEnds): Promise<void> {
  const message = await world.db.message.findUnique({ where: { id: messageId } })
  if (!message || message.state === 'completed' || message.state === 'cancelled') return
  const letters = await write(message as unknown as Announced, world)
  if ('cancelled' in letters) return settle(world, messageId, 'cancelled', letters.cancelled)

  const problems: NotTaken[] = []
  for (const letter of letters) {
    const problem = await handOver(letter, messageId, world, farEnds)
    if (problem) problems.push(problem)
  }
  const temporary = problems.find(({ permanent }) => !permanent)
  if (temporary) {
    await settle(world, messageId, 'in_progress', temporary.message)
    throw temporary
  }
  const refused = problems[0]
  await settle(world, messageId, refused ? 'failed' : 'completed', refused?.message ?? null)
}

const settle = async (
  world: World,
  id: string,
  state: 'in_progress' | 'completed' | 'cancelled' | 'failed',
  note: string | null,
) => {
  await world.db.message.update({ where: { id }, data: { state, note }, select: { id: true } })
}

async function handOver(
  letter: Letter,
  messageId: string,
  world: World,
  farEnds: FarEnds,
): Promise<NotTaken | null> {
  const { channel, to: recipient } = letter
  const key = { messageId, channel, recipient }
  const delivery = await world.db.delivery.upsert({
    where: { messageId_channel_recipient: key },
    create: { ...key, queuedAt: world.clock(), attempts: 1 },
    update: { attempts: { increment: 1 } },
    select: { id: true, state: true },
  })
  if (delivery.state !== 'queued') return null
  const done = (data: object) =>
    world.db.delivery.updateMany({ where: { id: delivery.id, state: 'queued' }, data })
  try {
    const farEndId =
      letter.channel === 'sms'
        ? await farEnds.sms.send(letter.to, letter.text)
        : await farEnds.mail.send({ ...letter, messageId: `<${delivery.id}@${world.portal.hostname}>` })
    await done({ state: 'sent', farEndId, sentAt: world.clock(), problem: null })
    return null
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    const settled = error.permanent ? { state: 'rejected', settledAt: world.clock() } : {}
    await done({ problem: error.message.slice(0, 500), ...settled })
    return error
  }
}
