import type { Context } from '@/lib/infra/context'
import { writeMail } from './mail'
import type { Notification } from './notification'
import { loadRecipients } from './recipient'

/** Whoever answers for the company hears when its single sign-on changes (rule 9). */
export async function composeProvider(
  key: 'provider_set' | 'provider_removed' | 'provider_in_use',
  { companyId }: { companyId: string },
  context: Context,
): Promise<Notification[]> {
  const chiefs = await loadRecipients(context, companyId, { administrator: { isNot: null } })
  return chiefs.map((to) =>
    writeMail(context, to, (t) => ({
      subject: t(`mail.${key}.subject`),
      paragraphs: [t(`mail.${key}.text`, { company: to.company })],
      closing: [t('mail.not_you', { number: context.market.customerService.domestic })],
    })),
  )
}
