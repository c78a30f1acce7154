import type { Prisma } from '@/lib/infra/db'
import type { UnreadableFile } from '@/lib/infra/records'
import type { SimpleRefusalCode } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'
import type { Imported } from './import-file'

/** What the sender of a delivery is answered: the status, and the body. */
export type Answer = { status: number; body: Prisma.InputJsonObject }

/** So many problems are listed in an answer; what is set aside is listed whole by npm run import:aside. */
const MOST_LISTED = 1_000

const t = translator('en')

/** What a delivery that was cancelled is answered with. */
export const CANCELLED: Answer = { status: 409, body: { taken: false, error: 'it was cancelled' } }

/** Of one that was read: it was taken, or refused for its problems. */
export function importAnswer({ problems, counts, ...rest }: Imported, dry: boolean): Answer {
  const listed = problems
    .slice(0, MOST_LISTED)
    .map((problem) => ({ ...problem, reason: t(`refusals.${problem.code as SimpleRefusalCode}`) }))
  const body = { taken: counts !== null && !dry, dry, ...rest, counts, problems: listed }
  return { status: counts ? 200 : 422, body }
}

/** Of one that is no file of its kind. */
export function unreadableAnswer({ row, why }: UnreadableFile, dry: boolean): Answer {
  const problem = { row, code: `files.${why}`, reason: t(`refusals.files.${why}`) }
  return { status: 422, body: { taken: false, dry, problems: [problem] } }
}

/** Of one that is given up after so many attempts, or (`isLost`) because part of it is not there any more. */
export const failedAnswer = ({ attempts, isLost }: { attempts: number; isLost: boolean }): Answer => ({
  status: 500,
  body: {
    taken: false,
    error: isLost
      ? 'part of what was received is missing: send it again. The operator has been notified'
      : `it could not be processed: ${attempts} attempts broke off. The operator has been notified and can have it tried again`,
  },
})
