import type { Mail } from '@/lib/channels/mail/client'
import type { NotTaken } from '@/lib/channels/outcome'
import type { SimAnswer } from '@/lib/identity/number/sim-guard'
import { dispatch } from '@/lib/jobs/dispatch'
import type { Providers } from '@/lib/jobs/notification'
import type { TestContext } from './context'

/** Providers that remember what they took, and refuse what they are told to. */
export function providers(
  refuse: (to: string) => NotTaken | null = () => null,
  sim: SimAnswer | (() => SimAnswer) = { swapped: false, recycled: false },
  pay: Providers['pay'] = null,
) {
  const mails: Mail[] = []
  const texts: { to: string; text: string }[] = []
  const guard = (to: string) => {
    const problem = refuse(to)
    if (problem) throw problem
  }
  const ends: Providers = {
    pay,
    mail: {
      async send(mail) {
        guard(mail.to)
        mails.push(mail)
        return '250 ok'
      },
      close: () => undefined,
    },
    sms: {
      async send({ to, text }) {
        guard(to)
        texts.push({ to, text })
        return `id-${texts.length}-${to}`
      },
      close: async () => undefined,
    },
    sim: async () => (typeof sim === 'function' ? sim() : sim),
  }
  return { mails, texts, ends }
}

/** Tells everything of a kind that waits in the outbox; resolves with what went out. */
export async function dispatchAll(context: TestContext, kind: string, sim?: Parameters<typeof providers>[1]) {
  const waiting = await context.db.message.findMany({
    where: { kind, state: 'initial' },
    orderBy: { id: 'asc' },
  })
  const { mails, texts, ends } = providers(undefined, sim)
  for (const { id } of waiting) await dispatch(id, context, ends)
  return { mails, texts, count: waiting.length }
}
