import type { HeldItem, TemplateView } from '@/lib/access/view'
import type { Closed } from '@/lib/directory/view'
import type { Permission } from '@/lib/rights/catalogue'
import type { Scope, Target } from '@/lib/rights/scope'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
import type { ChangeKind } from './change-kind'

/** A scope with its name (of the whole company it is empty), and as the law is asked about the whole of it. */
export type PlaceView = { key: string; scope: Scope; target: Target; name: string }

export type PersonRow = {
  id: string
  name: string
  account: string
  mainAdministrator: boolean
  closed: Closed | null
  /** The first of what they hold, or all of it, and how many they hold. */
  grants: readonly HeldGrant[]
  held: number
}

/** What a page of the editor needs beside the people: names of scopes, templates, and the version it shows. */
export type EditorFrame = { places: PlaceView[]; templates: TemplateView[]; version: number }

/** A person as the editor shows them. */
export type PersonView = PersonRow & { subject: Subject }

export type NumberRow = {
  id: string
  number: string
  holder: string | null
  costCentre: string | null
  /** What its own ceiling leaves; null: all that the company's leaves. */
  functions: string[] | null
}

/** What some people will be able to do that they cannot now, or no longer: alike for all of them. */
export type PreviewGroup = {
  people: { id: string; person: string }[]
  /** With those who are not named. */
  count: number
  /** What is given and taken, by its name. */
  gives: GivenItem[]
  takes: GivenItem[]
  gains: PreviewItem[]
  loses: PreviewItem[]
  /** What they hold for another time than until now. */
  periods: ReviewPeriod[]
  /** So many more that are given or taken, and so many effects more, are counted and not named; null: there are more, uncounted. */
  moreItems: number
  moreEffects: number | null
}
/** A role or function over a scope; `lacks`: what of it cannot be held there. */
export type GivenItem = { word: string; place: string; to: Date | null; lacks: string[] }
/** A role or function that begins or ends at another time; null: at once, for good. */
export type ReviewPeriod = {
  word: string
  place: string
  was: Date | null
  from: Date | null
  to: Date | null
}
export type PreviewItem = { fn: Permission; place: string; from: Date | null; to: Date | null }

export type Skipped = { person: string; why: 'oneself' | 'main_administrator' | 'nothing' }

/** A proposed change, as it is reviewed before it is applied. */
export type PreviewView = {
  id: string
  kind: ChangeKind
  applied: boolean
  groups: PreviewGroup[]
  /** So many kinds of change more, for other people. */
  moreGroups: number
  /** Whom it names but does not concern. */
  skipped: Skipped[]
  limits: {
    numbers: { id: string; name: string }[]
    count: number
    all: boolean
    left: string[]
    goes: string[]
    comes: string[]
  }[]
  template: {
    name: string
    added: string[]
    removed: string[]
    /** Needs a second person from now on, and no longer. */
    asks: string[]
    asksNoLonger: string[]
    retire: boolean
    isNew: boolean
  } | null
  undoes: number | null
  /** Grants that come and go. */
  added: number
  removed: number
  people: number
  numbers: number
  /** What the actor does not hold and so cannot give. */
  missing: PreviewItem[]
  moreMissing: number
  /** What others have changed since it was begun. */
  conflicts: { number: number; at: Date; by: string | null; names: string[] }[]
  moreConflicts: number
  risky: boolean
  frame: EditorFrame
}

/** A change as the history shows it. */
export type ChangeRow = {
  id: string
  number: number
  at: Date
  by: string | null
  kind: ChangeKind
  reason: string | null
  added: number
  removed: number
  people: number
  numbers: number
  template: string | null
  undoes: number | null
  undoneBy: number | null
}

/** Somebody who may do something to something, and by what. */
export type WhoMayRow = {
  id: string
  name: string
  account: string
  mainAdministrator: boolean
  /** What gives it to them. */
  grants: HeldGrant[]
  /** All that they hold there. */
  there: HeldGrant[]
}

/** A grant that came or went with a change. */
export type ChangedGrant = {
  person: string
  personId: string
  item: string
  gone: boolean
  validTo: Date | null
}
/** What a change made of what numbers may do at most; `number` null: all of them. A ceiling null: no limit. */
export type ChangedCeiling = { number: string | null; before: string[] | null; after: string[] | null }

export type ReviewSummary = {
  id: string
  begunAt: Date
  closedAt: Date | null
  by: string
  items: number
  confirmed: number
  removed: number
}
export type ReviewItemRow = {
  id: string
  person: string
  what: string
  /** `kind:name` */
  scope: string
  risk: number
  lastOn: string | null
  confirmed: boolean | null
  decidedBy: string | null
  decidedAt: Date | null
  /** One's own rights: somebody else decides. */
  own: boolean
}

export type SubstituteRow = { id: string; person: string; from: Date; until: Date }

/** What would be otherwise once an operation of this room were done, for whoever is to say yes to it. */
export type GrantsEffect =
  | {
      kind: 'rights_changed'
      /** The first people by name, the gravest items, and how many of them there are. */
      people: string[]
      peopleCount: number
      gives: HeldItem[]
      givesCount: number
      takes: HeldItem[]
      takesCount: number
      replaces: boolean
      numbers: number
      allNumbers: boolean
      /** What numbers may do that they could not, and no longer. */
      comes: Permission[]
      goes: Permission[]
      /** A role of the company's own: what it holds more, and no longer. */
      role: {
        name: string
        change: 'new' | 'changed' | 'retired'
        added: Permission[]
        removed: Permission[]
        /** For which of them it asks a second person from now on, and no longer. */
        asks: Permission[]
        asksNoLonger: Permission[]
        /** So many people have it. */
        holders: number
      } | null
    }
  | {
      kind: 'substitute_appointed'
      person: string
      substitute: string
      /** YYYY-MM-DD, both included. */
      from: string
      until: string
      holds: HeldItem[]
      more: number
    }
