import type { GrantsMessage } from '@/lib/grants/messages'
import type { World } from '@/lib/infra/world'
import { lastDayOf } from '@/lib/kernel/day'
import { nationalNumber } from '@/lib/market/phone-number'
import { isTemplate } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'
import type { Letter } from './letter'
import { writeMail } from './mail'
import { loadRecipients } from './recipient'

type Row = {
  userId: string
  gone: boolean
  template: string | null
  own: string | null
  function: string | null
  account: string | null
  centre: string | null
  line: string | null
  until: Date | null
}

/** Tells what the grants room announces. */
export const tellGrants = (message: GrantsMessage, world: World): Promise<Letter[]> =>
  message.kind === 'grants.rights_changed'
    ? tellChanged(message.payload.changeId, world)
    : tellSubstitute(message.payload.substitutionId, world)

/** Both of them are told who stands in for whom, and until when. */
async function tellSubstitute(id: string, world: World): Promise<Letter[]> {
  const { companyId, userId, substituteId, validTo } = await world.db.substitution.findUniqueOrThrow({
    where: { id },
  })
  const people = await loadRecipients(world, companyId, { id: { in: [userId, substituteId] } })
  const nameOf = (wanted: string) => people.find((each) => each.id === wanted)?.name ?? ''
  const until = lastDayOf(validTo, world.market.timeZone)
  return people.map((to) =>
    writeMail(world, to, (t) => ({
      subject: t('mail.substitute.subject'),
      paragraphs: [
        t('mail.substitute.text', { name: nameOf(userId), substitute: nameOf(substituteId), until }),
      ],
      closing: [t('mail.ask_administrator')],
    })),
  )
}

/** Tells everybody whom a change of rights concerns what they may do from now on, and no longer. */
async function tellChanged(changeId: string, world: World): Promise<Letter[]> {
  const rows = await world.sql.$queryRaw<Row[]>`
    SELECT g.user_id AS "userId", coalesce(g.ended_change_id = ${changeId}::uuid, false) AS gone, g.template,
      t.name AS own, g.function, a.name AS account, c.name AS centre, l.ident AS line, g.valid_to AS until
    FROM "grant" g LEFT JOIN rights_template t ON t.id = g.template_id
    LEFT JOIN billing_account a ON a.id = g.account_id LEFT JOIN cost_centre c ON c.id = g.centre_id
    LEFT JOIN subscription l ON l.id = g.line_id
    WHERE g.change_id = ${changeId}::uuid OR g.ended_change_id = ${changeId}::uuid ORDER BY g.user_id, g.id`
  const mine = new Map<string, Row[]>()
  for (const row of rows) mine.set(row.userId, [...(mine.get(row.userId) ?? []), row])
  const role = await roleChanged(changeId, world)
  for (const userId of role.holders) mine.set(userId, mine.get(userId) ?? [])
  const change = await world.db.rightsChange.findUniqueOrThrow({
    where: { id: changeId },
    select: { companyId: true },
  })
  const people = await loadRecipients(world, change.companyId, { id: { in: [...mine.keys()] } })
  return people.map((to) =>
    writeMail(world, to, (t) => {
      const of = (gone: boolean) => (mine.get(to.id) ?? []).filter((row) => row.gone === gone)
      return {
        subject: t('mail.rights_changed.subject'),
        paragraphs: [t('mail.rights_changed.text', { account: to.account, company: to.company })],
        facts: [
          ...(role.name ? [[t('mail.rights_changed.role'), role.name] as [string, string]] : []),
          ...of(false).map((row): [string, string] => [
            t('mail.rights_changed.comes'),
            itemOf(t, row, world),
          ]),
          ...of(true).map((row): [string, string] => [t('mail.rights_changed.goes'), itemOf(t, row, world)]),
        ],
        closing: [t('mail.ask_administrator')],
      }
    }),
  )
}

/** The role that a change has changed, and who holds it: what they may do has changed with it. */
async function roleChanged(
  changeId: string,
  world: World,
): Promise<{ name: string | null; holders: string[] }> {
  const [role] = await world.sql.$queryRaw<{ name: string; holders: string[] | null }[]>`
    SELECT t.name, (SELECT array_agg(DISTINCT h.user_id::text) FROM held_grant h WHERE h.template_id = t.id) AS holders
    FROM rights_change c JOIN rights_template t ON t.id = c.template_id WHERE c.id = ${changeId}::uuid`
  return { name: role?.name ?? null, holders: role?.holders ?? [] }
}

function itemOf(t: Words, row: Row, world: World): string {
  const what = row.template
    ? isTemplate(row.template)
      ? t(`rights.templates.${row.template}.name`)
      : row.template
    : (row.own ?? t(`rights.functions.${row.function as 'line:view'}`))
  const [kind, name] = row.account
    ? (['account', row.account] as const)
    : row.centre
      ? (['centre', row.centre] as const)
      : row.line
        ? (['line', nationalNumber(row.line)] as const)
        : (['company', ''] as const)
  const place = t(`rights.scopes.${kind}`, { name })
  const until =
    row.until && new Intl.DateTimeFormat('sv-SE', { timeZone: world.market.timeZone }).format(row.until)
  return until ? t('mail.rights_changed.until', { what, place, until }) : `${what} (${place})`
}
