import { markDatabases } from '@/lib/infra/outage'

/** An error as a connection to the database fails with it. */
export function ofDatabase<E extends object>(error: E): E {
  markDatabases(error)
  return error
}
