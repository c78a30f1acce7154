import { createTransport } from 'nodemailer'
import { NotTaken } from '../outcome'

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

/** A pooled SMTP client for `smtp://user:pass@host:port`, or smtps://. */
export function mailClient({ url, from }: { url: string; from: string }): MailClient {
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
        if (rejected.length > 0) throw new NotTaken(`refused: ${response}`, true)
        return response
      } catch (error) {
        if (error instanceof NotTaken) throw error
        const {
          responseCode = 0,
          command,
          message,
        } = error as { responseCode?: number; command?: string; message: string }
        // Only what is said of this address or this mail is final; the rest is how we are set up.
        throw new NotTaken(message, responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA'))
      }
    },
    close: () => transport.close(),
  }
}
