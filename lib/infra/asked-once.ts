/**
 * Asks once at a time, and so long, in ms, for all: however many want to know, no more is asked. Of what went wrong nothing is
 * kept.
 */
export function askedOnce<T>(ask: () => Promise<T>, keptFor: number): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask().then(
      (answer) => {
        setTimeout(forget, keptFor).unref()
        return answer
      },
      (error) => {
        forget()
        throw error
      },
    )
    return asked
  }
  function forget() {
    asked = undefined
  }
}
