import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { Locale } from '@/lib/kernel/locale'
import { tableOffers } from '@/lib/kernel/spreadsheet'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'

/** All rights as a file, there and back: taken, changed in a spreadsheet, brought back, and reviewed like any change. */
export function RightsFile({ t, locale, bring }: { t: Words; locale: Locale; bring: FormAction | null }) {
  return (
    <div className="grid max-w-3xl gap-5">
      <Card title={t('editor.file.take')}>
        <p className="mb-4 text-soft">{t('editor.file.take_text')}</p>
        <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <a href="/rights/file/export" download className={buttonClass('quiet')}>
            {t('editor.file.take')}
          </a>
          {tableOffers(locale).includes('machine') && (
            <a href="/rights/file/export?format=machine" download className="link inline-block min-h-6">
              {t('lines.formats.machine')}
            </a>
          )}
        </p>
      </Card>
      {bring && (
        <Card title={t('editor.file.bring')}>
          <Form action={bring} className="grid gap-4">
            <FormAnswer />
            <p className="text-soft">{t('editor.file.bring_text')}</p>
            <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[max-content_1fr]">
              {(['user', 'what', 'where', 'until'] as const).map((column) => (
                <div key={column} className="contents">
                  <dt className="font-mono">{column}</dt>
                  <dd className="text-soft">
                    {t(`editor.file.columns.${column}`, { roles: TEMPLATE_KEYS.join(', ') })}
                  </dd>
                </div>
              ))}
            </dl>
            <label className="grid gap-1.5 font-medium">
              {t('editor.file.file')}
              <input
                type="file"
                name="file"
                accept=".csv,.gz,.zip,text/csv"
                required
                className="min-h-11 rounded-control border border-field bg-surface p-2 font-normal"
              />
            </label>
            <div>
              <Submit>{t('editor.review')}</Submit>
            </div>
          </Form>
        </Card>
      )}
    </div>
  )
}
