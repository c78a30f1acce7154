/**
 * The address of a page without what it says was just done (`?done=saved`), or null where it says nothing: what was done
 * is said once, since by the time the page is read again it may be undone.
 */
export function withoutDone(href: string): string | null {
  const url = new URL(href)
  if (!url.searchParams.has('done')) return null
  url.searchParams.delete('done')
  return url.pathname + url.search + url.hash
}
