import type { Context } from '@/lib/infra/context'

/** A function that a user has used on a day, as YYYY-MM-DD. */
export type Use = { userId: string; fn: string; day: string }

/** Writes down when functions were last used, for reviews of access: in one statement, however many they are. */
export async function writeUses(uses: readonly Use[], context: Context): Promise<void> {
  await context.sql.$executeRaw`
    INSERT INTO right_use (user_id, function, last_on)
    SELECT * FROM unnest(${uses.map(({ userId }) => userId)}::uuid[], ${uses.map(({ fn }) => fn)}::text[],
      ${uses.map(({ day }) => day)}::date[])
    ON CONFLICT (user_id, function) DO UPDATE SET last_on = greatest(right_use.last_on, excluded.last_on)`
}
