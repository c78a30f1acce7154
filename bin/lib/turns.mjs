/**
 * Lets at most `most` of a kind of work be under way, the rest in the order they came: what is behind
 * waits here, where waiting costs nothing, and not inside, where it would slow everybody.
 */
export function turns(most, longest = 1_000) {
  let busy = 0
  let running = false
  const waiting = []

  function begin(go) {
    let ended = false
    busy += 1
    go(() => {
      if (ended) return
      ended = true
      busy -= 1
      run()
    })
  }
  /** A loop and no recursion: a thousand may have gone away at once. */
  function run() {
    if (running) return
    running = true
    while (busy < most && waiting.length > 0) begin(waiting.shift())
    running = false
  }
  return {
    /** Calls `go` when it is its turn; `go` gets the function that ends it. False: the queue is too long. */
    take(go) {
      if (busy >= most && waiting.length >= longest) return false
      waiting.push(go)
      run()
      return true
    },
  }
}
