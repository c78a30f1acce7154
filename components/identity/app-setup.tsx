import { Card, PageHead } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { QrCode } from '@/components/ui/qr-code'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = { t: Words; id: string; seed: string; uri: string; action: FormAction }

/** Sets up an authenticator app: a picture for its camera, the same to be typed, and a code to show that it is there. */
export function AppSetup({ t, id, seed, uri, action }: Props) {
  return (
    <div className="max-w-lg">
      <PageHead title={t('factors.app_title')} text={t('factors.app_scan')} />
      <Card>
        <QrCode of={uri} label={t('factors.app_picture')} />
        <p className="mt-5 text-sm text-soft">{t('factors.app_type')}</p>
        <p className="mt-1 mb-6 break-words font-mono">{seed}</p>
        <Form action={action} className="grid gap-5">
          <FormAnswer fields={['code', 'name']} />
          <input type="hidden" name="id" value={id} />
          <Field name="name" label={t('factors.name')} hint={t('factors.name_hint')} autoComplete="off" />
          <Field
            name="code"
            label={t('factors.app_code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={64}
            required
          />
          <div>
            <Submit>{t('factors.app_submit')}</Submit>
          </div>
        </Form>
      </Card>
    </div>
  )
}
