/** What was just done to how many lines, as the actions write it: `moved-12`. A cookie is read like anything that is sent. */
export function linesDone(said: string | null) {
  const [, what, count] = /^(changed|moved|undone)-([1-9]\d{0,5})$/.exec(said ?? '') ?? []
  return what ? { what: what as 'changed' | 'moved' | 'undone', count: Number(count) } : null
}
