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
 * QR, ГОСТ Р 56042-2014.
 */
export function paymentQr(market: Market, transfer: Transfer): string {
  const { seller } = market
  const plain = (text: string, longest: number) => text.replace(/[|\r\n]/g, ' ').slice(0, longest)
  const { bank } = seller
  if (market.code === 'hu')
    return [
      ...['HCT', '001', '1', bank.bic.padEnd(11, 'X'), plain(seller.name, 70), bank.account],
      ...[`HUF${transferred(market, transfer.amount) / 100}`, budapestTime(transfer.until), 'PHON'],
      ...[plain(transfer.text, 70), '', '', plain(transfer.reference, 35), '', '', '', ''],
    ]
      .map((field) => `${field}\n`)
      .join('')
  if (market.code === 'rs')
    return [
      ...['K:PR', 'V:01', 'C:1', `R:${bank.account}`, `N:${plain(seller.name, 70)}`],
      ...[`I:${market.currency}${decimalAmount(transfer.amount).replace('.', ',')}`, 'SF:221'],
      ...[
        `S:${plain(transfer.text, 35)}`,
        `RO:00${transfer.reference.replace(/[^\dA-Za-z]/g, '').slice(0, 20)}`,
      ],
    ].join('|')
  return [
    ...['ST00012', `Name=${plain(seller.name, 160)}`, `PersonalAcc=${bank.account}`],
    ...[`BankName=${plain(bank.name, 45)}`, `BIC=${bank.bic}`, `CorrespAcc=${bank.correspondent ?? ''}`],
    ...[`Sum=${transfer.amount}`, `Purpose=${plain(transfer.text, 160)}`, `PayeeINN=${seller.taxNumber}`],
    `DocNo=${plain(transfer.reference, 15)}`,
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
