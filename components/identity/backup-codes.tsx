import { Proof } from '@/components/shell/proof'
import { Card, Note, PageHead } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Disclosure } from '@/components/ui/disclosure'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  /** Null: who is there must be proven first. */
  codes: { n: number; code: string; used: boolean }[] | null
  done: 'added' | 'renewed' | null
  actions: Record<'renewBackupCodesAction' | 'showBackupCodesAction', FormAction>
}

/** The codes that stand in for a second factor, each once. */
export function BackupCodes({ t, codes, done, actions }: Props) {
  return (
    <div className="max-w-lg">
      <PageHead title={t('factors.backup_title')} text={t('factors.backup_text')} />
      {done && (
        <div className="mb-5">
          <Note tone="done">{t(done === 'added' ? 'factors.added' : 'factors.backup_renewed')}</Note>
        </div>
      )}
      <Card>
        {codes === null && (
          <Form action={actions.showBackupCodesAction} className="grid gap-4">
            <p>{t('factors.backup_prove')}</p>
            <FormAnswer fields={['proof']} />
            <Proof t={t} />
            <div>
              <Submit>{t('factors.backup_show')}</Submit>
            </div>
          </Form>
        )}
        {codes?.length === 0 && <p>{t('factors.backup_none')}</p>}
        {codes && codes.length > 0 && (
          <>
            <ol className="grid grid-cols-2 gap-x-6 gap-y-2 font-mono">
              {codes.map(({ n, code, used }) => (
                <li key={n} className={used ? 'text-soft' : ''}>
                  {used ? <s>{code}</s> : code}
                  {used && <span className="sr-only"> {t('factors.backup_used')}</span>}
                </li>
              ))}
            </ol>
            <div className="mt-5">
              <CopyButton
                text={codes
                  .filter(({ used }) => !used)
                  .map(({ code }) => code)
                  .join('\n')}
                copy={t('shell.copy')}
                copied={t('shell.copied')}
              />
            </div>
            <Disclosure summary={t('factors.backup_renew')}>
              <Form action={actions.renewBackupCodesAction} className="grid gap-4">
                <p className="text-soft">{t('factors.backup_renew_text')}</p>
                <FormAnswer fields={['proof']} />
                <Proof t={t} proven />
                <div>
                  <Submit look="harm">{t('factors.backup_renew')}</Submit>
                </div>
              </Form>
            </Disclosure>
          </>
        )}
      </Card>
      <a href="/profile" className="link mt-5 inline-block">
        {t('factors.back')}
      </a>
    </div>
  )
}
