import { buttonClass } from '@/components/ui/button-class'
import type { Words } from '@/lib/words/translator'
import { PermissionChoice } from './permission-choice'

/** Which function, on what, and the button that asks. */
export const QuestionFields = ({
  t,
  fn,
  q,
  kind,
  any,
}: {
  t: Words
  fn: string
  q: string
  kind: 'customer' | 'operator'
  any: string
}) => (
  <div className="flex flex-wrap gap-3">
    <PermissionChoice t={t} name="fn" value={fn} label={t('editor.why.function')} kind={kind} any={any} />
    <input
      type="search"
      name="q"
      defaultValue={q}
      aria-label={t('editor.why.object')}
      placeholder={t('editor.why.object')}
      className="min-h-11 min-w-0 flex-1 basis-56 rounded-control border border-field bg-surface px-3.5"
    />
    <button type="submit" className={buttonClass('main')}>
      {t('editor.why.ask')}
    </button>
  </div>
)
