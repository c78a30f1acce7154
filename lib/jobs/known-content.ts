import { SCHEDULED } from '@/lib/billing/schema'
import { OPERATIONS } from '@/lib/operations/registry'
import { PERMISSIONS } from '@/lib/rights/catalogue'

/** What a message of a known kind may be about, by the name of what is written there. */
const ABOUT = {
  operation: OPERATIONS.filter(({ secondPerson }) => secondPerson).map(({ key }) => key as string),
  right: PERMISSIONS,
  report: SCHEDULED,
  'format of bills': ['pdf'],
  'format of reports': ['csv', 'xlsx'],
} as const

const waitsFor = (what: string, value: string) => `waits for a version that knows the ${what} ${value}`

/** What a message is about was written by a process of the next version: the message waits for a worker of that one. */
export class UnknownContent extends Error {}

/**
 * Makes sure that this version knows what a message is about, so that it neither drops it nor takes it for something else.
 * @throws UnknownContent
 */
export function requireKnown(about: { [What in keyof typeof ABOUT]?: string }): void {
  for (const [what, value] of Object.entries(about))
    if (!(ABOUT[what as keyof typeof ABOUT] as readonly string[]).includes(value))
      throw new UnknownContent(waitsFor(what, value))
}

/** What stands beside messages that waited for something that this version knows. */
export const KNOWN_CONTENT = Object.entries(ABOUT).flatMap(([what, values]) =>
  values.map((value) => waitsFor(what, value)),
)
