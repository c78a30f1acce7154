import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import type { Market } from '@/lib/market/market'
import type { RefusalCode } from '@/lib/words/refuse'

/** What is wrong with a row of a delivery. */
export type RowProblem = { row: number; code: RefusalCode; field: string | null }
/** A row that was read; `unit`: what it is about, where rows of one are taken together. */
export type Row<Ready> = { row: number; unit: string | null; ready: Ready }
export type Counts = Record<string, number>

/** A kind of file that the operator's systems deliver (docs/import.md). */
export type FileKind<Ready> = {
  name: string
  columns: { known: readonly string[]; needed: readonly string[] }
  /**
   * Facts that never change once they are told: the same file is not read again. What tells how things
   * stand is, where another one was taken since (taken-before.ts).
   */
  facts: boolean
  /** Whether taking it over writes facts into its companies' audit itself. */
  ownFacts?: boolean
  /** Its temporary table of staged rows, which has `row`, `unit` and `company_id` among its columns. */
  staged: string
  /** Whether the rows of one unit are taken all or none: lines of a bill, parts of a transfer. */
  together: boolean
  json(market: Market, now: Date): JsonReader
  /** `only`: ids of the companies from which alone it takes what is unique over all of them, a number or SIM; null: from any. */
  open(tx: Raw, context: Context, only: readonly string[] | null): Promise<Opened<Ready>>
}

/** Why a record cannot be read before any of its cells is, with what it is about where that can be seen. */
export type Unread = { code: RefusalCode; field: string | null; record?: Record<string, string> }
/** A record as rows of a kind's columns. */
export type Cells = Record<string, string>[]

/** Reads elements in TM Forum's shapes, in which numbers are digits (`readJson`). */
export type JsonReader = {
  /** What one says as rows of the same columns. */
  rows(element: unknown, row: number): Cells | Unread
  /** What is wrong once all are read, with the record that it is about. */
  left?(): { problem: RowProblem; record: Record<string, string> }[]
}

export type Opened<Ready> = {
  /**
   * One row on its own: `record` has the cells that are filled, `named` all that its file or element names, empty ones too.
   */
  read(
    record: Record<string, string>,
    row: number,
    named: Record<string, string>,
  ): { ready: Ready } | { problem: RowProblem }
  /**
   * What a row is about (a bill of a company, a line, a payment), in one spelling however it is written; null: it does not
   * say. A row that was set aside counts as mended once one that is about the same is taken.
   */
  unitOf(record: Record<string, string>): string | null
  /** Stages rows in the database, those with problems too. Resolves with what is wrong with them there. */
  stage(rows: Row<Ready>[]): Promise<RowProblem[]>
  /** Applies all that is staged. What it has written before it finds a problem is rolled back. */
  take(): Promise<{ counts: Counts; problems: RowProblem[] }>
}
