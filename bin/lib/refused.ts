import type { Refusal } from '@/lib/kernel/result'
import type { RefusalCode } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'

/** Says why a use case refused. Returns the exit code of a task for that. */
export function refused({ code, values }: Refusal): number {
  console.error(translator('en')(`refusals.${code as RefusalCode}`, values as never))
  return 1
}
