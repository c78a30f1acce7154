import type { GivenItem, PreviewGroup, PreviewItem } from '@/lib/grants/view'
import { pause } from '@/lib/kernel/slices'
import { permissionName, placeName, untilDay, type Wording, whatName } from './wording'

/** So many names stand in a sentence; the rest are behind it. */
export const NAMED = 8

/** What some people will be able to do, and no longer, alike for all of them. */
export async function Group({ wording, group }: { wording: Wording; group: PreviewGroup }) {
  const { t } = wording
  await pause()
  const { people, count, gives, takes, gains, loses, periods } = group
  return (
    <li>
      <Names names={people.map(({ person }) => person)} count={count} wording={wording} />
      {gives.map((item) => (
        <Given key={`+${item.word} ${item.place}`} wording={wording} item={item} sign="+" />
      ))}
      {takes.map((item) => (
        <Given key={`-${item.word} ${item.place}`} wording={wording} item={item} sign="−" />
      ))}
      {group.moreItems > 0 && (
        <p className="text-soft">{t('editor.reviewed.more_rights', { count: group.moreItems })}</p>
      )}
      {gains.length + loses.length + periods.length === 0 && (
        <p className="text-soft">{t('editor.reviewed.same')}</p>
      )}
      <Items wording={wording} items={gains} sign="+" words={t('editor.reviewed.will')} tone="text-done" />
      <Items
        wording={wording}
        items={loses}
        sign="−"
        words={t('editor.reviewed.no_longer')}
        tone="text-harm"
      />
      {group.moreEffects !== 0 && (
        <p className="text-soft">
          {group.moreEffects === null
            ? t('editor.reviewed.more_places')
            : t('editor.reviewed.more_effects', { count: group.moreEffects })}
        </p>
      )}
      {periods.map(({ word, place, was, from, to }) => (
        <p key={`${word} ${place}`}>
          {t('editor.reviewed.period', {
            what: `${whatName(wording, word)} (${placeName(wording, place)})`,
            was: was ? t('editor.until', { day: untilDay(wording, was) }) : t('editor.for_good'),
            is: [
              from && t('editor.from', { day: untilDay(wording, new Date(from.getTime() + 1)) }),
              to ? t('editor.until', { day: untilDay(wording, to) }) : t('editor.for_good'),
            ]
              .filter(Boolean)
              .join(', '),
          })}
        </p>
      ))}
    </li>
  )
}

/** A role or function by its name, where and until when; what of it cannot be held there is said. */
function Given({ wording, item, sign }: { wording: Wording; item: GivenItem; sign: string }) {
  const { t } = wording
  const { word, place, to, lacks } = item
  const until = to ? `, ${t('editor.until', { day: untilDay(wording, to) })}` : ''
  return (
    <>
      <p className="font-medium">{`${sign} ${whatName(wording, word)} · ${placeName(wording, place)}${until}`}</p>
      {lacks.length > 0 && (
        <p className="text-attention text-sm">
          {t('editor.reviewed.lacks', { functions: lacks.map((fn) => permissionName(t, fn)).join(', ') })}
        </p>
      )}
    </>
  )
}

/** Some names, and how many more. */
export function Names({
  wording: { t },
  names,
  count,
}: {
  wording: Wording
  names: readonly string[]
  count: number
}) {
  const rest = count - Math.min(names.length, NAMED)
  return (
    <>
      <h3 className="font-medium">
        {names.slice(0, NAMED).join(', ')}
        {rest > 0 && ` ${t('editor.reviewed.and_more', { count: rest })}`}
      </h3>
      {names.length > NAMED && (
        <details>
          <summary className="cursor-pointer text-sm text-soft">{t('editor.reviewed.all_names')}</summary>
          <p className="text-sm">{names.slice(NAMED).join(', ')}</p>
        </details>
      )}
    </>
  )
}

/** Permissions with the same place and time are told together: "see bills, pay bills (billing account Central)". */
function Items({
  wording,
  items,
  sign,
  words,
  tone,
}: {
  wording: Wording
  items: readonly PreviewItem[]
  sign: string
  words: string
  tone: string
}) {
  const groups = new Map<string, PreviewItem[]>()
  for (const item of items) {
    const key = `${item.place} ${item.from?.getTime()} ${item.to?.getTime()}`
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  const { t } = wording
  return [...groups].map(([key, [first, ...rest]]) => {
    const { place, from, to } = first!
    const when = [
      placeName(wording, place),
      from && t('editor.from', { day: untilDay(wording, new Date(from.getTime() + 1)) }),
      to && t('editor.until', { day: untilDay(wording, to) }),
    ].filter(Boolean)
    return (
      <p key={key}>
        <span className={tone}>{`${sign} ${words}: `}</span>
        {`${[first!, ...rest].map(({ fn }) => permissionName(t, fn)).join(', ')} `}
        <span className="text-soft">{`(${when.join(', ')})`}</span>
      </p>
    )
  })
}
