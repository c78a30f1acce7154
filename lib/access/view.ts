import type { Scope } from '@/lib/rights/scope'

/** One of the company's own templates. */
export type TemplateView = {
  id: string
  name: string
  meant: string | null
  functions: string[]
  /** For which of them whoever holds it asks a second person. */
  asks: string[]
  version: number
  retired: boolean
}

/** A role or function over a scope; of a role of the company's own its name. */
export type HeldItem = { word: string; own: string | null; place: Scope['kind']; placeName: string }
