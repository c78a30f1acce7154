// npm run message:why -- <number or address> [--days 7]: why an SMS or a mail did not arrive. Every message to it, every
// attempt with what the message centre or mail server answered, receipts, what a limit withheld, and how the channels stand.
import type { Context } from '@/lib/infra/context'
import { type Attempt, type MessageTrace, whyNot } from '@/lib/jobs/why'
import { after, DAY, HOUR, MINUTE } from '@/lib/kernel/clock'
import { asciiEmail, EMAIL_PATTERN } from '@/lib/kernel/email'
import { readMobileNumber } from '@/lib/market/phone-number'
import { listChannelStates } from '@/lib/outbox/channel-states'
import { wholeNumber } from '../lib/arguments.mjs'
import { Problem } from '../lib/say.mjs'
import { task } from '../lib/task'

const USAGE = 'npm run message:why -- <number or address> [--days 7]'

export default task(
  { usage: USAGE, options: { days: { type: 'string', default: '7' } }, positionals: [1, 6] },
  async ({ positionals, values }, open) => {
    const days = wholeNumber('days', values.days, [1, 365])
    const context = await open()
    // A number may be written with blanks between its groups.
    const recipient = recipientOf(positionals.join(' '), context)
    const why = await whyNot(recipient, after(context.clock(), -days * DAY), context)
    console.log(`${recipient}: ${count(why.messages.length, 'message')} in the last ${count(days, 'day')}.`)
    for (const message of why.messages) say(message)
    for (const { at, purpose, company } of why.withheld)
      console.log(
        `\n${moment(at)}  a code (${purpose}) for ${company}: not sent, a limit or an SMS budget was used up`,
      )
    for (const { sent, most, within } of why.limits)
      console.log(
        `\nCodes in the last ${within < HOUR ? count(within / MINUTE, 'minute') : count(within / HOUR, 'hour')}: ${sent}; an account gets ${most} there.`,
      )
    for (const { at, text } of why.unmatched)
      console.log(
        `\n${moment(at)}  a receipt that fits none of its messages, or several (SMPP_RECEIPT_IDS): ${text}`,
      )
    for (const { channel, worker, problem, since, seenAt } of await listChannelStates(context))
      console.log(
        `\n${channel}, worker ${worker}, since ${moment(since)}, last heard of ${moment(seenAt)}: ${problem ?? 'takes messages'}`,
      )
    return 0
  },
)

function recipientOf(text: string, context: Context): string {
  if (text.includes('@')) {
    const email = asciiEmail(text.trim().toLowerCase())
    if (EMAIL_PATTERN.test(email)) return email
    throw new Problem(`“${text}” is no e-mail address.\n${USAGE}`)
  }
  const number = readMobileNumber(text, context.market)
  if (number.kind === 'mobile') return number.msisdn
  throw new Problem(`“${text}” is no mobile number.\n${USAGE}`)
}

function say(message: MessageTrace): void {
  sayHead(message)
  if (message.delivery) sayDelivery(message.delivery)
  else console.log('  nothing was written to it')
  for (const attempt of message.attempts) sayAttempt(attempt)
}

function sayHead({ at, kind, company, messageState, note }: MessageTrace): void {
  const state = `message ${messageState}${note ? `: ${note}` : ''}`
  console.log(`\n${moment(at)}  ${kind}  ${company ?? '-'}  ${state}`)
}

function sayDelivery({ channel, state, ...delivery }: NonNullable<MessageTrace['delivery']>): void {
  const { sentAt, settledAt, dueAt, problem } = delivery
  const times = [
    sentAt && `taken ${moment(sentAt)}`,
    settledAt && `settled ${moment(settledAt)}`,
    dueAt && `looked at again ${moment(dueAt)}`,
    problem,
  ]
  console.log(`  ${[`${channel} ${state}`, ...times].filter(Boolean).join(', ')}`)
}

function sayAttempt({ at, lastAt, times, part, accepted, answer, state, receipt, receiptAt }: Attempt): void {
  const often = times > 1 ? `, ${times} times until ${moment(lastAt)}` : ''
  console.log(
    `    ${moment(at)}  part ${part} ${accepted ? `taken (${state})` : 'not taken'}${often}: ${answer || 'no id'}`,
  )
  if (receipt !== null && receiptAt)
    console.log(`    ${moment(receiptAt)}  receipt of part ${part}: ${receipt}`)
}

const moment = (at: Date) => `${at.toISOString().slice(0, 19)}Z`
const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
