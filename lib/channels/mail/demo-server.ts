import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export type DemoMail = { from: string; to: string; subject: string; text: string; html: string | null }

/** A mail server for demo mode: SMTP on a loopback port (a free one unless said otherwise). It keeps what it receives by calling `keep`. */
export async function startDemoMailServer(keep: (mail: DemoMail) => Promise<void>, port = 0) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        try {
          const mail = await PostalMime.parse(Buffer.concat(chunks))
          const to = session.envelope.rcptTo.map(({ address }) => address).join(', ')
          const { subject = '', html = null } = mail
          const files = mail.attachments.map(({ filename }) => `[${filename}]`)
          const text = [mail.text?.trim() ?? '', ...files].join('\n')
          await keep({ from: mail.from?.address ?? '', to, subject, text, html })
          done()
        } catch (error) {
          // The sender hears 4xx and tries again.
          done(Object.assign(new Error(String(error)), { responseCode: 451 }))
        }
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  const { port: taken } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${taken}`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}
