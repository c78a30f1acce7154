import { Prisma } from '@/lib/infra/db'
import type { Assignment } from '@/lib/rights/assignment'

type AssignmentJson = Omit<Assignment, 'validFrom' | 'validTo'> & { validFrom: string; validTo: string }
/** Null: none. */
export type AssignmentsJson = AssignmentJson[] | null

/** The assignments of a row `u` of "user" that are not over at a moment, as JSON. Only the operator's staff have any. */
export const assignmentsOf = (now: Date): Prisma.Sql => Prisma.sql`
  (SELECT json_agg(json_build_object('id', a.id, 'companyId', a.company_id, 'functions', a.functions, 'ground', a.ground,
      'reference', a.reference, 'validFrom', a.valid_from, 'validTo', a.valid_to) ORDER BY a.valid_from, a.id)
    FROM assignment a WHERE a.staff_id = u.id AND a.ended_at IS NULL AND a.valid_to > ${now})`

/** The same as the law reads it. */
export const readAssignments = (rows: AssignmentsJson): Assignment[] =>
  (rows ?? []).map((row) => ({ ...row, validFrom: new Date(row.validFrom), validTo: new Date(row.validTo) }))
