/**
 * Fair turns. At most `most` pieces of work are under way at once; what is behind waits here, where waiting costs
 * nothing, and not inside, where it would slow everybody.
 *
 * Work comes under a path of keys, the outermost first: ['company', 'user']. `shares` bounds each level of it, and at
 * every level keys take turns (round robin): whoever sends sixty waits behind their own fifty-nine, and somebody else's
 * one is next. What waits is bounded too, in all and at each level: where a share is full, the newest work of whoever
 * has most of it waiting makes room for somebody who has less. Only who has most is refused.
 *
 * A share with `crowded` has that bound instead of `most` while another one of its level is served as well.
 *
 * @param {{ most: number, waiting?: number, shares?: { most: number, waiting: number, crowded?: number }[] }} bounds
 */
export function turns({ most, waiting = 1_000, shares = [] }) {
  const bounds = [{ most, waiting }, ...shares]
  /** By level: whose work was served last, and whose before them. */
  const served = bounds.map(() => [never(), never()])

  function note(path) {
    for (let level = 1; level <= path.length && level <= shares.length; level++) {
      const whose = path.slice(0, level).join(' ')
      const last = served[level]
      if (last[0].whose !== whose) last[1] = last[0]
      last[0] = { whose, at: performance.now() }
    }
  }

  function boundOf({ level, path }) {
    const { most, crowded = most } = bounds[level]
    if (crowded === most) return most
    const [last, before] = served[level]
    const other = last.whose === path ? before : last
    return performance.now() - other.at < CROWD ? crowded : most
  }
  const root = share(null, '')
  let running = false

  /** The innermost share of a path; the shares on the way to it are made when they are missing. */
  function shareOf(path) {
    let at = root
    for (const key of path) {
      const child = at.children.get(key) ?? share(at, key)
      at.children.set(key, child)
      at = child
    }
    return at
  }

  /** Counts something on the whole way from a share outwards; a share with nothing in it is forgotten. */
  function count(from, what, by) {
    for (let at = from; at; at = at.parent) {
      at[what] += by
      if (at.busy + at.waiting === 0) at.parent?.children.delete(at.key)
    }
  }

  /** The work whose turn it is below a share, or undefined. */
  function next(at) {
    if (at.busy >= boundOf(at)) return undefined
    if (at.level === shares.length) return at.queue.shift()
    // Each child that has something to do comes once; those at their bound are as few as the work under way.
    for (let left = at.queue.length; left > 0; left--) {
      const child = at.queue.shift()
      const work = next(child)
      if (child.queue.length > 0) at.queue.push(child)
      else child.queued = false
      if (work) return work
    }
    return undefined
  }

  /** The one of a share's children that has most work waiting, if that is more than `than`. */
  function heaviest(at, than) {
    let found
    for (const child of at.children.values()) if (child.waiting > (found?.waiting ?? than)) found = child
    return found
  }

  /** Drops the newest work of whoever has most waiting below a share, if `mine` has less even with one more. */
  function makeRoom(at, mine) {
    let from = heaviest(at, mine.waiting + 1)
    while (from && from.level < shares.length) from = heaviest(from, 0)
    const work = from?.queue.pop()
    if (!work) return false
    count(from, 'waiting', -1)
    work.drop()
    return true
  }

  /** A loop and no recursion: a thousand may have gone away at once. */
  function run() {
    if (running) return
    running = true
    for (let work = next(root); work; work = next(root)) {
      work.begun = true
      const { at } = work
      count(at, 'busy', 1)
      count(at, 'waiting', -1)
      note(work.path)
      let ended = false
      work.go(() => {
        if (ended) return
        ended = true
        count(at, 'busy', -1)
        run()
      })
    }
    running = false
  }

  return {
    /**
     * Calls `go` when it is its turn; `go` gets the function that ends it. Resolves at once with the function by which
     * it stops waiting, or with null: too many wait already. Calls `drop` when it has waited in vain: others have less.
     */
    take(path, go, drop) {
      const at = shareOf(path)
      const way = []
      for (let each = at; each; each = each.parent) way.push(each)
      const free = way.every((each) => each.busy < boundOf(each) && each.waiting === 0)
      const full = free ? -1 : way.findIndex((each) => each.waiting >= bounds[each.level].waiting)
      if (full === 0 || (full > 0 && !makeRoom(way[full], way[full - 1]))) {
        count(at, 'busy', 0)
        return null
      }
      const work = { at, path, go, drop, begun: false }
      count(at, 'waiting', 1)
      at.queue.push(work)
      for (const each of way) {
        if (each.queued || !each.parent) break
        each.queued = true
        each.parent.queue.push(each)
      }
      run()
      return () => {
        const place = work.begun ? -1 : at.queue.indexOf(work)
        if (place < 0) return
        at.queue.splice(place, 1)
        count(at, 'waiting', -1)
      }
    },
    /** Somebody is served who needs no turn. */
    note,
    /** How much is under way and how much waits. */
    load: () => ({ busy: root.busy, waiting: root.waiting }),
  }
}

const never = () => ({ whose: '', at: Number.NEGATIVE_INFINITY })

/** So long somebody counts as being served, in ms: people click once in a while. */
const CROWD = 3_000

const share = (parent, key) => ({
  parent,
  key,
  path: parent?.parent ? `${parent.path} ${key}` : key,
  level: parent ? parent.level + 1 : 0,
  busy: 0,
  waiting: 0,
  /** Of the innermost share: work. Of the others: the shares within that have some. */
  queue: [],
  queued: false,
  children: new Map(),
})
