import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import { type MailClient, mailClient } from '@/lib/channels/mail/client'
import { mailProblem } from '@/lib/channels/mail/problem'
import { createUserInput, editUserInput } from '@/lib/company/schema'
import { asciiEmail, EMAIL_PATTERN } from '@/lib/kernel/email'
import { maskedEmail, shownEmail } from '@/lib/kernel/shown-email'
import { MARKETS } from '@/lib/market/market'
import { readSignInName } from '@/lib/market/sign-in-name'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

async function connected(options: SMTPServerOptions, protocol = 'smtp', host = '127.0.0.1') {
  const recipients: string[] = []
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    onRcptTo: ({ address }, _session, done) => {
      recipients.push(address)
      done(
        address.startsWith('nobody') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null,
      )
    },
    onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  const states: (string | null)[] = []
  const url = `${protocol}://portal:secret@${host}:${port}`
  const client: MailClient = mailClient({
    url,
    from: 'portal@portal.example',
    onState: (state) => void states.push(state),
  })
  open.push(() => {
    client.close()
    server.close()
  })
  const send = (to: string) =>
    client.send({
      messageId: '<1@x>',
      to,
      subject: 's',
      text: 't',
      html: 'h',
      language: 'en',
      attachments: [],
    })
  return { states, send, recipients, server }
}

test('a wrong password is said before there is anything to send, and is no fault of the mail', async () => {
  const { states, send } = await connected({
    onAuth: (_auth, _session, done) => done(new Error('bad login')),
  })
  await expect.poll(() => states[0]).toMatch(/^the mail server refuses user or password: .*535/)
  const refused = await send('ben@firm.example').catch((error) => error)
  expect(refused).toMatchObject({
    permanent: false,
    message: expect.stringContaining('refuses user or password'),
  })
})

const CERTIFICATE = "the mail server's certificate is not accepted: "
/** What nodemailer throws, and what an operator reads before its words; null: it is about one address or one mail only. */
test.each([
  [
    { code: 'EAUTH', command: 'AUTH PLAIN' },
    'Invalid login: 535 5.7.8',
    'the mail server refuses user or password: ',
  ],
  [
    { code: 'EAUTH', command: 'API' },
    'Missing credentials for "PLAIN"',
    'the mail server refuses user or password: ',
  ],
  [{ code: 'ESOCKET', command: 'CONN' }, 'self-signed certificate', CERTIFICATE],
  [{ code: 'ESOCKET', command: 'CONN' }, 'self-signed certificate in certificate chain', CERTIFICATE],
  [{ code: 'ESOCKET', command: 'CONN' }, 'certificate has expired', CERTIFICATE],
  [{ code: 'ESOCKET', command: 'CONN' }, 'certificate is not yet valid', CERTIFICATE],
  [{ code: 'ESOCKET', command: 'CONN' }, 'certificate revoked', CERTIFICATE],
  [{ code: 'ESOCKET', command: 'CONN' }, 'unable to verify the first certificate', CERTIFICATE],
  [{ code: 'ESOCKET', command: 'CONN' }, 'unable to get local issuer certificate', CERTIFICATE],
  [{ code: 'ESOCKET', command: 'CONN' }, 'unable to get issuer certificate', CERTIFICATE],
  [
    { code: 'ESOCKET', command: 'CONN' },
    "Hostname/IP does not match certificate's altnames: Host: mx. is not in the cert's altnames: DNS:mail.example",
    CERTIFICATE,
  ],
  [
    { code: 'ETLS', command: 'STARTTLS' },
    'Error upgrading connection with STARTTLS',
    'the mail server cannot be talked to in secret: ',
  ],
  [
    { code: 'ESOCKET' },
    'C0:error:0A00010B:SSL routines::wrong version number',
    'the mail server cannot be talked to in secret: ',
  ],
  [
    { code: 'ESOCKET' },
    'Client network socket disconnected before secure TLS connection was established',
    'the mail server cannot be talked to in secret: ',
  ],
  [
    { code: 'EENVELOPE', command: 'MAIL FROM' },
    'Mail command failed: 550 sender',
    'the mail server refuses our sender (MAIL_FROM): ',
  ],
  [{ code: 'EENVELOPE', command: 'RCPT TO' }, "Can't send mail - all recipients were rejected: 550", null],
  [{ code: 'EENVELOPE', command: 'RCPT TO' }, '550 no certificate for this user', null],
  [{ code: 'EMESSAGE', command: 'DATA' }, 'Message failed: 554 5.7.1 spam', null],
  [
    { code: 'ECONNECTION', command: 'CONN' },
    'connect ECONNREFUSED 127.0.0.1:25',
    'the mail server cannot be reached: ',
  ],
  [{ code: 'EDNS' }, 'getaddrinfo ENOTFOUND mail.invalid', 'the mail server cannot be reached: '],
  [{ code: 'ETIMEDOUT', command: 'CONN' }, 'Connection timeout', 'the mail server cannot be reached: '],
  [{}, 'Unexpected socket close', 'the mail server cannot be reached: '],
])('%o %s', (error, message, said) => {
  expect(mailProblem(Object.assign(new Error(message), error))).toBe(said && said + message)
})

test('a certificate that nobody vouches for is said in words', async () => {
  const { states, send } = await connected({ secure: true }, 'smtps')
  await expect.poll(() => states[0]).toMatch(/^the mail server's certificate is not accepted: /)
  await expect(send('ben@firm.example')).rejects.toMatchObject({
    permanent: false,
    message: expect.stringContaining('certificate'),
  })
})

test('a server that is gone cannot be reached, and is well again when it takes a mail', async () => {
  const onAuth: SMTPServerOptions['onAuth'] = (_auth, _session, done) => done(null, { user: 'portal' })
  const { states, send, recipients } = await connected({ onAuth })
  await expect.poll(() => states[0]).toBeNull()
  await expect(send('nobody@firm.example')).rejects.toMatchObject({ permanent: true })
  expect(states.filter((state) => state !== null)).toEqual([])
  await send(asciiEmail('bela@példa.hu'))
  // As it shows what came as xn--plda-bpa.hu.
  expect(recipients.at(-1)).toBe('bela@példa.hu')
  const gone = await connected({ onAuth }, 'smtp', '127.0.0.2')
  await expect.poll(() => gone.states[0]).toMatch(/^the mail server cannot be reached: /)
})

test.each([
  ['bela@példa.hu', 'bela@xn--plda-bpa.hu'],
  ['bela@PÉLDA.hu', 'bela@xn--plda-bpa.hu'],
  ['bela@xn--plda-bpa.hu', 'bela@xn--plda-bpa.hu'],
  ['jovan@пример.срб', 'jovan@xn--e1afmkfd.xn--90a3ac'],
  ['почта@пример.рф', 'почта@xn--e1afmkfd.xn--p1ai'],
  ['ivan@пример.рф', 'ivan@xn--e1afmkfd.xn--p1ai'],
  ['a@sub.bücher.example', 'a@sub.xn--bcher-kva.example'],
  ['a@straße.de', 'a@xn--strae-oqa.de'],
  ['a@例え.jp', 'a@xn--r8jz45g.jp'],
  ['a@例え。jp', 'a@xn--r8jz45g.jp'],
  ['a@firm.example', 'a@firm.example'],
  ['a@pé/lda.hu', 'a@pé/lda.hu'],
  ['a@pé lda.hu', 'a@pé lda.hu'],
  ['a@é:25', 'a@é:25'],
  ['no address', 'no address'],
])('%s is sent to as %s', (typed, ascii) => expect(asciiEmail(typed)).toBe(ascii))

test.each([
  ['bela@xn--plda-bpa.hu', 'bela@példa.hu'],
  ['jovan@xn--e1afmkfd.xn--90a3ac', 'jovan@пример.срб'],
  ['ivan@xn--e1afmkfd.xn--p1ai', 'ivan@пример.рф'],
  ['ivan@firm.xn--p1ai', 'ivan@firm.рф'],
  ['a@sub.xn--bcher-kva.example', 'a@sub.bücher.example'],
  ['a@xn--strae-oqa.de', 'a@straße.de'],
  ['a@xn--r8jz45g.jp', 'a@例え.jp'],
  ['a@xn--kxawhkm.gr', 'a@ελλάς.gr'],
  ['a@firm.example', 'a@firm.example'],
  ['no address', 'no address'],
])('%s is shown as %s, and is the same address when it comes back', (kept, shown) => {
  const is = asciiEmail(shown)
  expect(shownEmail(is)).toBe(shown)
  if (!shown.includes('ελλάς')) expect([is, shownEmail(kept)]).toEqual([kept, shown])
})

test.each([
  ['аррӏе.com, of Cyrillic letters alone', 'аррӏе.com'],
  ['раураl.com, Cyrillic with a Latin l', 'раураl.com'],
  ['gооgle.com, Latin with Cyrillic о', 'gооgle.com'],
  ['micrοsoft.com, Latin with a Greek ο', 'micrοsoft.com'],
  ['оре.example', 'оре.example'],
  ['a disguise below a plain one', 'раураl.példa.hu'],
  ['a plain one below a disguise', 'példa.раураl.com'],
  ['Latin with Armenian', 'exаmple.com'],
  ['Greek with Cyrillic', 'αб.com'],
  ['Hebrew with Latin', 'aא.com'],
  ['an end of Cyrillic letters alone', 'apple.сом'],
  ['a dotless i', 'ıcme.hu'],
  ['a kra', 'ban\u0138.hu'],
  ['a script g', 'ɡoogle.com'],
  ['a dot below', 'acmẹ.com'],
  ['a mark that strikes through', 'acme\u0338.com'],
  ['a Katakana no', 'acme.hu.ノ.com'],
  ['Han with Latin', 'acme一hu.com'],
  ['letters from right to left beside digits', '123.אב.com'],
  ['Arabic alone', 'مثال.com'],
  ['a Cyrillic word that reads as a Latin one with a digit', 'расез.com'],
  ['Cyrillic that reads as rule', 'гиӏе.com'],
  ['Greek that reads as pay', 'ραυ.com'],
  ['Armenian', 'օո.com'],
])('a domain in disguise is shown in Punycode: %s', (_what, domain) => {
  const kept = asciiEmail(`a@${domain}`)
  // Newer ICU knows that no domain is written like some of these (RFC 5893): then it is no address.
  if (EMAIL_PATTERN.test(kept)) expect(kept).toMatch(/xn--/)
  expect(shownEmail(kept)).toBe(kept)
  expect(maskedEmail(kept)).toBe(`a•••${kept.slice(1)}`)
})

test.each([
  'a@xn--acme-.hu',
  'a@xn--example-.com',
  'a@sub.xn--acme-.xn--plda-bpa.hu',
  'a@xn--a.hu',
  'a@xn--.hu',
  'a@xn--ACME-.hu',
  // With a fraction slash, a heart and a middle dot.
  'a@xn--acmex-g33b.com',
  'a@xn--i-7iq.ws',
  'a@xn--acmel-tja.com',
])('Punycode of no letters, which would be read as another address, stays as it is: %s', (email) =>
  expect(shownEmail(email)).toBe(email),
)

test('whatever a domain is, what is shown of it is that address again', () => {
  const letters = [...'aeiouélőžșpxyаеорсхуіпгбжщαορυδ日本ノ一ıĸɡ·⁄-0369אبㅏ가']
  const word = fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 5 })
    .map((all) => all.join(''))
  fc.assert(
    fc.property(word, word, fc.constantFrom('hu', 'com', 'рф', 'срб', 'сом', 'xn--p1ai'), (one, two, end) => {
      for (const domain of [
        `${one}.${end}`,
        `${one}.${two}.${end}`,
        `xn--${one}.${end}`,
        `xn--${one}-.${end}`,
      ]) {
        const kept = asciiEmail(`a@${domain}`)
        if (!/^[\da-z@.-]*$/.test(kept)) continue
        const shown = shownEmail(kept)
        expect(asciiEmail(shown)).toBe(kept)
        // No word mixes scripts.
        for (const each of shown.slice(2).split('.'))
          if (/\p{sc=Latin}/u.test(each)) expect(each).toMatch(/^[\p{sc=Latin}\d-]*$/u)
      }
    }),
    { numRuns: 500 },
  )
})

test('an address that a form has shown is the one that is kept', () => {
  const form = { id: crypto.randomUUID(), 'was:email': 'bela@példa.hu', email: 'eva@пример.рф' }
  expect(editUserInput.parse(form).changes).toEqual({
    email: { was: 'bela@xn--plda-bpa.hu', next: 'eva@xn--e1afmkfd.xn--p1ai' },
  })
  expect(editUserInput.parse({ ...form, email: 'bela@példa.hu' }).changes).toEqual({})
})

test('forms, deliveries and the sign-in take such a domain, as one address', () => {
  const user = { login: 'ben', name: 'Ben', mobile: '301234567' }
  for (const email of ['Bela@Példa.hu', 'bela@xn--plda-bpa.HU']) {
    expect(createUserInput.parse({ ...user, email }).email).toBe('bela@xn--plda-bpa.hu')
    expect(readSignInName(email, MARKETS.hu)).toEqual({ kind: 'email', email: 'bela@xn--plda-bpa.hu' })
  }
  expect(createUserInput.parse({ ...user, email: 'ivan@пример.рф' }).email).toBe('ivan@xn--e1afmkfd.xn--p1ai')
  expect(createUserInput.safeParse({ ...user, email: 'béla@példa.hu' }).success).toBe(false)
})

test('what is an address', () => {
  const right = [
    'a@b.hu',
    'a.b+c@x-y.example',
    "o'neil@firm.example",
    'ivan@xn--e1afmkfd.xn--p1ai',
    `${'a'.repeat(64)}@b.hu`,
  ]
  const wrong = [
    'a@b',
    '@b.hu',
    'a@',
    'a..b@c.hu',
    '.a@b.hu',
    'a@-b.hu',
    'a@b-.hu',
    'a b@c.hu',
    'á@b.hu',
    'a@é.hu',
    'a@b.h',
    'a@1.2',
    'a@b.hu\n',
    'a,b@c.hu',
    `${'a'.repeat(65)}@b.hu`,
  ]
  expect(right.filter((each) => !EMAIL_PATTERN.test(each))).toEqual([])
  expect(wrong.filter((each) => EMAIL_PATTERN.test(each))).toEqual([])
})
