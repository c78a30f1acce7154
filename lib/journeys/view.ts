import type { EditorFrame } from '@/lib/grants/view'
import type { HeldGrant } from '@/lib/rights/subject'

/** All that is to be put in order when somebody leaves. */
export type LeavePlan = {
  id: string
  name: string
  account: string
  /** A person has suspended them already. */
  shutOut: boolean
  mainAdministrator: boolean
  sessions: number
  requests: number
  /** Reports and copies that go out in their name. */
  schedules: number
  /** The first of what they hold and of their lines, and how many they are. */
  grants: HeldGrant[]
  held: number
  lines: { id: string; number: string }[]
  lineCount: number
  /** Stands for all of the lines. */
  seen: string
  standsInFor: string[]
  substitutes: string[]
  frame: EditorFrame
}
