'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'

/** Who the newest page of this browser was drawn for: all tabs have one cookie, so it says who is signed in. */
const OWNER = 'owner'

type Props = {
  /** Whose this page is: through whose eyes they look makes them nobody else. */
  owner: { kind: string; id: string; name: string }
  words: { other: string; openAs: string }
}

/**
 * Says so on a page when somebody else has signed in in another tab, before anything is typed into it; and loads anew
 * instead of showing their pages in this one's frame. The server decides; this only says so in time.
 */
export function OwnerWatch({ owner: { kind, id, name }, words }: Props) {
  const path = usePathname()
  const [present, setPresent] = useState<string | null>(null)
  useEffect(() => {
    const owner = `${kind}:${id}`
    const look = () => {
      const [other, called = ''] = (localStorage.getItem(OWNER) ?? '').split('\n')
      setPresent(other && other !== owner ? called : null)
    }
    localStorage.setItem(OWNER, `${owner}\n${name}`)
    look()
    addEventListener('storage', look)
    addEventListener('pageshow', look)
    return () => {
      removeEventListener('storage', look)
      removeEventListener('pageshow', look)
    }
  }, [kind, id, name])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is a new page, drawn for whoever is there now
  useEffect(() => {
    if (present !== null) location.reload()
  }, [path])
  if (present === null) return null
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-between gap-3 bg-attention-tint px-4 py-2 text-attention sm:px-6"
    >
      <p>{words.other.replaceAll('{present}', present).replaceAll('{opened}', name)}</p>
      <button type="button" onClick={() => location.reload()} className={buttonClass('quiet')}>
        {words.openAs.replaceAll('{present}', present)}
      </button>
    </div>
  )
}
