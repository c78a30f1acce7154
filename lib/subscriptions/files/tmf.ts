import { z } from 'zod'
import type { Cells, Unread } from '@/lib/intake/file-kind'
import {
  allOf,
  characteristics,
  closedList,
  closedNames,
  customersOf,
  firstOf,
  inRole,
  NO_SHAPE,
  oneRow,
  ref,
  valuesIn,
  valuesOf,
} from '@/lib/intake/tmf-values'
import { isDay, isMoment } from '@/lib/kernel/cursor'
import { endOfDay } from '@/lib/kernel/day'
import type { Market } from '@/lib/market/market'
import { BUCKET_STATUSES, type BucketKind, SUBSCRIPTION_STATUSES, type SubscriptionStatus } from '../view'
import { inOurUnits } from './units'

const oneOrMore = z.union([ref, z.array(ref)]).nullish()
const idsOf = (of: z.infer<typeof oneOrMore>) => valuesIn(of, ({ id }) => id)
const party = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  role: z.string().nullish(),
})
const quantity = z.object({ amount: z.string(), units: z.string().nullish() })

const product = z.object({
  id: z.string().nullish(),
  status: z.string().nullish(),
  startDate: z.string().nullish(),
  terminationDate: z.string().nullish(),
  productSerialNumber: z.string().nullish(),
  productOffering: z.object({ name: z.string().nullish() }).nullish(),
  billingAccount: oneOrMore,
  relatedParty: z.array(party.extend({ email: z.string().nullish() })).nullish(),
  realizingResource: z
    .array(z.object({ value: z.string().nullish(), '@referredType': z.string().nullish() }))
    .nullish(),
  productCharacteristic: characteristics,
  productRelationship: z
    .array(
      z.object({
        relationshipType: z.string(),
        product: z.object({ name: z.string(), status: z.string().nullish() }),
      }),
    )
    .nullish(),
})
type Product = z.infer<typeof product>

/** TMF637's states of what is or was in service; `created`, `pendingActive` and `aborted` are lines that do not exist. */
const productStatus = closedList<SubscriptionStatus | 'ending'>({
  ...{ active: 'active', pendingTerminate: 'ending', suspended: 'suspended' },
  ...{ terminated: 'terminated', cancelled: 'terminated', canceled: 'terminated' },
})
const ourStatus = closedNames(SUBSCRIPTION_STATUSES)
/** Of a bundled product; what has not begun or is over is no option of the line. */
const optionStatus = closedList<boolean>({
  ...{ active: true, suspended: true, pendingTerminate: true, created: false, pendingActive: false },
  ...{ terminated: false, cancelled: false, canceled: false, aborted: false },
})
const relation = closedNames(['bundled'])

/**
 * TMF637 knows fewer states than dunning does: the finer one comes as a characteristic, and may not contradict it. What is
 * about to end has ended once its day has passed.
 */
function statusOf(
  coarse: SubscriptionStatus | 'ending' | undefined,
  finer: SubscriptionStatus | undefined,
  ended: boolean,
) {
  if (coarse === 'ending' && !ended && finer === 'terminated') return null
  if (coarse === 'ending') return ended ? 'terminated' : (finer ?? 'active')
  const said = finer ?? coarse
  if (finer && coarse && (finer === 'terminated') !== (coarse === 'terminated')) return null
  if (finer === 'active' && coarse === 'suspended') return null
  return ended && said && said !== 'terminated' ? null : ended ? 'terminated' : said
}

/** The line's SIMs: what is called one, or else its physical resources; none where it has no resource at all. */
function simsOf({ realizingResource: resources }: Product) {
  const like = (pattern: RegExp) =>
    resources?.filter(({ '@referredType': type }) => pattern.test(type ?? '')) ?? []
  const sims = like(/sim/i)
  const found = sims.length > 0 ? sims : like(/physical/i)
  return resources?.length && found.length === 0
    ? undefined
    : valuesIn(resources && found, ({ value }) => value)
}

/** A TMF637 product as a row of `lines.csv`; none other. */
export function lineOfProduct(element: unknown, { timeZone }: Market, now: Date): Cells | Unread {
  const read = product.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const all = (name: string) => valuesOf(data.productCharacteristic, name)
  const users = inRole(data.relatedParty, 'holder')
  const number = firstOf(all('msisdn'), data.productSerialNumber)
  const bundled = (data.productRelationship ?? []).filter((each) => relation(each.relationshipType))
  const options = bundled.filter((each) => optionStatus(each.product.status) !== false)
  const cells = oneRow({
    company: customersOf(data.relatedParty),
    number,
    // What has a number is known by it.
    reference: [number].flat().some((text) => text?.trim()) ? undefined : data.id,
    kind: all('kind'),
    status: all('status'),
    tariff: data.productOffering === null ? null : data.productOffering?.name,
    billingAccount: idsOf(data.billingAccount),
    costCentre: all('costCentre'),
    iccid: allOf(simsOf(data), all('iccid')),
    holder: users.map(({ name }) => name),
    email: firstOf(
      users.map(({ email }) => email),
      all('email'),
    ),
    spendingLimit: all('spendingLimit'),
    since: data.startDate,
    options:
      data.productRelationship === undefined
        ? undefined
        : options.map(({ product: { name } }) => name).join('|'),
  })
  if (!Array.isArray(cells)) return cells
  const [record] = cells as [Record<string, string>]
  const { terminationDate: end } = data
  if (end && !isDay(end) && !isMoment(end))
    return { code: 'subscriptions.moment_unreadable', field: 'terminationDate', record }
  const [coarse, finer] = [productStatus(data.status), ourStatus(record.status)]
  const unknown = bundled.some((each) => optionStatus(each.product.status) === null)
  if (coarse === null || finer === null || unknown)
    return { code: 'subscriptions.status_unknown', field: unknown ? 'options' : 'status', record }
  const ended = Boolean(end) && (isDay(end!) ? endOfDay(end!, timeZone) : new Date(end!)) <= now
  const status = statusOf(coarse, finer, ended)
  if (status === null) return { code: 'subscriptions.status_contradicts', field: 'status', record }
  // An empty one is no reason to put a line that is suspended back into service.
  const { status: _, ...rest } = record
  return [{ ...rest, ...(status && { status }) }]
}

const resource = z.object({
  serialNumber: z.string(),
  relatedParty: z.array(party).nullish(),
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
  status: z.string().nullish(),
  relatedParty: z.array(party).nullish(),
  logicalResource: oneOrMore,
  product: oneOrMore,
  remainingValue: quantity.nullish(),
  usedValue: quantity.nullish(),
  validFor: z.object({ endDateTime: z.string().nullish() }).nullish(),
})

const bucketType = closedList<BucketKind>({
  ...{ data: 'data', voice: 'voice', sms: 'message', message: 'message' },
  ...{ monetary: 'money', money: 'money', other: 'points', points: 'points' },
})
const bucketStatus = closedNames(BUCKET_STATUSES)

/** A TMF654 bucket as a row of `buckets.csv`, none other. Its amounts may each be in another unit of its kind. */
export function bucketOfBalance(element: unknown, currency: string): Cells | Unread {
  const read = bucket.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const kind = bucketType(data.usageType)
  const cells = oneRow({
    company: customersOf(data.relatedParty),
    line: firstOf(idsOf(data.logicalResource), idsOf(data.product)),
    kind: kind ?? undefined,
    name: data.name,
    validTo: data.validFor?.endDateTime,
  })
  if (!Array.isArray(cells)) return cells
  const [record] = cells as [Record<string, string>]
  if (!kind) return { code: 'subscriptions.bucket_unknown', field: 'kind', record }
  const status = bucketStatus(data.status)
  if (status === null) return { code: 'subscriptions.bucket_inactive', field: 'status', record }
  // Of what cannot be used nobody needs to know how much there is.
  if (status && status !== 'active') return [{ ...record, status, used: '0' }]
  const whole = (value: z.infer<typeof quantity> | null | undefined) =>
    value ? inOurUnits(value.amount, value.units ?? undefined, { kind, currency }) : undefined
  const [used, left] = [whole(data.usedValue), whole(data.remainingValue)]
  if (used === null || left === null)
    return { code: 'subscriptions.allowance_unreadable', field: used === null ? 'used' : 'total', record }
  const total = left === undefined ? {} : { total: String(left + (used ?? 0n)) }
  return [{ ...record, used: String(used ?? 0n), ...total }]
}
