import Link from 'next/link'
import { Badge, Card } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Moment, type MomentSettings } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { ChangedCeiling, ChangedGrant, ChangeRow } from '@/lib/grants/view'
import type { FormAction } from '@/lib/kernel/form'
import { NUMBER_PERMISSIONS } from '@/lib/rights/catalogue'
import { readItem } from '@/lib/rights/items'
import { scopeKey } from '@/lib/rights/scope'
import type { Words } from '@/lib/words/translator'
import { permissionName, placeName, untilDay, type Wording, whatName } from './wording'

/** What a change was, in a line: how much of it, for how many. */
export function changeTitle(t: Words, change: ChangeRow): string {
  const { added, removed, people, numbers, template, undoes } = change
  const what = t(`editor.kinds.${change.kind}`, { number: undoes ?? 0, template: template ?? '' })
  const much = [
    added > 0 && t('editor.counts.added', { count: added }),
    removed > 0 && t('editor.counts.removed', { count: removed }),
    people > 0 && t('editor.counts.people', { count: people }),
    numbers > 0 && t('editor.counts.numbers', { count: numbers }),
  ].filter(Boolean)
  return much.length > 0 ? `${what}: ${much.join(', ')}` : what
}

/** Changes of rights, the newest first, each with its number, who, when and why. */
export function ChangeList({
  t,
  rows,
  moment,
}: {
  t: Words
  rows: readonly ChangeRow[]
  moment: MomentSettings
}) {
  if (rows.length === 0) return <p className="card p-10 text-center">{t('editor.history.empty')}</p>
  return (
    <ol className="card divide-y divide-line">
      {rows.map((change) => (
        <li key={change.id} className="px-5 py-4">
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <Link
              href={`/rights/changes/${change.number}`}
              prefetch={false}
              className="link inline-block min-h-6 font-medium"
            >
              {`#${change.number} ${changeTitle(t, change)}`}
            </Link>
            {change.undoneBy && (
              <Badge tone="attention">{t('editor.history.undone', { number: change.undoneBy })}</Badge>
            )}
          </p>
          <p className="text-sm text-soft">
            {change.by ?? t('editor.history.operator')} · <Moment at={change.at} {...moment} />
            {change.reason && ` · ${t('audit.reason', { reason: change.reason })}`}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** What is alike is told once, for all of them. */
function alike<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const same = groups.get(keyOf(row))
    if (same) same.push(row)
    else groups.set(keyOf(row), [row])
  }
  return [...groups.values()]
}

type Props = {
  wording: Wording
  change: ChangeRow & { grants: readonly ChangedGrant[]; ceilings: readonly ChangedCeiling[] }
  moment: MomentSettings
  /** Null: it cannot be taken back any more, or not by this actor. */
  undo: FormAction | null
}

/** One change with all that it did, person by person, and how to take it back. */
export function ChangeCard({ wording, change, moment, undo }: Props) {
  const { t } = wording
  const left = (functions: readonly string[] | null) =>
    (functions ?? NUMBER_PERMISSIONS).map((fn) => permissionName(t, fn)).join(', ') ||
    t('editor.numbers.closed')
  return (
    <Card title={`#${change.number} ${changeTitle(t, change)}`}>
      <p className="text-soft">
        {change.by ?? t('editor.history.operator')} · <Moment at={change.at} {...moment} />
      </p>
      {change.reason && <p className="mt-1">{t('audit.reason', { reason: change.reason })}</p>}
      {change.undoneBy && (
        <p className="mt-2">
          <Link href={`/rights/changes/${change.undoneBy}`} prefetch={false} className="link">
            {t('editor.history.undone', { number: change.undoneBy })}
          </Link>
        </p>
      )}
      {undo && (
        <Form action={undo} className="mt-5 grid gap-3">
          <FormAnswer />
          <input type="hidden" name="number" value={change.number} />
          <p className="text-soft">{t('editor.history.undo_text')}</p>
          <div>
            <Submit look="quiet">{t('editor.history.undo', { number: change.number })}</Submit>
          </div>
        </Form>
      )}
      <ul className="mt-4 grid gap-3">
        {alike(change.grants, ({ item, gone, validTo }) => `${item} ${gone} ${validTo?.getTime()}`).map(
          (same) => {
            const [first] = same
            const { item, gone, validTo } = first!
            const { what, scope } = readItem(item) ?? { what: item, scope: { kind: 'company' as const } }
            const until = validTo ? `, ${t('editor.until', { day: untilDay(wording, validTo) })}` : ''
            const name = `${whatName(wording, what)}, ${placeName(wording, scopeKey(scope))}${until}`
            return (
              <li key={`${item} ${gone} ${validTo?.getTime()}`}>
                <p className="font-medium">
                  <span aria-hidden="true" className={gone ? 'text-harm' : 'text-done'}>
                    {gone ? '− ' : '+ '}
                  </span>
                  {t(gone ? 'editor.history.lost' : 'editor.history.got', { item: name })}
                </p>
                <p className="flex flex-wrap gap-x-3">
                  {same.map(({ person, personId }) => (
                    <Link
                      key={personId}
                      href={`/rights/people/${personId}`}
                      prefetch={false}
                      className="link inline-block min-h-6"
                    >
                      {person}
                    </Link>
                  ))}
                </p>
              </li>
            )
          },
        )}
        {alike(change.ceilings, ({ before, after }) => JSON.stringify([before, after])).map((same) => (
          <li key={JSON.stringify([same[0]!.before, same[0]!.after])}>
            <p className="font-medium">
              {t('editor.history.ceiling', { before: left(same[0]!.before), after: left(same[0]!.after) })}
            </p>
            <p className="tabular-nums">
              {same.map(({ number }) => number ?? t('editor.numbers.all')).join(', ')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
