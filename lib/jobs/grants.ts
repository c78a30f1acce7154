import type { GrantsMessage } from '@/lib/grants/messages'
import type { Context } from '@/lib/infra/context'
import { lastDayOf } from '@/lib/kernel/day'
import { dateFormat } from '@/lib/kernel/formats'
import { displayNumber } from '@/lib/market/phone-number'
import { isTemplate } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'
import { writeMail } from './mail'
import { type Notification, notifications } from './notification'
import { loadRecipients } from './recipient'

type Row = {
  userId: string
  gone: boolean
  template: string | null
  own: boolean
  function: string | null
  account: boolean
  centre: boolean
  line: string | null
  until: Date | null
}

/** Tells what the grants room announces. */
export const composeGrants = (message: GrantsMessage, context: Context): Promise<Notification[]> =>
  message.kind === 'grants.rights_changed'
    ? tellChanged(message.payload.changeId, context)
    : tellSubstitute(message.payload.substitutionId, context)

/** Both of them are told who stands in for whom, and until when. */
async function tellSubstitute(id: string, context: Context): Promise<Notification[]> {
  const { companyId, userId, substituteId, validTo } = await context.db.substitution.findUniqueOrThrow({
    where: { id },
  })
  const people = await loadRecipients(context, companyId, { id: { in: [userId, substituteId] } })
  const accountOf = (wanted: string) => people.find((each) => each.id === wanted)?.account ?? ''
  const until = lastDayOf(validTo, context.market.timeZone)
  return people.map((to) =>
    writeMail(context, to, (t) => ({
      subject: t('mail.substitute.subject'),
      paragraphs: [
        t('mail.substitute.text', {
          account: accountOf(userId),
          substitute: accountOf(substituteId),
          until,
        }),
      ],
      closing: [t('mail.ask_administrator')],
    })),
  )
}

/** Tells everybody whom a change of rights concerns what they may do from now on, and no longer. */
async function tellChanged(changeId: string, context: Context): Promise<Notification[]> {
  const rows = await context.sql.$queryRaw<Row[]>`
    SELECT g.user_id AS "userId", coalesce(g.ended_change_id = ${changeId}::uuid, false) AS gone, g.template,
      g.template_id IS NOT NULL AS own, g.function, g.account_id IS NOT NULL AS account,
      g.centre_id IS NOT NULL AS centre, l.ident AS line, g.valid_to AS until
    FROM "grant" g LEFT JOIN subscription l ON l.id = g.line_id
    WHERE g.change_id = ${changeId}::uuid OR g.ended_change_id = ${changeId}::uuid ORDER BY g.user_id, g.id`
  const mine = new Map<string, Row[]>()
  for (const row of rows) mine.set(row.userId, [...(mine.get(row.userId) ?? []), row])
  const holders = await holdersOfChangedRole(changeId, context)
  for (const userId of holders ?? []) mine.set(userId, mine.get(userId) ?? [])
  const change = await context.db.rightsChange.findUniqueOrThrow({
    where: { id: changeId },
    select: { companyId: true },
  })
  const people = await loadRecipients(context, change.companyId, { id: { in: [...mine.keys()] } })
  return people.map((to) =>
    writeMail(context, to, (t) => {
      const of = (gone: boolean) => (mine.get(to.id) ?? []).filter((row) => row.gone === gone)
      return {
        subject: t('mail.rights_changed.subject'),
        paragraphs: [t('mail.rights_changed.text', { account: to.account, company: to.company })],
        facts: [
          ...(holders
            ? [[t('mail.rights_changed.role'), t('mail.rights_changed.own_role')] as [string, string]]
            : []),
          ...of(false).map((row): [string, string] => [
            t('mail.rights_changed.comes'),
            itemOf(t, row, context),
          ]),
          ...of(true).map((row): [string, string] => [
            t('mail.rights_changed.goes'),
            itemOf(t, row, context),
          ]),
        ],
        closing: [t('mail.ask_administrator')],
      }
    }),
  )
}

/** Who holds the role that a change has changed: what they may do has changed with it. Null: it changed no role. */
async function holdersOfChangedRole(changeId: string, context: Context): Promise<string[] | null> {
  const [role] = await context.sql.$queryRaw<{ holders: string[] | null }[]>`
    SELECT (SELECT array_agg(DISTINCT h.user_id::text) FROM held_grant h WHERE h.template_id = c.template_id) AS holders
    FROM rights_change c WHERE c.id = ${changeId}::uuid AND c.template_id IS NOT NULL`
  return role ? (role.holders ?? []) : null
}

function itemOf(t: Words, row: Row, context: Context): string {
  const what = row.template
    ? isTemplate(row.template)
      ? t(`rights.templates.${row.template}.name`)
      : row.template
    : row.own
      ? t('mail.rights_changed.own_role')
      : t(`rights.functions.${row.function as 'line:view'}`)
  const place = row.account
    ? t('mail.rights_changed.account')
    : row.centre
      ? t('mail.rights_changed.centre')
      : row.line
        ? t('rights.scopes.line', { name: displayNumber(row.line, context.market) })
        : t('rights.scopes.company')
  const until = row.until && dateFormat('sv-SE', { timeZone: context.market.timeZone }).format(row.until)
  return until ? t('mail.rights_changed.until', { what, place, until }) : `${what} (${place})`
}

/** What becomes of what the grants room announces. */
export const grantsNotifications = notifications<GrantsMessage>(
  {
    'grants.rights_changed': 'notice',
    'grants.substitute_appointed': 'notice',
  },
  (message, { context }) => composeGrants(message, context),
)
