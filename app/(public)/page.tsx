import { Blocks, ScrollText, UserPlus } from 'lucide'
import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { words } from '@/lib/web/request'

export default async function HomePage() {
  const t = await words()
  const parts = [
    { icon: <Icon of={UserPlus} />, title: t('home.access'), text: t('home.access_text') },
    { icon: <Icon of={Blocks} />, title: t('home.rights'), text: t('home.rights_text') },
    { icon: <Icon of={ScrollText} />, title: t('home.audit'), text: t('home.audit_text') },
  ]
  return (
    <div className="mx-auto max-w-5xl py-12 sm:py-20">
      <h1 className="max-w-2xl font-semibold text-4xl leading-tight sm:text-5xl">{t('home.title')}</h1>
      <p className="mt-5 max-w-xl text-lg text-soft">{t('home.text')}</p>
      <a href="/sign-in" className={`${buttonClass('main')} mt-8 px-6`}>
        {t('signIn.title')}
      </a>
      <ul className="mt-16 grid gap-4 sm:grid-cols-3">
        {parts.map(({ icon, title, text }) => (
          <li key={title} className="card p-6">
            <span className="text-brand">{icon}</span>
            <h2 className="mt-3 font-semibold">{title}</h2>
            <p className="mt-1 text-soft">{text}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
