import { Fragment } from 'react'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { LineLink } from '@/components/ui/line-link'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { RecentMove } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'

type Props = { t: Words; moves: readonly RecentMove[]; moment: MomentSettings; undo: FormAction }

/** Moves of the last 24 hours, each with the button that undoes it. */
export function RecentMoves({ t, moves, moment, undo }: Props) {
  if (moves.length === 0) return null
  return (
    <section className="card mb-4 p-4" aria-labelledby="recent-moves">
      <h2 id="recent-moves" className="mb-2 font-medium">
        {t('lines.move.recent')}
      </h2>
      <ul className="grid gap-3">
        {moves.map(({ id, at, by, own, lines, from, to, some }) => (
          <li key={id}>
            <Form action={undo} className="grid gap-2">
              <FormAnswer />
              <input type="hidden" name="id" value={id} />
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <p>
                  {t('lines.move.moved', {
                    count: lines,
                    from: from.map((name) => name ?? t('lines.move.none')).join(', '),
                    to: to ?? t('lines.move.none'),
                  })}
                  <span className="block text-sm text-soft">
                    {some.map((line, index) => (
                      <Fragment key={line.number}>
                        {index > 0 && ', '}
                        <LineLink {...line} />
                      </Fragment>
                    ))}
                    {lines > some.length && ` ${t('lines.move.more', { count: lines - some.length })}`}
                    {[null, momentText(at, moment), !own && by].filter((each) => each !== false).join(' · ')}
                  </span>
                </p>
                <Submit look="quiet">{t('lines.move.undo')}</Submit>
              </div>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}
