import { Globe } from 'lucide'
import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { LANGUAGE_TAG, LOCALES, type Locale } from '@/lib/kernel/locale'
import type { Words } from '@/lib/words/translator'

const THEMES = ['system', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]

export type PreferencesProps = {
  words: {
    settings: string
    language: string
    languages: Record<Locale, string>
    theme: string
    themes: Record<Theme, string>
  }
  locale: Locale
  theme: 'light' | 'dark' | null
  save: (form: FormData) => Promise<void>
}

/** What the switch says in a language. */
export const preferenceWords = (t: Words): PreferencesProps['words'] => ({
  settings: t('shell.settings'),
  language: t('shell.language'),
  languages: recordOf(LOCALES, (language) => t(`shell.languages.${language}`)),
  theme: t('shell.theme'),
  themes: recordOf(THEMES, (theme) => t(`shell.themes.${theme}`)),
})
const recordOf = <Key extends string>(keys: readonly Key[], text: (key: Key) => string) =>
  Object.fromEntries(keys.map((key) => [key, text(key)])) as Record<Key, string>

/** The switch of language and appearance: plain buttons, so that it needs no script. */
export function Preferences({ words, locale, theme, save }: PreferencesProps) {
  const item = (on: boolean) =>
    `min-h-9 rounded-control px-3 text-left hover:bg-sunken ${on ? 'bg-brand-tint font-medium text-brand' : ''}`
  return (
    <details className="relative" name="header">
      <summary className={`${buttonClass('quiet')} border-transparent bg-transparent`}>
        <Icon of={Globe} size={18} />
        <span className="uppercase">{locale}</span>
        <span className="sr-only">{words.settings}</span>
      </summary>
      <form action={save} className="card absolute right-0 z-20 mt-2 grid w-56 gap-1 p-3 shadow-lg">
        <p className="px-3 pt-1 text-soft text-sm" id="language-label">
          {words.language}
        </p>
        {LOCALES.map((language) => (
          <button
            key={language}
            type="submit"
            name="language"
            value={language}
            lang={LANGUAGE_TAG[language]}
            aria-current={language === locale ? 'true' : undefined}
            className={item(language === locale)}
          >
            {words.languages[language]}
          </button>
        ))}
        <p className="border-line border-t px-3 pt-3 text-soft text-sm">{words.theme}</p>
        {THEMES.map((look) => (
          <button
            key={look}
            type="submit"
            name="theme"
            value={look}
            aria-current={look === (theme ?? 'system') ? 'true' : undefined}
            className={item(look === (theme ?? 'system'))}
          >
            {words.themes[look]}
          </button>
        ))}
      </form>
    </details>
  )
}
