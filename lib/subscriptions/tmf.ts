import { z } from 'zod'
import type { Cells, Unread } from '@/lib/infra/file-kind'
import {
  characteristics,
  closedList,
  closedNames,
  customersOf,
  inRole,
  NO_SHAPE,
  oneRow,
  ref,
  valuesOf,
} from '@/lib/infra/tmf-values'
import { isDay, isMoment } from '@/lib/kernel/cursor'
import { endOfDay } from '@/lib/kernel/day'
import type { Market } from '@/lib/market/market'
import { inOurUnits } from './units'
import { type BucketKind, SUBSCRIPTION_STATUSES, type SubscriptionStatus } from './view'

const oneOrMore = z.union([ref, z.array(ref)]).optional()
const idsOf = (of: z.infer<typeof oneOrMore>): string[] => [of ?? []].flat().map(({ id }) => id)
const party = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  role: z.string().optional(),
})
const quantity = z.object({ amount: z.string(), units: z.string().optional() })

const product = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  startDate: z.string().optional(),
  terminationDate: z.string().optional(),
  productSerialNumber: z.string().optional(),
  productOffering: z.object({ name: z.string() }).optional(),
  billingAccount: oneOrMore,
  relatedParty: z.array(party.extend({ email: z.string().optional() })).optional(),
  realizingResource: z
    .array(z.object({ value: z.string().optional(), '@referredType': z.string().optional() }))
    .optional(),
  productCharacteristic: characteristics,
  productRelationship: z
    .array(
      z.object({
        relationshipType: z.string(),
        product: z.object({ name: z.string(), status: z.string().optional() }),
      }),
    )
    .optional(),
})
type Product = z.infer<typeof product>

/** TMF637's states of what is or was in service; `created`, `pendingActive` and `aborted` are lines that do not exist. */
const productStatus = closedList<SubscriptionStatus>({
  ...{ active: 'active', pendingTerminate: 'active', suspended: 'suspended' },
  ...{ terminated: 'terminated', cancelled: 'terminated', canceled: 'terminated' },
})
const ourStatus = closedNames(SUBSCRIPTION_STATUSES)
/** Of a bundled product; what has not begun or is over is no option of the line. */
const optionStatus = closedList<boolean>({
  ...{ active: true, suspended: true, pendingTerminate: true, created: false, pendingActive: false },
  ...{ terminated: false, cancelled: false, canceled: false, aborted: false },
})
const relation = closedNames(['bundled'])

/** TMF637 knows fewer states than dunning does: the finer one comes as a characteristic, and may not contradict it. */
function statusOf(
  coarse: SubscriptionStatus | undefined,
  finer: SubscriptionStatus | undefined,
  ended: boolean,
) {
  const said = finer ?? coarse
  if (finer && coarse && (finer === 'terminated') !== (coarse === 'terminated')) return null
  if (finer === 'active' && coarse === 'suspended') return null
  return ended && said && said !== 'terminated' ? null : ended ? 'terminated' : said
}

/** The line's SIMs: what is called one, or else its physical resources. */
function simsOf({ realizingResource = [] }: Product): (string | undefined)[] {
  const like = (pattern: RegExp) =>
    realizingResource.filter(({ '@referredType': type }) => pattern.test(type ?? ''))
  const sims = like(/sim/i)
  return (sims.length > 0 ? sims : like(/physical/i)).map(({ value }) => value)
}

/** A TMF637 product as a row of `lines.csv`; none other. */
export function lineOfProduct(element: unknown, { timeZone }: Market, now: Date): Cells | Unread {
  const read = product.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const all = (name: string) => valuesOf(data.productCharacteristic, name)
  const users = inRole(data.relatedParty, 'holder')
  const number = all('msisdn').length > 0 ? all('msisdn') : data.productSerialNumber
  const emails = users.map(({ email }) => email).filter(Boolean)
  const bundled = (data.productRelationship ?? []).filter((each) => relation(each.relationshipType))
  const cells = oneRow({
    company: customersOf(data.relatedParty),
    number,
    reference: number ? undefined : data.id,
    kind: all('kind'),
    status: all('status'),
    tariff: data.productOffering?.name,
    billingAccount: idsOf(data.billingAccount),
    costCentre: all('costCentre'),
    iccid: [...simsOf(data), ...all('iccid')],
    holder: users.map(({ name }) => name),
    email: emails.length > 0 ? emails : all('email'),
    spendingLimit: all('spendingLimit'),
    since: data.startDate,
    options: bundled
      .filter((each) => optionStatus(each.product.status) !== false)
      .map((each) => each.product.name)
      .join('|'),
  })
  if (!Array.isArray(cells)) return cells
  const [record] = cells as [Record<string, string>]
  const { terminationDate: end } = data
  if (end && !isDay(end) && !isMoment(end))
    return { code: 'subscriptions.moment_unreadable', field: 'terminationDate', record }
  const [coarse, finer] = [productStatus(data.status), ourStatus(record.status)]
  const options = bundled.map((each) => optionStatus(each.product.status))
  if (coarse === null || finer === null || options.includes(null))
    return {
      code: 'subscriptions.status_unknown',
      field: options.includes(null) ? 'options' : 'status',
      record,
    }
  const ended = Boolean(end) && (isDay(end!) ? endOfDay(end!, timeZone) : new Date(end!)) <= now
  const status = statusOf(coarse, finer, ended)
  if (status === null) return { code: 'subscriptions.status_contradicts', field: 'status', record }
  return [{ ...record, ...(status && { status }) }]
}

const resource = z.object({
  serialNumber: z.string(),
  relatedParty: z.array(party).optional(),
  resourceCharacteristic: characteristics,
})

/** A TMF639 resource (a SIM) as a row of `sims.csv`; none other. Codes stay those of a SIM in whatever state it is. */
export function simOfResource(element: unknown): Cells | Unread {
  const read = resource.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { serialNumber, relatedParty, resourceCharacteristic } = read.data
  return oneRow({
    company: customersOf(relatedParty),
    iccid: serialNumber,
    pin: valuesOf(resourceCharacteristic, 'pin'),
    puk: valuesOf(resourceCharacteristic, 'puk'),
  })
}

const bucket = z.object({
  name: z.string(),
  usageType: z.string(),
  status: z.string().optional(),
  relatedParty: z.array(party).optional(),
  logicalResource: oneOrMore,
  product: oneOrMore,
  remainingValue: quantity.optional(),
  usedValue: quantity.optional(),
  validFor: z.object({ endDateTime: z.string().optional() }).optional(),
})

const bucketType = closedList<BucketKind>({
  ...{ data: 'data', voice: 'voice', sms: 'message', message: 'message' },
  ...{ monetary: 'money', money: 'money', other: 'points', points: 'points' },
})
/** TMF654 knows `active`, `suspended` and `expired`. */
const bucketStatus = closedNames(['active'])

/** A TMF654 bucket as a row of `buckets.csv`, none other. Its amounts may each be in another unit of its kind. */
export function bucketOfBalance(element: unknown, currency: string): Cells | Unread {
  const read = bucket.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const lines = data.logicalResource === undefined ? data.product : data.logicalResource
  const kind = bucketType(data.usageType)
  const cells = oneRow({
    company: customersOf(data.relatedParty),
    line: idsOf(lines),
    kind: kind ?? undefined,
    name: data.name,
    validTo: data.validFor?.endDateTime,
  })
  if (!Array.isArray(cells)) return cells
  const [record] = cells as [Record<string, string>]
  if (!kind) return { code: 'subscriptions.bucket_unknown', field: 'kind', record }
  if (bucketStatus(data.status) === null)
    return { code: 'subscriptions.bucket_inactive', field: 'status', record }
  const whole = (value: z.infer<typeof quantity> | undefined) =>
    value && inOurUnits(value.amount, value.units, { kind, currency })
  const [used, left] = [whole(data.usedValue), whole(data.remainingValue)]
  if (used === null || left === null)
    return { code: 'subscriptions.allowance_unreadable', field: used === null ? 'used' : 'total', record }
  const total = left === undefined ? {} : { total: String(left + (used ?? 0n)) }
  return [{ ...record, used: String(used ?? 0n), ...total }]
}
