import { Note } from '@/components/ui/card'
import { Table } from '@/components/ui/list/table'
import { factsOf } from '@/lib/rights/catalogue'
import type { AffectedGroup, MovePreview } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'

/**
 * Whoever holds rights over a cost centre holds them over its lines: who gains and who loses which of them by a move. Who gains
 * is not said of a cost centre that whoever asks does not see, nor whether anybody does.
 */
export function MoveEffect({ t, effect, target }: { t: Words } & Pick<MovePreview, 'effect' | 'target'>) {
  if (!effect) return <Note tone="harm">{t('refusals.subscriptions.move_too_wide')}</Note>
  const { gain, lose, own } = effect
  if (gain.count + lose.count === 0 && !own && !target?.hidden)
    return <p className="text-soft">{t('lines.move.nobody')}</p>
  return (
    <>
      {target?.hidden && <Note tone="attention">{t('lines.move.unseen')}</Note>}
      {own && (
        <Note tone="attention">
          {t('lines.move.own', { what: permissionsOf(t, own), which: linesOf(t, own) })}
        </Note>
      )}
      {(['gain', 'lose'] as const).map((way) => {
        const { count, groups } = effect[way]
        if (count === 0) return null
        const title = t(`lines.move.${way}`, { count })
        const shown = groups.reduce((sum, group) => sum + group.count, 0)
        return (
          <section key={way} className="grid gap-2">
            <h3 className="font-medium">{title}</h3>
            <Table
              caption={title}
              columns={[
                { key: 'who', head: t('lines.move.who'), cell: (group) => namesOf(t, group) },
                {
                  key: 'which',
                  head: t('lines.move.which'),
                  label: true,
                  cell: (group) => linesOf(t, group),
                },
                {
                  key: 'what',
                  head: t(`lines.move.${way}_what`),
                  label: true,
                  wide: true,
                  cell: (group) => permissionsOf(t, group),
                },
              ]}
              rows={groups}
              keyOf={({ names, functions, numbers }) => [...names, ...functions, ...numbers].join(' ')}
            />
            {count > shown && (
              <p className="text-sm text-soft">{t('lines.move.more_people', { count: count - shown })}</p>
            )}
          </section>
        )
      })}
    </>
  )
}

const permissionsOf = (t: Words, { functions }: AffectedGroup) =>
  functions
    .map((fn) => t(`rights.functions.${fn}`) + (factsOf(fn).coming ? ` (${t('editor.coming')})` : ''))
    .join(', ')

/** A number stays in one row of text. */
const linesOf = (t: Words, { lines, numbers }: AffectedGroup) =>
  t('lines.move.lines', {
    count: lines,
    numbers: numbers.join(', ').replaceAll(/(?<!,) /g, '\u00a0'),
    more: lines - numbers.length,
  })

function namesOf(t: Words, { count, names }: AffectedGroup) {
  if (names.length === 0) return t('lines.move.people', { count })
  const more = count - names.length
  return more > 0 ? `${names.join(', ')} ${t('lines.move.more', { count: more })}` : names.join(', ')
}
