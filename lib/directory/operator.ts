import type { Raw } from '@/lib/infra/db'

/** The chain of facts that are no company's own, before there is an operator whose they are. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The id of the operator's own company, in whose audit stands what concerns the whole portal. */
export async function operatorId(db: Raw): Promise<string> {
  const [operator] = await db.$queryRaw<{ id: string }[]>`SELECT id FROM company WHERE kind = 'operator'`
  return operator?.id ?? NOBODY
}
