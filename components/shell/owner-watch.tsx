'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'

/** On it every page tells the other tabs for whom it was drawn. Nothing is stored: a name would outlive its session. */
const OWNERS = 'owners'
export type Owner = { kind: string; id: string; name: string }

/** By GET, also when the page is the answer to a form: a reload would ask whether to send that again. */
const openAnew = () => location.replace(location.pathname + location.search)

type Props = {
  /** Whose this page is: through whose eyes they look makes them nobody else. */
  owner: Owner
  words: Record<'other' | 'openAs', string>
}

/**
 * Says so on a page when somebody else has signed in in another tab, before anything is typed into it; and loads anew
 * instead of showing their pages in this one's frame. The server decides; this only says so in time.
 */
export function OwnerWatch({ owner: { kind, id, name }, words }: Props) {
  const path = usePathname()
  const [present, setPresent] = useState<string | null>(null)
  useEffect(() => {
    const channel = new BroadcastChannel(OWNERS)
    channel.onmessage = ({ data: newest }: MessageEvent<Owner>) =>
      setPresent(newest.kind === kind && newest.id === id ? null : newest.name)
    channel.postMessage({ kind, id, name } satisfies Owner)
    return () => channel.close()
  }, [kind, id, name])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is a new page, drawn for whoever is there now
  useEffect(() => {
    if (present !== null) openAnew()
  }, [path])
  if (present === null) return null
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-between gap-3 bg-attention-tint px-4 py-2 text-attention sm:px-6"
    >
      <p>{words.other.replaceAll('{present}', present).replaceAll('{opened}', name)}</p>
      <button type="button" onClick={openAnew} className={buttonClass('quiet')}>
        {words.openAs.replaceAll('{present}', present)}
      </button>
    </div>
  )
}
