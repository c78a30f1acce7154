import { z } from 'zod'
import type { Cells, Unread } from '@/lib/infra/file-kind'
import { inOurUnits } from './units'
import { BUCKET_KINDS, type BucketKind } from './view'

/** An element of another shape than this kind of file has. */
export const NO_SHAPE: Unread = { code: 'files.shape', field: null }

const ref = z.object({ id: z.string() })
const party = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  role: z.string().optional(),
})
const characteristic = z.object({ name: z.string(), value: z.string() })
const quantity = z.object({ amount: z.string(), units: z.string().optional() })

/** Only what is there. */
export const row = (cells: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(cells).filter((cell): cell is [string, string] => cell[1] !== undefined && cell[1] !== ''),
  )

export const companyOf = (parties: z.infer<typeof party>[] | undefined) =>
  parties?.find(({ role }) => role === 'customer')?.id

const product = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  startDate: z.string().optional(),
  productSerialNumber: z.string().optional(),
  productOffering: z.object({ name: z.string() }).optional(),
  billingAccount: z.union([ref, z.array(ref)]).optional(),
  relatedParty: z.array(party.extend({ email: z.string().optional() })).optional(),
  realizingResource: z
    .array(z.object({ value: z.string().optional(), '@referredType': z.string().optional() }))
    .optional(),
  productCharacteristic: z.array(characteristic).optional(),
  productRelationship: z
    .array(z.object({ relationshipType: z.string(), product: z.object({ name: z.string() }) }))
    .optional(),
})

/** TMF637 knows fewer states than dunning does; the finer one comes as a characteristic. */
const STATUSES: Record<string, string> = {
  active: 'active',
  suspended: 'suspended',
  terminated: 'terminated',
  cancelled: 'terminated',
}

/** A TMF637 product as a row of `lines.csv`; none other. */
export function lineOfProduct(element: unknown): Cells | Unread {
  const read = product.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const told = Object.fromEntries((data.productCharacteristic ?? []).map(({ name, value }) => [name, value]))
  const text = (name: string): string | undefined => told[name]
  const user = data.relatedParty?.find(({ role }) => role === 'user' || role === 'holder')
  const sim = data.realizingResource?.find(({ '@referredType': type }) => /sim|physical/i.test(type ?? ''))
  const account = Array.isArray(data.billingAccount) ? data.billingAccount[0] : data.billingAccount
  return [
    row({
      company: companyOf(data.relatedParty),
      number: text('msisdn') ?? data.productSerialNumber,
      reference: text('msisdn') || data.productSerialNumber ? undefined : data.id,
      kind: text('kind'),
      status: text('status') ?? STATUSES[data.status?.trim() ?? 'active'] ?? data.status,
      tariff: data.productOffering?.name,
      billingAccount: account?.id,
      costCentre: text('costCentre'),
      iccid: sim?.value ?? text('iccid'),
      holder: user?.name,
      email: user?.email ?? text('email'),
      spendingLimit: text('spendingLimit'),
      since: data.startDate,
      options: (data.productRelationship ?? [])
        .filter(({ relationshipType }) => relationshipType === 'bundled')
        .map((each) => each.product.name)
        .join('|'),
    }),
  ]
}

const resource = z.object({
  serialNumber: z.string(),
  relatedParty: z.array(party).optional(),
  resourceCharacteristic: z.array(characteristic).optional(),
})

/** A TMF639 resource (a SIM) as a row of `sims.csv`; none other. */
export function simOfResource(element: unknown): Cells | Unread {
  const read = resource.safeParse(element)
  if (!read.success) return NO_SHAPE
  const told = new Map((read.data.resourceCharacteristic ?? []).map(({ name, value }) => [name, value]))
  const { serialNumber, relatedParty } = read.data
  return [
    row({
      company: companyOf(relatedParty),
      iccid: serialNumber,
      pin: told.get('pin'),
      puk: told.get('puk'),
    }),
  ]
}

const bucket = z.object({
  name: z.string(),
  usageType: z.string(),
  relatedParty: z.array(party).optional(),
  logicalResource: z.union([ref, z.array(ref)]).optional(),
  product: z.union([ref, z.array(ref)]).optional(),
  remainingValue: quantity.optional(),
  usedValue: quantity.optional(),
  validFor: z.object({ endDateTime: z.string().optional() }).optional(),
})

const USAGE_TYPES: Record<string, BucketKind> = {
  data: 'data',
  voice: 'voice',
  sms: 'message',
  monetary: 'money',
  other: 'points',
}

/** A TMF654 bucket as a row of `buckets.csv`, none other. Its amounts may each be in another unit of its kind. */
export function bucketOfBalance(element: unknown, currency: string): Cells | Unread {
  const read = bucket.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const first = (of: z.infer<typeof ref> | z.infer<typeof ref>[] | undefined) =>
    (Array.isArray(of) ? of[0] : of)?.id
  const said = data.usageType.trim().toLowerCase()
  const kind = USAGE_TYPES[said] ?? BUCKET_KINDS.find((known) => known === said)
  if (!kind) return { code: 'subscriptions.bucket_unknown', field: 'kind' }
  const whole = (value: z.infer<typeof quantity> | undefined) =>
    value && inOurUnits(value.amount, value.units, { kind, currency })
  const [used, left] = [whole(data.usedValue), whole(data.remainingValue)]
  if (used === null || left === null)
    return { code: 'subscriptions.allowance_unreadable', field: used === null ? 'used' : 'total' }
  return [
    row({
      company: companyOf(data.relatedParty),
      line: first(data.logicalResource) ?? first(data.product),
      kind,
      name: data.name,
      used: String(used ?? 0n),
      total: left === undefined ? undefined : String(left + (used ?? 0n)),
      validTo: data.validFor?.endDateTime,
    }),
  ]
}

const account = z.object({
  id: z.string(),
  name: z.string().optional(),
  relatedParty: z.array(party).optional(),
  contact: z
    .array(
      z.object({
        contactName: z.string().optional(),
        contactMedium: z
          .array(
            z.object({
              characteristic: z
                .object({
                  street1: z.string().optional(),
                  city: z.string().optional(),
                  postCode: z.string().optional(),
                  country: z.string().optional(),
                })
                .optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
  characteristic: z.array(characteristic).optional(),
})

/** A TMF666 billing account as a row of `accounts.csv`; none other. */
export function accountOf(element: unknown): Cells | Unread {
  const read = account.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const contact = data.contact?.[0]
  const address = contact?.contactMedium?.[0]?.characteristic
  const taxNumber = data.characteristic?.find(({ name }) => name === 'taxNumber')?.value
  return [
    row({
      company: companyOf(data.relatedParty),
      number: data.id,
      name: data.name,
      debtor: contact?.contactName,
      taxNumber,
      street: address?.street1,
      city: address?.city,
      postcode: address?.postCode,
      country: address?.country,
    }),
  ]
}
