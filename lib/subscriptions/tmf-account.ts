import { z } from 'zod'
import type { Cells, Unread } from '@/lib/infra/file-kind'
import {
  characteristics,
  customersOf,
  flag,
  NO_SHAPE,
  oneRow,
  parties,
  valuesOf,
} from '@/lib/infra/tmf-values'

const postal = z.object({
  street1: z.string().optional(),
  city: z.string().optional(),
  postCode: z.string().optional(),
  country: z.string().optional(),
})
const account = z.object({
  id: z.string(),
  name: z.string().optional(),
  relatedParty: parties,
  contact: z
    .array(
      z.object({
        contactName: z.string().optional(),
        contactMedium: z
          .array(
            z.object({
              preferred: z.union([z.boolean(), z.string()]).optional(),
              characteristic: postal.optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
  characteristic: characteristics,
})

/** Who is billed and where: of all contacts the media that say a place, of several such the preferred ones. */
function addressesOf({ contact = [] }: z.infer<typeof account>) {
  const media = contact.flatMap(({ contactName, contactMedium = [] }) =>
    contactMedium
      .filter(({ characteristic: at }) => [at?.street1, at?.city, at?.postCode].some((part) => part?.trim()))
      .map((medium) => ({ ...medium, contactName })),
  )
  const preferred = media.filter(({ preferred: said }) => flag(said))
  return preferred.length > 0 ? preferred : media
}

/** A TMF666 billing account as a row of `accounts.csv`; none other. A closed one stays the account of its bills. */
export function accountOf(element: unknown): Cells | Unread {
  const read = account.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const addresses = addressesOf(data)
  const debtors = addresses.length > 0 ? addresses : (data.contact ?? [])
  const [at, ...others] = new Set(addresses.map(({ characteristic: place }) => JSON.stringify(place)))
  const place: z.infer<typeof postal> = at ? JSON.parse(at) : {}
  const cells = oneRow({
    company: customersOf(data.relatedParty),
    number: data.id,
    name: data.name,
    debtor: debtors.map(({ contactName }) => contactName),
    taxNumber: valuesOf(data.characteristic, 'taxNumber'),
    street: place.street1,
    city: place.city,
    postcode: place.postCode,
    country: place.country,
  })
  return others.length > 0 ? { code: 'files.several', field: 'contactMedium' } : cells
}
