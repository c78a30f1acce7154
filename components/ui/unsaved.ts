import type { FormState } from '@/lib/kernel/form'

/** Whether a form holds what leaving its page would lose: typed and not sent, or sent and not taken. */
export class Unsaved {
  #typed: boolean
  #sent = false

  /** `state`: what the form shows from the start; what was typed on the page before this one is not saved either. */
  constructor({ values }: FormState = {}) {
    this.#typed = values !== undefined
  }
  get is(): boolean {
    return this.#typed
  }
  type(): void {
    this.#typed = true
  }
  send(): void {
    this.#sent = this.#typed
    this.#typed = false
  }
  /** What was sent came to nothing: it is as unsaved as before. What is done is saved. */
  answer({ done, refusal, unsent }: FormState): void {
    if (done) this.#typed = false
    else if (refusal || unsent) this.#typed ||= this.#sent
  }
  /** The page is left on purpose. */
  leave(): void {
    this.#typed = false
  }
}
