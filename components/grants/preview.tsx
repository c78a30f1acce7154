import Link from 'next/link'
import { Proof } from '@/components/shell/proof'
import { Checkbox } from '@/components/ui/box'
import { buttonClass } from '@/components/ui/button-class'
import { Card, Note } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Moment, type MomentSettings } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { PreviewView } from '@/lib/grants/view'
import type { FormAction } from '@/lib/kernel/form'
import { Group, NAMED, Names } from './preview-group'
import { permissionName, placeName, type Wording } from './wording'

type Props = {
  wording: Wording
  review: PreviewView
  moment: MomentSettings
  proven: boolean
  apply: FormAction
  back: string
}

/** What will be different, for whom, in sentences; what stands in its way; and only then the button. */
export function Review({ wording, review, moment, proven, apply, back }: Props) {
  const { t } = wording
  const { added, removed, people, numbers, groups, skipped, limits, conflicts, missing } = review
  const shown = conflicts.at(-1)?.number
  const blocked = missing.length > 0 || review.applied
  const something = people + limits.length > 0 || review.template !== null
  return (
    <div className="grid max-w-3xl gap-5">
      {review.applied && <Note tone="done">{t('editor.reviewed.applied')}</Note>}
      {conflicts.length > 0 && <Conflicts t={t} review={review} moment={moment} />}
      {missing.length > 0 && (
        <Note tone="harm">
          <p>{t('editor.reviewed.missing')}</p>
          <ul className="mt-2 list-disc pl-5">
            {missing.map((item) => (
              <li
                key={`${item.fn}@${item.place}`}
              >{`${permissionName(t, item.fn)} (${placeName(wording, item.place)})`}</li>
            ))}
            {review.moreMissing > 0 && (
              <li>{t('editor.reviewed.more_rights', { count: review.moreMissing })}</li>
            )}
          </ul>
        </Note>
      )}
      <Card title={t('editor.reviewed.title')}>
        <p className="mb-4 font-medium">
          {people > 0 && t('editor.reviewed.counts', { added, removed, people })}
          {numbers > 0 && ` ${t('editor.reviewed.numbers', { numbers })}`}
          {review.undoes !== null && ` ${t('editor.reviewed.undoes', { number: review.undoes })}`}
        </p>
        {review.template && <TemplateSentences wording={wording} template={review.template} />}
        <ul className="grid gap-5">
          {groups.map((group) => (
            <Group key={group.people.map(({ id }) => id).join(' ')} wording={wording} group={group} />
          ))}
          {review.moreGroups > 0 && (
            <li className="text-soft">{t('editor.reviewed.more_groups', { count: review.moreGroups })}</li>
          )}
          {limits.map((limit) => (
            <li key={limit.left.join(' ') + limit.count}>
              <Names
                names={limit.all ? [t('editor.numbers.all')] : limit.numbers.map(({ name }) => name)}
                count={limit.all ? 1 : limit.count}
                wording={wording}
              />
              <p>{`${t('editor.numbers.left')}: ${limit.left.map((fn) => permissionName(t, fn)).join(', ') || t('editor.numbers.closed')}`}</p>
              {limit.goes.length > 0 && (
                <p className="text-harm">{`− ${t('editor.reviewed.no_longer')}: ${limit.goes.map((fn) => permissionName(t, fn)).join(', ')}`}</p>
              )}
              {limit.comes.length > 0 && (
                <p className="text-done">{`+ ${t('editor.reviewed.will')}: ${limit.comes.map((fn) => permissionName(t, fn)).join(', ')}`}</p>
              )}
            </li>
          ))}
        </ul>
        {!something && <p className="text-soft">{t('refusals.grants.nothing_changed')}</p>}
        {skipped.length > 0 && (
          <details className="mt-5">
            <summary className="cursor-pointer text-soft">
              {t('editor.reviewed.skipped', { count: skipped.length })}
            </summary>
            <ul className="mt-2 grid gap-1 text-soft">
              {skipped.slice(0, 100).map(({ person, why }) => (
                <li key={`${person} ${why}`}>{`${person}: ${t(`editor.reviewed.skips.${why}`)}`}</li>
              ))}
            </ul>
          </details>
        )}
      </Card>
      {!blocked && something ? (
        <Card>
          <Form action={apply} className="grid gap-4">
            <FormAnswer fields={['reason', 'proof', 'name']} />
            <input type="hidden" name="draft" value={review.id} />
            <Field
              name="reason"
              label={t(review.risky ? 'editor.reviewed.reason_needed' : 'editor.reviewed.reason')}
              hint={t('editor.reviewed.reason_hint')}
              autoComplete="off"
              required={review.risky}
            />
            {shown !== undefined && (
              <label className="flex min-h-11 items-center gap-3">
                {/* Once more is shown, it is to be confirmed anew. */}
                <Checkbox key={shown} name="anyway" value={shown} className="size-5 accent-brand" />
                {t('editor.reviewed.anyway')}
              </label>
            )}
            {review.risky && <Proof t={t} proven={proven} />}
            <div className="flex flex-wrap gap-3">
              <Submit>
                {people + numbers > 0
                  ? t('editor.reviewed.apply', { people, numbers })
                  : t('editor.reviewed.apply_role')}
              </Submit>
              <Link href={back} prefetch={false} className={buttonClass('quiet')}>
                {t('editor.reviewed.back')}
              </Link>
            </div>
            <p className="text-sm text-soft">
              {t(review.template ? 'editor.reviewed.effect_role' : 'editor.reviewed.effect')}
            </p>
          </Form>
        </Card>
      ) : (
        <Link href={back} prefetch={false} className={`${buttonClass('quiet')} justify-self-start`}>
          {t('editor.reviewed.back')}
        </Link>
      )}
    </div>
  )
}

function TemplateSentences({
  wording: { t },
  template,
}: {
  wording: Wording
  template: NonNullable<PreviewView['template']>
}) {
  const { name, added, removed, asks, asksNoLonger, retire, isNew } = template
  const list = (fns: readonly string[]) => fns.map((fn) => permissionName(t, fn)).join(', ')
  return (
    <div className="mb-4">
      <p className="font-medium">
        {t(
          isNew
            ? 'editor.reviewed.role_new'
            : retire
              ? 'editor.reviewed.role_retired'
              : 'editor.reviewed.role',
          { name },
        )}
      </p>
      {added.length > 0 && !retire && <p>{`+ ${list(added)}`}</p>}
      {removed.length > 0 && <p>{`− ${list(removed)}`}</p>}
      {asks.length > 0 && !retire && <p>{`${t('editor.reviewed.asks')}: ${list(asks)}`}</p>}
      {asksNoLonger.length > 0 && <p>{`${t('editor.reviewed.asks_no_longer')}: ${list(asksNoLonger)}`}</p>}
    </div>
  )
}

/** What others have changed meanwhile: shown beside one's own, and never overwritten unseen (A4). */
function Conflicts({
  t,
  review: { conflicts, moreConflicts },
  moment,
}: {
  t: Wording['t']
  review: PreviewView
  moment: MomentSettings
}) {
  return (
    <Note tone="attention">
      <p className="font-medium">{t('editor.reviewed.meanwhile')}</p>
      <ul className="mt-2 grid gap-1">
        {moreConflicts > 0 && <li>{t('editor.reviewed.more_conflicts', { count: moreConflicts })}</li>}
        {conflicts.map(({ number, at, by, names }) => (
          <li key={number}>
            <Link href={`/rights/changes/${number}`} prefetch={false} className="underline">
              {`#${number}`}
            </Link>
            {` ${by ?? t('editor.history.operator')}, `}
            <Moment at={at} {...moment} />
            {`: ${names
              .slice(0, NAMED)
              .map((name) => (name === '*' ? t('editor.numbers.all') : name))
              .join(', ')}`}
          </li>
        ))}
      </ul>
    </Note>
  )
}
