import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { settings } from '@/bin/lib/settings.mjs'
import { readEnv } from '@/lib/infra/env'
import { readSettings, SETTINGS } from '@/lib/infra/settings.mjs'
import { TEST_KEY } from '../support/key'

const WHOLE = {
  PORTAL_URL: 'http://localhost:3000',
  DATABASE_URL: 'postgresql://me:secret@db.example:5432/switchboard',
  AUTH_SECRET: TEST_KEY,
  DATA_KEY: TEST_KEY,
  DEMO: '1',
}

/** For each setting what it may be and what it may not. */
const TRIED: Record<keyof typeof SETTINGS, { right: string[]; wrong: string[] }> = {
  PORT: {
    right: ['1', '3000', '65535'],
    wrong: ['abc', '0', '70000', '3000.5', '-1', '0x10', '1e3', '3000 '],
  },
  HOST: { right: ['127.0.0.1', '::1', '0.0.0.0', 'portal.local'], wrong: ['http://x', 'a b', 'x:80', '-x'] },
  PORTAL_URL: {
    right: ['https://portal.example', 'http://localhost:3000', 'https://portal.example/'],
    wrong: [
      'portal.example',
      'https://portal.example/a',
      'https://a:b@portal.example',
      'ftp://x',
      'https://x?y',
      'https://x#y',
    ],
  },
  DATABASE_URL: {
    right: [
      'postgres://a@b/c',
      'postgresql://a:b@c:5432/d?sslmode=require',
      'postgresql:///d?host=/run/postgresql',
    ],
    wrong: ['mysql://a@b/c', 'x', 'host=b dbname=c', 'http://b/c'],
  },
  DATABASE_OWNER_URL: { right: ['postgres://a@b/c'], wrong: ['mysql://a@b/c'] },
  DATA_DIR: { right: ['.data', '/srv/portal'], wrong: [' .data', '".data"'] },
  AUTH_SECRET: { right: ['x'.repeat(32)], wrong: ['x'.repeat(31), `"${'x'.repeat(32)}"`] },
  DATA_KEY: {
    right: ['x'.repeat(32), `${'x'.repeat(32)},${'y'.repeat(40)}`],
    wrong: [`${'x'.repeat(32)},y`, 'x'],
  },
  USAGE_MONTHS: { right: ['3', '24', '600'], wrong: ['2', '601', '0', '-1', '12 months', '1.5'] },
  METRICS_PORT: { right: ['9464'], wrong: ['0', '70000', 'x', ':9464'] },
  METRICS_HOST: { right: ['127.0.0.1', '::1', '10.0.0.5'], wrong: ['a b', 'http://x'] },
  LOG_FORMAT: { right: ['auto', 'json', 'text'], wrong: ['JSON', 'pretty', '1'] },
  LOG_LEVEL: { right: ['auto', 'debug', 'error'], wrong: ['verbose', 'INFO', '30', 'off'] },
  SMPP_RECEIPT_IDS: {
    right: ['auto', 'same', 'hex-decimal', 'decimal-hex'],
    wrong: ['hex', 'AUTO', 'decimal'],
  },
  SMPP_VALIDITY: { right: ['relative', 'absolute', 'none'], wrong: ['0', 'R', 'off'] },
  SMTP_URL: {
    right: ['smtp://a:b@c:25', 'smtps://c'],
    wrong: ['c:25', 'http://c', 'smtp://', 'smtp://c:99999'],
  },
  SMPP_URL: { right: ['smpp://a:b@c:2775', 'smpps://c'], wrong: ['smtp://c', 'smpp:c'] },
  CAMARA_URL: { right: ['https://a:b@c/root'], wrong: ['c/root', 'ftp://c'] },
  SIM_CHANGED_HOURS: { right: ['72'], wrong: ['72h', '0', '3 days'] },
  OIDC_INSIDE: { right: ['0', '1'], wrong: ['true', 'yes', '2'] },
  CARRIER_NETWORKS: {
    right: ['100.64.0.0/10', '100.64.0.0/10, 2001:db8::/32'],
    wrong: [
      '100.64.0.0',
      '100.64.0.0/33',
      '2001:db8::/129',
      '100.64/10',
      'carrier',
      '10.0.0.0/8;11.0.0.0/8',
      // No client is ever seen in these: each is known by its IPv4 address.
      ...[
        '64:ff9b::/96',
        '64:ff9b:1::/48',
        '::ffff:0:0/96',
        '2002::/16',
        '2001::/32',
        '100.64.0.0/10, 64:ff9b::/96',
      ],
    ],
  },
  MAIL_FROM: {
    right: ['a@b.example', 'Portal <a@b.example>', '"Portal, Kft." <a@b.example>'],
    wrong: ['nobody', 'a@b.example, c@d.example', 'Portal <a@b.example', 'x\r\nBcc: y <a@b.example>', '<>'],
  },
  SMS_FROM: { right: ['Switchboard', '+36301234567', '1414'], wrong: ['TooLongSenderName', 'Ő', 'a\nb'] },
  MARKET: { right: ['hu', 'rs', 'ru'], wrong: ['HU', 'de', '"hu"'] },
  DEMO: { right: ['0', '1'], wrong: ['false', 'on'] },
  DEMO_HOSTS: {
    right: ['demo.example', 'a.example, b.example'],
    wrong: ['https://demo.example', 'demo.example:80'],
  },
  RUNTIME: { right: ['bundled', 'own'], wrong: ['OWN', '26', 'node'] },
  WORKER: { right: ['in', 'out'], wrong: ['off', 'IN'] },
  IMPORT_WAITING_GB: { right: ['1', '8', '100000'], wrong: ['0', '8GB', '0.5', '-1'] },
  IMPORT_SET_ASIDE: { right: ['0', '5', '100'], wrong: ['5%', '101', '-1', '0.5'] },
  AUDIT_ANCHOR: {
    right: [
      'file:/srv/a.txt',
      'mailto:a@b.example, syslog://log:514',
      'syslog+tcp://log',
      'https://s3.example/b?x=y',
    ],
    wrong: ['/srv/a.txt', 'mailto:', 'ftp://x', 'file:'],
  },
  TRUSTED_PROXIES: { right: ['0', '1', '2'], wrong: ['two', '-1', '1,2'] },
  HSTS: { right: ['host', 'subdomains', 'off'], wrong: ['1', 'on'] },
  FORM_SECONDS: { right: ['30'], wrong: ['30s', '0'] },
  DATABASE_POOL: { right: ['2', '200'], wrong: ['1', '201', 'ten'] },
  SMS_BUDGET_COMPANY: { right: ['2000'], wrong: ['2,000', '0', '2e3'] },
  SMS_BUDGET_TOTAL: { right: ['100000'], wrong: ['', '-5'].slice(1) },
}

describe('settings', () => {
  test('each is read strictly, and refused with one sentence that names it', () => {
    expect(Object.keys(TRIED).sort()).toEqual(Object.keys(SETTINGS).sort())
    for (const [name, { right, wrong }] of Object.entries(TRIED)) {
      for (const value of right)
        expect(readSettings({ [name]: value }).problems, `${name}=${value}`).toEqual([])
      expect(wrong.length).toBeGreaterThan(0)
      for (const value of wrong) {
        const { problems } = readSettings({ [name]: value })
        expect(problems, `${name}=${value}`).toHaveLength(1)
        expect(problems[0], `${name}=${value}`).toMatch(new RegExp(`^${name} .*\\.$`, 's'))
      }
    }
  })

  test('a secret that is wrong is not repeated', () => {
    for (const [name, value] of [
      ['DATABASE_URL', 'mysql://me:hunter2@db/x'],
      ['SMTP_URL', 'http://me:hunter2@mail'],
      ['SMPP_URL', 'http://me:hunter2@centre'],
      ['CAMARA_URL', 'ftp://me:hunter2@gateway'],
      ['AUTH_SECRET', 'hunter2'],
      ['DATA_KEY', 'hunter2'],
    ] as const)
      expect(readSettings({ [name]: value }).problems.join()).not.toContain('hunter2')
  })

  test('a name that is nearly one of ours is told, others are left alone', () => {
    const { warnings } = readSettings({
      PORTAL_URI: 'x',
      DATABASE_ULR: 'y',
      PATH: '/bin',
      HOSTNAME: 'z',
      SHELL: 'sh',
    })
    expect(warnings).toEqual([
      'PORTAL_URI is no setting of Switchboard: did you mean PORTAL_URL?',
      'DATABASE_ULR is no setting of Switchboard: did you mean DATABASE_URL?',
    ])
  })

  test('a database of the operator’s own needs its secrets, and outside demo mode a database is needed', () => {
    expect(() => settings({ DEMO: '0' })).toThrow(/^DATABASE_URL is missing: outside demo mode/)
    expect(() => settings({ DATABASE_URL: WHOLE.DATABASE_URL })).toThrow(
      /AUTH_SECRET is missing.*\nDATA_KEY is missing/,
    )
    expect(settings({})).toMatchObject({ embedded: true, DEMO: '1', PORT: '3000' })
    expect(settings({ ...WHOLE, DEMO: '' })).toMatchObject({ embedded: false, DEMO: '0' })
  })

  test('together they have to make sense', () => {
    expect(() => readEnv({})).toThrow(/PORTAL_URL is missing\.\nDATABASE_URL is missing\./)
    expect(() => readEnv({ ...WHOLE, DEMO: '0' })).toThrow('Outside demo mode SMTP_URL and SMPP_URL')
    for (const url of ['https://10.example.com', 'https://portal.example'])
      expect(() => readEnv({ ...WHOLE, PORTAL_URL: url }), url).toThrow('never runs at a public')
    for (const url of ['https://10.0.0.7', 'https://localhost', 'http://demo.example'])
      expect(readEnv({ ...WHOLE, PORTAL_URL: url }).DEMO, url).toBe(true)
  })

  test('pages and figures have a port each, where they would meet', () => {
    const at = (more: Record<string, string>) => () =>
      readEnv({ ...WHOLE, PORT: '4000', METRICS_PORT: '4000', ...more })
    for (const more of [{}, { HOST: '0.0.0.0' }, { HOST: '10.0.0.7', METRICS_HOST: '::' }])
      expect(at(more), JSON.stringify(more)).toThrow(
        'METRICS_PORT must be another port than PORT, which is 4000.',
      )
    expect(at({ HOST: '10.0.0.7' })).not.toThrow()
    expect(at({ METRICS_PORT: '4001' })).not.toThrow()
    expect(at({ METRICS_PORT: '' })).not.toThrow()
  })

  test('the page about running it lists every setting', () => {
    const page = readFileSync('docs/operations.md', 'utf8')
    const table = page.slice(page.indexOf('## Settings'), page.indexOf('## Production'))
    const listed = [...table.matchAll(/^\| ([^|]*)\|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name!),
    )
    expect(listed.sort()).toEqual(Object.keys(SETTINGS).sort())
  })
})
