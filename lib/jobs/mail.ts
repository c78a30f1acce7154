import type { Context } from '@/lib/infra/context'
import { plainLine } from '@/lib/kernel/plain-name'
import { translator, type Words } from '@/lib/words/translator'
import type { Attachment, Notification } from './notification'
import type { Recipient } from './recipient'

type Content = {
  subject: string
  paragraphs: string[]
  /** Shown as `label: value` lines. */
  facts?: [label: string, value: string][]
  closing?: string[]
  attachments?: Attachment[]
}

const escapeHtml = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!,
  )

/**
 * Writes a mail in the recipient's language: as text, and as HTML of the same words. No link in it acts
 * when a mail scanner presses it: it is shown as text, and what it opens only shows a page. Nothing that a person has typed
 * stands in it, the name of whom it is for included: whoever enters an address could write to a stranger in our name. Who
 * did what is told by account.
 */
export function writeMail(
  context: Context,
  to: Pick<Recipient, 'email' | 'language'>,
  write: (t: Words) => Content,
  address = to.email,
): Notification {
  const t = translator(to.language)
  const { subject, paragraphs, facts = [], closing = [], attachments = [] } = write(t)
  const { brand, customerService } = context.market
  const greeting = t('mail.greeting')
  const footer = t('mail.footer', { operator: brand.operator, number: customerService.domestic })
  const text = [
    greeting,
    ...paragraphs,
    ...(facts.length ? [facts.map(([label, value]) => `${label}: ${value}`).join('\n')] : []),
    ...closing,
    footer,
  ].join('\n\n')

  const p = (content: string) => `<p style="margin:0 0 16px">${escapeHtml(content)}</p>`
  const rows = facts
    .map(
      ([label, value]) =>
        `<tr><td style="padding:4px 16px 4px 0;color:#57534e">${escapeHtml(label)}</td>` +
        `<td style="padding:4px 0;font-family:ui-monospace,Consolas,monospace;font-weight:600">${escapeHtml(value)}</td></tr>`,
    )
    .join('')
  const html =
    `<!doctype html><html lang="${to.language}"><body style="margin:0;padding:32px 16px;background:#f5f5f4">` +
    '<div style="max-width:560px;margin:0 auto;padding:32px;background:#fff;border-radius:12px;' +
    'font:16px/1.55 system-ui,-apple-system,Segoe UI,Roboto,sans-serif;color:#1c1917">' +
    `<p style="margin:0 0 24px;font-weight:700">${escapeHtml(brand.name)}</p>` +
    p(greeting) +
    paragraphs.map(p).join('') +
    (rows && `<table role="presentation" style="margin:0 0 16px;border-collapse:collapse">${rows}</table>`) +
    closing.map(p).join('') +
    `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e7e5e4;color:#57534e;font-size:14px">${escapeHtml(footer)}</p>` +
    '</div></body></html>'
  return {
    channel: 'mail',
    to: address,
    language: to.language,
    subject: plainLine(subject),
    text,
    html,
    attachments,
  }
}
