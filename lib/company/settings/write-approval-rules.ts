import type { Raw } from '@/lib/infra/db'
import type { Permission } from '@/lib/rights/catalogue'

/** Writes down for what a company asks a second person; who may decide that is for lib/approvals. */
export async function writeApprovalRules(
  tx: Raw,
  companyId: string,
  functions: readonly Permission[],
): Promise<void> {
  await tx.$executeRaw`UPDATE company SET needs_approval = ${[...functions]} WHERE id = ${companyId}::uuid`
}
