import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Badge, Card, Note, PageHead, type Tone } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Moment, type MomentSettings } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { ApprovalRow, ApprovalState, Effect } from '@/lib/approvals/view'
import type { FormAction } from '@/lib/kernel/form'
import { pause } from '@/lib/kernel/slices'
import type { RefusalCode } from '@/lib/words/refuse'
import type { Words } from '@/lib/words/translator'
import { AnswerRight, Decide } from './decide'
import { EffectText } from './effect'

type Actions = Record<'decideRequestsAction' | 'withdrawRequestAction' | 'answerRightAction', FormAction>
type Props = {
  t: Words
  moment: MomentSettings
  toDecide: readonly ApprovalRow[]
  own: readonly ApprovalRow[]
  places: ReadonlyMap<string, string>
  /** Why not, for those that the actor may not approve. */
  bars: ReadonlyMap<string, string>
  /** Who can decide about what the actor has asked for; nobody: an empty list. */
  deciders: ReadonlyMap<string, readonly string[]>
  /** What they would change. */
  effects: ReadonlyMap<string, Effect>
  done: string | null
  decides: boolean
  grants: boolean
  proven: boolean
  mayRule: boolean
  actions: Actions
}

const DONE = ['asked', 'decided', 'withdrawn', 'given', 'second'] as const
const TONES: Record<ApprovalState, Tone> = {
  open: 'attention',
  approved: 'done',
  rejected: 'harm',
  withdrawn: 'plain',
  expired: 'plain',
}

/** What waits for the actor's decision, and what they have asked for themselves. */
export function Requests(props: Props) {
  const { t, toDecide, own, done, decides } = props
  const said = DONE.find((each) => each === done)
  const operations = toDecide.filter(({ id, kind }) => kind === 'operation' && !props.bars.has(id))
  return (
    <>
      <PageHead
        title={t('approvals.title')}
        text={t('approvals.text')}
        action={
          props.mayRule && (
            <Link href="/approvals/rules" prefetch={false} className={buttonClass('quiet')}>
              {t('approvals.rules.title')}
            </Link>
          )
        }
      />
      <div className="grid grid-cols-1 gap-5">
        {said && <Note tone="done">{t(`approvals.done.${said}`)}</Note>}
        {decides && (
          <Card title={t('approvals.to_decide', { count: toDecide.length })}>
            {toDecide.length === 0 && <p className="text-soft">{t('approvals.nothing')}</p>}
            <ul className="divide-y divide-line">
              {toDecide.map((row) => (
                <ToDecide key={row.id} {...props} row={row} />
              ))}
            </ul>
            {operations.length > 1 && (
              <div className="border-line border-t pt-4">
                <h3 className="font-medium">{t('approvals.all', { count: operations.length })}</h3>
                <ul className="mt-2 grid gap-3">
                  {operations.map((row) => (
                    <Together key={row.id} {...props} row={row} />
                  ))}
                </ul>
                <Decide {...props} ids={operations.map(({ id }) => id).join(' ')} bar={null} />
              </div>
            )}
          </Card>
        )}
        <Card title={t('approvals.own')}>
          {own.length === 0 && <p className="text-soft">{t('approvals.none')}</p>}
          <ul className="divide-y divide-line">
            {own.map((row) => (
              <Own key={row.id} {...props} row={row} />
            ))}
          </ul>
        </Card>
      </div>
    </>
  )
}

type RowProps = Props & { row: ApprovalRow }

/** One request to decide, made when it is its turn: a hundred in one go would hold everybody up. */
async function ToDecide(props: RowProps) {
  await pause()
  const { row } = props
  return (
    <li className="py-4">
      <About {...props} />
      {row.kind === 'right' ? (
        props.grants && <AnswerRight {...props} id={row.id} />
      ) : (
        <Decide {...props} ids={row.id} bar={props.bars.get(row.id) ?? null} />
      )}
    </li>
  )
}

/** One of those that are decided together, in its turn as well. */
async function Together(props: RowProps) {
  await pause()
  const { t, row } = props
  return (
    <li>
      <p className="text-soft text-sm">
        <span className="inline-block first-letter:uppercase">{t(`rights.functions.${row.fn}`)}</span>
        {` · ${row.subject} · ${row.by}`}
      </p>
      <WhatChanges {...props} />
    </li>
  )
}

/** One that the actor has asked for, in its turn as well. */
async function Own(props: RowProps) {
  await pause()
  const { t, row } = props
  return (
    <li className="py-4">
      <About {...props} />
      {row.state === 'open' && <WhoDecides {...props} id={row.id} />}
      {row.state === 'open' && (
        <Form action={props.actions.withdrawRequestAction} className="mt-3 grid gap-2">
          <FormAnswer />
          <input type="hidden" name="id" value={row.id} />
          <div>
            <Submit look="quiet">{t('approvals.withdraw')}</Submit>
          </div>
        </Form>
      )}
    </li>
  )
}

/** What a request would change; who may not know it, since they may not do it, has been told so. */
function WhatChanges({ t, row, effects, moment }: RowProps) {
  const effect = effects.get(row.id)
  return effect ? <EffectText t={t} effect={effect} locale={moment.locale} /> : null
}

function About(props: RowProps) {
  const { t, row, places, moment } = props
  const { state, problem } = row
  const kind = (row.place?.split(':')[0] ?? 'company') as 'company' | 'account' | 'centre' | 'line'
  const about = row.place ? t(`rights.scopes.${kind}`, { name: places.get(row.place) ?? '' }) : row.subject
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium first-letter:uppercase">{t(`rights.functions.${row.fn}`)}</span>
        <span>{about}</span>
        <Badge tone={problem ? 'harm' : TONES[state]}>
          {problem ? t('approvals.failed') : t(`approvals.states.${state}`)}
        </Badge>
      </p>
      <p className="text-sm text-soft">
        {row.by} · <Moment at={row.askedAt} {...moment} />
        {state === 'open' && (
          <>
            {` · ${t('approvals.until')} `}
            <Moment at={row.deadline} {...moment} />
          </>
        )}
        {row.decidedBy && ` · ${row.decidedBy}`}
      </p>
      <WhatChanges {...props} row={row} />
      {row.comment && <p className="mt-1">{row.comment}</p>}
      {row.answer && <p className="mt-1">{t('approvals.answered', { text: row.answer })}</p>}
      {problem && (
        <p className="mt-1 text-harm">
          {t(`refusals.${problem as RefusalCode}`, {
            functions: '…',
            account: row.subject,
            most: 0,
            count: 0,
            value: '',
          } as never)}
        </p>
      )}
      {row.fn === 'right:grant' && row.kind === 'operation' && state === 'open' && row.draft && (
        <Link href={`/rights/review/${row.draft}`} prefetch={false} className="link inline-block min-h-6">
          {t('approvals.look')}
        </Link>
      )}
    </>
  )
}

/** Who can decide, by name: whoever asked knows whom to turn to, or that there is nobody. */
function WhoDecides({ t, deciders, id }: Props & { id: string }) {
  const names = deciders.get(id)
  if (!names) return null
  return names.length > 0 ? (
    <p className="mt-1 text-sm text-soft">{t('approvals.can_decide', { names: names.join(', ') })}</p>
  ) : (
    <p className="mt-1 text-attention text-sm">{t('approvals.nobody_decides')}</p>
  )
}
