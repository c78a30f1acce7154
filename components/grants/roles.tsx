import Link from 'next/link'
import { Checkbox } from '@/components/ui/box'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import { Shown } from '@/components/ui/was'
import type { TemplateView } from '@/lib/access/view'
import type { FormAction } from '@/lib/kernel/form'
import { factsOf, GROUPS, grantableIn } from '@/lib/rights/catalogue'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'
import { PermissionHead } from './matrix'
import { permissionName, type Wording } from './wording'

type Props = {
  t: Words
  own: readonly TemplateView[]
  /** How many people hold each, by its word. */
  held: ReadonlyMap<string, number>
  mayEdit: boolean
}

/** Every role as a card: what it can, what it cannot, whom it is meant for, how many have it. */
export function Roles({ t, own, held, mayEdit }: Props) {
  return (
    <>
      {mayEdit && (
        <div className="mb-5">
          <Link href="/rights/roles/edit" prefetch={false} className={buttonClass('main')}>
            {t('editor.role.new')}
          </Link>
        </div>
      )}
      <div className="grid gap-5 md:grid-cols-2">
        {own
          .filter(({ retired }) => !retired)
          .map((role) => (
            <Card key={role.id} title={role.name}>
              <Facts
                facts={[
                  [t('users.rights.can'), role.functions.map((fn) => permissionName(t, fn)).join(', ')],
                  ...(role.asks.length > 0
                    ? [
                        [
                          t('editor.role.asks'),
                          role.asks.map((fn) => permissionName(t, fn)).join(', '),
                        ] as const,
                      ]
                    : []),
                  ...(role.meant ? [[t('users.rights.meant'), role.meant] as const] : []),
                ]}
              />
              <Foot t={t} word={role.id} count={held.get(role.id) ?? 0}>
                {mayEdit && (
                  <Link href={`/rights/roles/edit?id=${role.id}`} prefetch={false} className="link">
                    {t('editor.role.edit')}
                  </Link>
                )}
              </Foot>
            </Card>
          ))}
        {(['main_administrator', ...TEMPLATE_KEYS] as const).map((key) => (
          <Card key={key} title={t(`rights.templates.${key}.name`)}>
            <Facts
              facts={(['can', 'cannot', 'meant'] as const).map((part) => [
                t(`users.rights.${part}`),
                t(`rights.templates.${key}.${part}`),
              ])}
            />
            <Foot t={t} word={key} count={held.get(key) ?? 0}>
              {mayEdit && key !== 'main_administrator' && (
                <Link href={`/rights/roles/edit?copy=${key}`} prefetch={false} className="link">
                  {t('editor.role.copy')}
                </Link>
              )}
            </Foot>
          </Card>
        ))}
      </div>
    </>
  )
}

const Facts = ({ facts }: { facts: readonly (readonly [string, string])[] }) => (
  <dl className="grid gap-2">
    {facts.map(([name, fact]) => (
      <div key={name}>
        <dt className="text-sm text-soft">{name}</dt>
        <dd>{fact}</dd>
      </div>
    ))}
  </dl>
)

const Foot = ({
  t,
  word,
  count,
  children,
}: {
  t: Words
  word: string
  count: number
  children: React.ReactNode
}) => (
  <p className="mt-4 flex flex-wrap gap-x-5 gap-y-1">
    <Link href={`/rights?role=${word}`} prefetch={false} className="link">
      {t('editor.role.held', { count })}
    </Link>
    {children}
  </p>
)

type FormProps = {
  wording: Wording
  role: {
    id: string | null
    name: string
    meant: string
    functions: readonly string[]
    asks: readonly string[]
    version: number
  }
  kind: 'customer' | 'operator'
  held: number
  action: FormAction
}

/** A role of the company's own: its name, whom it is meant for, and what it holds. */
export function RoleForm({ wording, role, kind, held, action }: FormProps) {
  const { t } = wording
  const functions = grantableIn(kind)
  return (
    <Form action={action} className="grid max-w-3xl gap-5">
      <FormAnswer fields={['name', 'meant']} />
      {role.id && <input type="hidden" name="id" value={role.id} />}
      <Shown name="version" value={role.version} />
      <Card>
        <div className="grid gap-5">
          <Field
            name="name"
            label={t('editor.role.name')}
            defaultValue={role.name}
            autoComplete="off"
            required
          />
          <Field name="meant" label={t('users.rights.meant')} defaultValue={role.meant} autoComplete="off" />
        </div>
      </Card>
      <Card title={t('users.rights.can')}>
        {GROUPS.map((group) => {
          const rows = functions.filter((fn) => factsOf(fn).group === group)
          return (
            rows.length > 0 && (
              <fieldset key={group} className="mb-4">
                <legend className="mb-1 font-semibold">{t(`rights.groups.${group}`)}</legend>
                {rows.map((fn) => (
                  <label key={fn} className="flex items-start gap-3 py-1.5">
                    <Checkbox
                      name={`item:${fn}`}
                      on={role.functions.includes(fn)}
                      className="mt-0.5 size-5 shrink-0 accent-brand"
                    />
                    <span>
                      <PermissionHead wording={wording} fn={fn} />
                    </span>
                  </label>
                ))}
              </fieldset>
            )
          )
        })}
        <fieldset className="mb-4">
          <legend className="mb-1 font-semibold">{t('editor.role.asks')}</legend>
          <p className="mb-1 text-soft">{t('editor.role.asks_text')}</p>
          {functions
            .filter((fn) => factsOf(fn).approvable)
            .map((fn) => (
              <label key={fn} className="flex min-h-11 items-center gap-3">
                <Checkbox
                  name={`asks:${fn}`}
                  on={role.asks.includes(fn)}
                  className="size-5 shrink-0 accent-brand"
                />
                {permissionName(t, fn)}
              </label>
            ))}
        </fieldset>
        {role.id && (
          <label className="flex min-h-11 items-center gap-3 border-line border-t pt-4 text-harm">
            <Checkbox name="retire" className="size-5 accent-brand" />
            {t('editor.role.retire', { count: held })}
          </label>
        )}
      </Card>
      <div className="sticky bottom-0 z-10 bg-canvas py-3 max-lg:bottom-14">
        <Submit>{t('editor.review')}</Submit>
      </div>
    </Form>
  )
}
