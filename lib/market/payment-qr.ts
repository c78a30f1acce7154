import { dateFormat } from '@/lib/kernel/formats'
import { decimalAmount } from '@/lib/kernel/money'
import type { Market } from './market'

/** What is to be paid. `amount` in minor units. */
export type Transfer = { amount: number; reference: string; text: string; until: Date }

/** What a transfer of an amount sends, in minor units: the forint has no smaller coin, so there it is whole. */
export const transferred = ({ code }: Market, amount: number): number =>
  code === 'hu' ? Math.ceil(amount / 100) * 100 : amount

/**
 * What the QR code of a transfer holds, in the market's own standard: MNB's QR code guide 2019 (HCT 001), NBS IPS
 * QR, ГОСТ Р 56042-2014. A reference that is longer than its field is left out: cut off it would be another bill's; the text
 * names the bill. Null: not even the text holds it.
 */
export function paymentQr(market: Market, transfer: Transfer): string | null {
  const { seller } = market
  const plain = (text: string, longest: number) => text.replace(/[|\r\n]/g, ' ').slice(0, longest)
  const whole = (text: string, longest: number) => (text.length <= longest ? plain(text, longest) : '')
  const { bank } = seller
  if (market.code === 'hu')
    return [
      ...['HCT', '001', '1', bank.bic.padEnd(11, 'X'), plain(seller.name, 70), bank.account],
      ...[`HUF${transferred(market, transfer.amount) / 100}`, budapestTime(transfer.until), 'PHON'],
      ...[plain(transfer.text, 70), '', '', whole(transfer.reference, 35), '', '', '', ''],
    ]
      .map((field) => `${field}\n`)
      .join('')
  if (market.code === 'rs') {
    // The model (00: of none) and at most 23 letters and digits. An optional field that is empty is not there.
    const reference = whole(transfer.reference.replace(/[^\dA-Za-z]/g, ''), 23)
    const text = whole(transfer.text, 35)
    if (!text) return null
    return [
      ...['K:PR', 'V:01', 'C:1', `R:${bank.account}`, `N:${plain(seller.name, 70)}`],
      ...[`I:${market.currency}${decimalAmount(transfer.amount).replace('.', ',')}`, 'SF:221'],
      ...[`S:${text}`, ...(reference ? [`RO:00${reference}`] : [])],
    ].join('|')
  }
  return [
    ...['ST00012', `Name=${plain(seller.name, 160)}`, `PersonalAcc=${bank.account}`],
    ...[`BankName=${plain(bank.name, 45)}`, `BIC=${bank.bic}`, `CorrespAcc=${bank.correspondent ?? ''}`],
    ...[`Sum=${transfer.amount}`, `Purpose=${plain(transfer.text, 160)}`, `PayeeINN=${seller.taxNumber}`],
    ...(whole(transfer.reference, 15) ? [`DocNo=${whole(transfer.reference, 15)}`] : []),
  ].join('|')
}

/** `20261215235959+1`: local time and its distance from UTC in hours. */
function budapestTime(at: Date): string {
  const local = dateFormat('sv-SE', {
    timeZone: 'Europe/Budapest',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at)
  const offset = Math.round((Date.parse(`${local.replace(' ', 'T')}Z`) - at.getTime()) / 3_600_000)
  return `${local.replace(/\D/g, '')}+${offset}`
}
