import { z } from 'zod'
import { checkDigit } from '@/lib/kernel/luhn'

/** The serial of a SIM, however it is grouped, without the F that fills it up on the card. */
export const bareIccid = (text: string): string => text.replace(/[\s-]/g, '').replace(/^(\d{19})F$/i, '$1')
/** What is long enough for a serial, right or wrong, and for no PIN or PUK of a column that slipped; null for the rest. */
export const likeIccid = (text: string): string | null =>
  /^\d{17,22}$/.exec(bareIccid(text.slice(0, 60)))?.[0] ?? null
/** The serial of a SIM (ITU-T E.118): 19 or 20 digits, of which the last checks the others. */
export const iccidCell = z
  .string('subscriptions.iccid_unreadable')
  .max(40, 'subscriptions.iccid_unreadable')
  .transform(bareIccid)
  .refine(
    (iccid) => /^\d{19,20}$/.test(iccid) && checkDigit(iccid.slice(0, -1)) === iccid.at(-1),
    'subscriptions.iccid_unreadable',
  )
