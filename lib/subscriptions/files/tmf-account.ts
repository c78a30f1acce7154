import { z } from 'zod'
import type { Cells, Unread } from '@/lib/intake/file-kind'
import {
  about,
  characteristics,
  customersOf,
  flag,
  NO_SHAPE,
  oneRow,
  parties,
  valuesIn,
  valuesOf,
} from '@/lib/intake/tmf-values'

const postal = z.object({
  street1: z.string().nullish(),
  city: z.string().nullish(),
  postCode: z.string().nullish(),
  country: z.string().nullish(),
})
const account = z.object({
  id: z.string(),
  name: z.string().nullish(),
  relatedParty: parties,
  contact: z
    .array(
      z.object({
        contactName: z.string().nullish(),
        contactMedium: z
          .array(
            z.object({
              preferred: z.union([z.boolean(), z.string()]).nullish(),
              characteristic: postal.nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
  characteristic: characteristics,
})

/** Who is billed and where: of all contacts the media that say a place, of several such the preferred ones. */
function addressesOf({ contact }: z.infer<typeof account>) {
  const media = (contact ?? []).flatMap(({ contactName, contactMedium }) =>
    (contactMedium ?? [])
      .filter(({ characteristic: at }) => [at?.street1, at?.city, at?.postCode].some((part) => part?.trim()))
      .map((medium) => ({ ...medium, contactName })),
  )
  const preferred = media.filter(({ preferred: said }) => flag(said))
  return preferred.length > 0 ? preferred : media
}

/** An address is one thing: what of it is not mentioned is empty. */
const asCells = (place: z.infer<typeof postal> | null) => ({
  street: place?.street1 ?? null,
  city: place?.city ?? null,
  postcode: place?.postCode ?? null,
  country: place?.country ?? null,
})

/** A TMF666 billing account as a row of `accounts.csv`; none other. A closed one stays the account of its bills. */
export function accountOf(element: unknown): Cells | Unread {
  const read = account.safeParse(element)
  if (!read.success) return NO_SHAPE
  const { data } = read
  const addresses = addressesOf(data)
  const [at, ...others] = new Set(addresses.map(({ characteristic: place }) => JSON.stringify(place)))
  // Who has no contact is billed nowhere; contacts without a place (an e-mail) say nothing about one.
  const nowhere = data.contact !== undefined && !data.contact?.length
  const cells = oneRow({
    company: customersOf(data.relatedParty),
    number: data.id,
    name: data.name,
    debtor: valuesIn(addresses.length > 0 ? addresses : data.contact, ({ contactName }) => contactName),
    taxNumber: valuesOf(data.characteristic, 'taxNumber'),
    ...(at ? asCells(JSON.parse(at)) : nowhere && asCells(null)),
  })
  return others.length > 0 ? about(cells, { code: 'files.several', field: 'contactMedium' }) : cells
}
