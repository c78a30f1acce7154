// Kinds of settings: each reads a text strictly and says, for the sentence that refuses it, what it wants.
import { isIP } from 'node:net'
import { standsForIpv4 } from '../kernel/network.mjs'

/**
 * @template T
 * @typedef {{ wants: string, read: (text: string) => T | undefined, secret?: true }} Kind
 */

/** @returns {Kind<number>} a whole number; nothing but digits, so that `30s` is not 30 */
export const number = (low, high, example) => ({
  wants: `a whole number from ${low} to ${high}, such as ${example}`,
  read: (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
    return value >= low && value <= high ? value : undefined
  },
})

/**
 * @template {string} Word
 * @param {readonly Word[]} words
 * @returns {Kind<Word>}
 */
export const choice = (words) => ({
  wants: `one of ${words.join(', ')}`,
  read: (text) => words.find((word) => word === text),
})

/** @type {Kind<boolean>} */
export const flag = { wants: '1 or 0', read: (text) => ({ 0: false, 1: true })[text] }

/** @returns {Kind<string>} */
export const text = (wants) => ({ wants, read: (given) => given })

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i

/** @type {Kind<string>} */
export const host = {
  wants: 'a host name or an IP address, such as 127.0.0.1',
  read: (given) => (isIP(given) || HOST_NAME.test(given) ? given : undefined),
}

/** @type {Kind<string[]>} */
export const hosts = {
  wants: 'host names separated by commas, without ports, such as demo.example',
  read: (given) => list(given, (each) => host.read(each)?.toLowerCase()),
}

const range = (given) => {
  const [, address = '', bits = ''] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(given) ?? []
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)]
  return Number(bits) <= most && !standsForIpv4(address) ? given : undefined
}

/** @type {Kind<string[]>} */
export const ranges = {
  wants:
    'ranges of addresses separated by commas, such as 100.64.0.0/10, 2001:db8::/32; for translated addresses (NAT64) the IPv4 ranges behind them',
  read: (given) => list(given, range),
}

/** @type {Kind<URL>} */
export const origin = {
  wants: 'where the portal is reached, without path, query or user, such as https://portal.example',
  read: (given) => {
    const url = parse(given, ['http', 'https'])
    return url && `${url.origin}/` === url.href ? url : undefined
  },
}

/** @type {Kind<string>} */
export const databaseUrl = {
  wants:
    'the address of a PostgreSQL database, such as postgresql://user:password@host:5432/switchboard; several hosts are separated by commas',
  read: (given) =>
    hostUrls(given).every((url) => parse(url, ['postgresql', 'postgres'], false)) ? given : undefined,
  secret: true,
}

/**
 * The addresses of each host of a database alone, where several are named (libpq, "Specifying Multiple Hosts"). What
 * only libpq understands is left out: of several hosts the portal always takes one that it can write to.
 * @param {string} url
 * @returns {string[]}
 */
export function hostUrls(url) {
  const [, before = '', hosts = '', after = ''] =
    /^([a-z]+:\/\/(?:[^/?#]*@)?)([^/?#@]*)(.*)$/s.exec(url) ?? []
  if (!hosts.includes(',')) return [url]
  const rest = after
    .replace(/([?&])(?:target_session_attrs|load_balance_hosts)=[^&]*/g, '$1')
    .replace(/[?&]+$/, '')
  return hosts.split(',').map((host) => `${before}${host}${rest.replace(/([?&])&+/g, '$1')}`)
}

/** @returns {Kind<string>} */
export const serviceUrl = (schemes, example) => ({
  wants: `an address that begins with ${schemes.map((scheme) => `${scheme}:`).join(' or ')}, such as ${example}`,
  read: (given) => (parse(given, schemes) ? given : undefined),
  secret: true,
})

/** @returns {Kind<string>} one key, or several separated by commas, each of at least 32 characters */
export const keys = (most) => ({
  wants: `${most > 1 ? 'one or several keys separated by commas, each' : 'a secret'} of 32 characters or more`,
  read: (given) => {
    const all = most > 1 ? given.split(',') : [given]
    return all.length <= most && all.every((key) => key.trim().length >= 32) ? given : undefined
  },
  secret: true,
})

/** @type {Kind<string[]>} */
export const anchors = {
  wants:
    'file:/path, mailto:address, syslog://host:514, syslog+tcp://host or https://store.example/folder, separated by commas',
  read: (given) =>
    list(given, (each) =>
      /^file:.+/.test(each) || new RegExp(`^mailto:${ADDRESS}$`).test(each)
        ? each
        : parse(each, ['syslog', 'syslog+tcp', 'https', 'http']) && each,
    ),
  secret: true,
}

const ADDRESS = String.raw`[^\s<>@,;"]{1,64}@[^\s<>@,;"]{1,253}`
const SENDER = new RegExp(String.raw`^(${ADDRESS}|("[^"\r\n]{1,100}"|[^<>"@,;\r\n]{1,100}) <${ADDRESS}>)$`)

/** @type {Kind<string>} */
export const mailSender = {
  wants: 'an e-mail address, such as Switchboard <noreply@portal.example>',
  read: (given) => (SENDER.test(given) ? given : undefined),
}

/** @type {Kind<string>} 3GPP 23.038: eleven characters fit where a number would stand */
export const smsSender = {
  wants: 'a number, or a name of at most 11 letters and digits, such as Switchboard',
  read: (given) =>
    /^\+?\d{3,15}$/.test(given) || /^(?=.*[a-z])[a-z0-9 .&_-]{1,11}$/i.test(given) ? given : undefined,
}

/**
 * @template T
 * @param {string} given
 * @param {(each: string) => T | undefined} read
 * @returns {T[] | undefined}
 */
function list(given, read) {
  const all = given.split(',').flatMap((each) => (each.trim() ? [read(each.trim())] : []))
  return all.every((each) => each !== undefined) ? /** @type {T[]} */ (all) : undefined
}

/** @returns {URL | undefined} an address of one of these schemes; with a host, unless it may be a socket */
function parse(given, schemes, needsHost = true) {
  if (/\s/.test(given) || !URL.canParse(given)) return undefined
  const url = new URL(given)
  return schemes.includes(url.protocol.slice(0, -1)) && (url.hostname || !needsHost) ? url : undefined
}
