import type { GrantsMessage } from '@/lib/grants/messages'
import type { World } from '@/lib/infra/world'
import { isTemplate } from '@/lib/rights/templates'
import type { Letter } from './letter'
import { writeMail } from './mail'
import { loadRecipient } from './recipient'

/** Tells what the grants room announces. */
export async function tellGrants(message: GrantsMessage, world: World): Promise<Letter[]> {
  const { userId, template } = message.payload
  const to = await loadRecipient(world, userId)
  const key = message.kind === 'grants.right_granted' ? 'right_granted' : 'right_ended'
  return [
    writeMail(world, to, (t) => ({
      subject: t(`mail.${key}.subject`),
      paragraphs: [
        t(`mail.${key}.text`, {
          account: to.account,
          company: to.company,
          template: isTemplate(template) ? t(`rights.templates.${template}.name`) : template,
        }),
      ],
      closing: [t('mail.ask_administrator')],
    })),
  ]
}
