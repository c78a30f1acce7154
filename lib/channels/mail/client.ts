import { createTransport } from 'nodemailer'
import { NotTaken } from '../outcome'
import { mailProblem } from './problem'

export type Mail = {
  /** Stays the same when the mail is sent again, so that a mail server can tell. */
  messageId: string
  to: string
  subject: string
  text: string
  html: string
  language: string
  attachments: { name: string; type: string; content: Buffer }[]
}

export type MailClient = {
  /** Hands over one mail. Resolves with the server's answer. @throws NotTaken */
  send(mail: Mail): Promise<string>
  close(): void
}

type Options = {
  /** `smtp://user:pass@host:port`, or smtps:// */
  url: string
  from: string
  /** Hears whether the server takes mails: null, or why it does not, for an operator. */
  onState?: (problem: string | null) => void
}

/** A pooled SMTP client. At the start it looks whether the server lets it in, so that nobody has to wait for a mail to learn it. */
export function mailClient({ url, from, onState = () => undefined }: Options): MailClient {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 4,
      connectionTimeout: 8_000,
      greetingTimeout: 8_000,
      socketTimeout: 20_000,
    },
    { from },
  )
  let closed = false
  const report = (error: unknown) => {
    if (!closed) onState(mailProblem(error))
  }
  transport.verify().then(() => onState(null), report)
  return {
    async send({ messageId, to, subject, text, html, language, attachments }) {
      const headers = { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' }
      try {
        const { response, rejected } = await transport.sendMail({
          messageId,
          to,
          subject,
          text,
          html,
          headers,
          attachments: attachments.map(({ name, type, content }) => ({
            filename: name,
            contentType: type,
            content,
          })),
        })
        onState(null)
        if (rejected.length > 0) throw new NotTaken(`refused: ${response}`, true)
        return response
      } catch (error) {
        if (error instanceof NotTaken) throw error
        report(error)
        const { responseCode = 0, message } = error as { responseCode?: number; message: string }
        const problem = mailProblem(error)
        // Only what is said of this address or this mail is final; the rest is how we are set up.
        throw new NotTaken(problem ?? message, responseCode >= 500 && problem === null)
      }
    },
    close() {
      closed = true
      transport.close()
    },
  }
}
