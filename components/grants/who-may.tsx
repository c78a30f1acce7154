import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { isTemplate } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  company: string
  people: readonly { id: string; name: string; template: string | null }[]
}

/** Who may do something with a line, and as what. */
export function WhoMay({ t, company, people }: Props) {
  return (
    <Card title={t('lines.who')}>
      <p className="mb-3 text-soft">{t('lines.who_text', { company })}</p>
      <ul className="grid gap-2">
        {people.map(({ id, name, template }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-4">
            <Link href={`/users/${id}`} prefetch={false} className="link inline-block min-h-6">
              {name}
            </Link>
            <span className="text-soft">
              {template === null
                ? t('rights.sources.main_administrator')
                : isTemplate(template)
                  ? t(`rights.templates.${template}.name`)
                  : template}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
