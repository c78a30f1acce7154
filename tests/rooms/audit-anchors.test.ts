import { createSocket } from 'node:dgram'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { freePort } from '@/bin/lib/free-port.mjs'
import { anchorProblems, headsToAnchor, readAnchor } from '@/lib/audit/anchors'
import { verifyAudit } from '@/lib/audit/verify'
import type { Mail, MailClient } from '@/lib/channels/mail/client'
import { connect } from '@/lib/infra/db'
import { isOutage } from '@/lib/infra/outage'
import { anchorAudit } from '@/lib/jobs/anchor-audit'
import { readKeyring } from '@/lib/kernel/keyring'
import { useContext } from '../support/context'
import { aCompany, aUser } from '../support/people'

const context = useContext()
const folder = mkdtempSync(join(tmpdir(), 'switchboard-anchors-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const mails: Mail[] = []
const mail: MailClient = {
  send: async (each) => `taken ${mails.push(each)}`,
  close: () => undefined,
}
const heads = () => context.db.auditHead.count()
const linesOf = (text: string) => text.split('\n').filter((line) => readAnchor(line))

/** Writes a company's chain anew from its start, as the owner of the table can: whole in itself, with another fact in it. */
async function rewrite(companyId: string, change: string) {
  const owner = new pg.Client({ connectionString: context.ownerUrl })
  await owner.connect()
  await owner.query(`
    BEGIN;
    CREATE TEMP TABLE kept AS SELECT * FROM audit_entry WHERE company_id = '${companyId}';
    ALTER TABLE audit_entry DISABLE TRIGGER audit_append_only;
    DELETE FROM audit_entry WHERE company_id = '${companyId}';
    DELETE FROM audit_head WHERE company_id = '${companyId}';
    ${change};
    INSERT INTO audit_entry SELECT * FROM kept ORDER BY seq;
    ALTER TABLE audit_entry ENABLE TRIGGER audit_append_only;
    DROP TABLE kept;
    COMMIT`)
  await owner.end()
}
const isWhole = async () => {
  for await (const { problem } of verifyAudit(context.db)) if (problem) return false
  return true
}

describe('heads of the audit outside the database', () => {
  test('a chain that its owner rewrote is whole in itself, and not what was kept', async () => {
    const { admin } = await aCompany(context)
    for (const _ of [1, 2, 3]) await aUser(context, admin)
    const file = join(folder, 'anchors.txt')
    await anchorAudit([`file:${file}`], context, mail)
    const kept = () => readFileSync(file, 'utf8').split('\n')
    expect(linesOf(kept().join('\n'))).toHaveLength(await heads())
    expect(await anchorProblems(kept(), context)).toMatchObject({ problems: [] })

    await rewrite(admin.company.id, `UPDATE kept SET object_name = 'nobody' WHERE seq = 2`)
    expect(await isWhole()).toBe(true)
    expect((await anchorProblems(kept(), context)).problems).toEqual([
      expect.stringMatching(new RegExp(`^${admin.company.id}: entry 4 of .* is no longer on the chain$`)),
    ])
    await rewrite(admin.company.id, 'DELETE FROM kept WHERE seq > 2')
    expect(await isWhole()).toBe(true)
    expect((await anchorProblems(kept(), context)).problems).toHaveLength(1)
  })

  test('only what moved is kept again, and what could not be kept is not forgotten', async () => {
    const file = join(folder, 'moved.txt')
    await anchorAudit([`file:${file}`], context, mail)
    const before = linesOf(readFileSync(file, 'utf8')).length
    await anchorAudit([`file:${file}`], context, mail)
    expect(linesOf(readFileSync(file, 'utf8'))).toHaveLength(before)
    const { admin } = await aCompany(context)
    const away = `file:${join(folder, 'no/such/folder.txt')}`
    await expect(anchorAudit([away, `file:${file}`], context, mail)).rejects.toThrow(
      /could not be kept: file:.*ENOENT/,
    )
    const after = linesOf(readFileSync(file, 'utf8')).map((line) => readAnchor(line)!.companyId)
    expect(after.slice(before)).toContain(admin.company.id)
    for await (const lines of headsToAnchor(away, context)) expect(lines).toHaveLength(await heads())
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('a target that is away is no outage of the database, one that could not be asked for heads is', async () => {
    const closed = await freePort()
    const failure = (at: typeof context) =>
      anchorAudit([`syslog+tcp://127.0.0.1:${closed}`], at, mail).catch((error: unknown) => error)
    const away = await failure(context)
    expect(String(away)).toContain('ECONNREFUSED')
    expect(isOutage(away)).toBe(false)
    const nowhere = connect(`postgresql://a:b@127.0.0.1:${closed}/c`, 1)
    expect(isOutage(await failure({ ...context, ...nowhere }))).toBe(true)
    await nowhere.close()
  })

  test('a line that somebody else wrote, or changed, is told', async () => {
    const lines: string[] = []
    for await (const some of headsToAnchor('test', context)) lines.push(...some)
    const [first = ''] = lines
    const forged = [
      first.replace(/ (\d+) /, ' 999 '),
      first.replace(/:[\w-]{43}$/, `:${'A'.repeat(43)}`),
      first.replace(/:([\w-])(?=[\w-]{42}$)/, (_, letter) => `:${letter === 'A' ? 'B' : 'A'}`),
    ]
    const { held, problems } = await anchorProblems([...lines, ...forged, 'anything else', ''], context)
    expect([held, problems.length]).toEqual([lines.length + 3, 3])
    for (const problem of problems) expect(problem).toContain('was not signed by us')
    const rotated = {
      ...context,
      keys: readKeyring(`${'n'.repeat(40)},a-key-for-tests-which-is-long-enough`),
    }
    expect((await anchorProblems(lines, rotated)).problems).toEqual([])
    // Once the old key has gone, what it signed still compares, and a difference says what it is worth.
    const later = { ...context, keys: readKeyring('n'.repeat(40)) }
    expect((await anchorProblems(lines, later)).problems).toEqual([])
    expect((await anchorProblems([first.replace(/ (\d+) /, ' 999 ')], later)).problems).toEqual([
      expect.stringMatching(
        /entry 999 .* no longer on the chain \(signed with the key [0-9a-f]{8}, which is not/,
      ),
    ])
  })

  test('once a day all of them, also those that the database says are kept already', async () => {
    const file = join(folder, 'daily.txt')
    await anchorAudit([`file:${file}`], context, mail)
    await context.db.$executeRaw`UPDATE audit_anchor SET seq = seq + 1`
    await anchorAudit([`file:${file}`], context, mail, { all: true })
    expect(linesOf(readFileSync(file, 'utf8'))).toHaveLength(2 * (await heads()))
  })

  test('a syslog server, an object store and a mailbox keep the same lines', async () => {
    const received = { udp: '', tcp: '', store: '' }
    const udp = createSocket('udp4').on('message', (message) => {
      received.udp += `${message}\n`
    })
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
    const tcp = createServer((socket) =>
      socket.on('data', (chunk) => {
        received.tcp += chunk
      }),
    )
    const puts: string[] = []
    const store = createHttpServer((request, response) => {
      puts.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
      request.on('data', (chunk) => {
        received.store += chunk
      })
      request.on('end', () => response.writeHead(request.url!.startsWith('/full') ? 507 : 200).end())
    })
    for (const server of [tcp, store])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const port = (server: { address(): unknown }) => (server.address() as AddressInfo).port
    const url = `http://127.0.0.1:${port(store)}`
    const targets = [
      `syslog://127.0.0.1:${port(udp)}`,
      `syslog+tcp://127.0.0.1:${port(tcp)}`,
      `${url.replace('//', '//keeper:p%40ss@')}/bucket?signature=secret`,
      'mailto:audit@operator.example',
    ]
    await anchorAudit(targets, context, mail)
    const count = await heads()
    for (let n = 0; n < 100 && linesOf(received.udp).length < count; n++)
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(linesOf(received.udp)).toHaveLength(count)
    expect(received.udp).toMatch(/^<109>1 \d{4}-\S+ \S+ switchboard \d+ audit-anchor - \d{4}-/)
    expect(received.tcp).toMatch(/^\d+ <109>1 /)
    expect((received.tcp.match(/<109>1 /g) ?? []).length).toBe(count)
    expect(linesOf(received.store)).toHaveLength(count)
    expect(puts[0]).toMatch(/^PUT \/bucket\/audit-\w+-\d+\.txt\?signature=secret Basic a2VlcGVyOnBAc3M=$/)
    expect(linesOf(mails.at(-1)!.attachments[0]!.content.toString())).toHaveLength(count)
    const targetsKept = await context.db.auditAnchor.findMany({
      distinct: ['target'],
      select: { target: true },
    })
    expect(JSON.stringify(targetsKept)).not.toMatch(/secret|p%40ss/)
    // A store that is full is no success, and the heads stay to be kept.
    await expect(anchorAudit([`${url}/full?signature=secret`], context, mail)).rejects.toThrow(
      /could not be kept: http:\/\/127\.0\.0\.1:\d+\/full: the store answered 507$/,
    )
    udp.close()
    await Promise.all([tcp, store].map((server) => new Promise((resolve) => server.close(resolve))))
  })
})
