/** What nodemailer throws. */
type Failure = { code?: string; command?: string; message: string }

/**
 * Why a mail server takes no mail at all, for an operator; null where what it refused was one address or one mail. Reads
 * nodemailer's `code` and `command`, and what TLS says of a certificate.
 */
export function mailProblem(error: unknown): string | null {
  const { code = '', command = '', message } = error as Failure
  if (command === 'RCPT TO' || command === 'DATA') return null
  if (code === 'EAUTH') return `the mail server refuses user or password: ${message}`
  if (/certificate|altnames|issuer/i.test(message))
    return `the mail server's certificate is not accepted: ${message}`
  if (code === 'ETLS' || /\bSSL|\bTLS/.test(message))
    return `the mail server cannot be talked to in secret: ${message}`
  if (command === 'MAIL FROM') return `the mail server refuses our sender (MAIL_FROM): ${message}`
  return `the mail server cannot be reached: ${message}`
}
