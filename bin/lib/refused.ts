import type { Refusal } from '@/lib/kernel/result'
import { translator } from '@/lib/words/translator'

/** Says why a use case refused. Returns the exit code of a task for that. */
export function refused({ code, values }: Refusal): number {
  console.error(translator('en')(`refusals.${code}` as never, values as never))
  return 1
}
