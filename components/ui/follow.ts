import type { MouseEvent } from 'react'

/**
 * A click on a link of ours leads on without a new document, as Next's `Link` would: one handler for many plain links, each
 * of which would be a component with hooks of its own (docs/decisions/053-light-pages.md). `of`: the link that a click is
 * meant for which is beside all of them.
 */
export function follow(
  event: MouseEvent<HTMLElement>,
  go: (href: string) => void,
  of: (target: Element) => Element | null | undefined = () => null,
): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const target = event.target as Element
  const link = target.closest('a') ?? of(target)
  const href = link?.getAttribute('href')
  if (!href?.startsWith('/') || link?.hasAttribute('download')) return
  event.preventDefault()
  go(href)
}
