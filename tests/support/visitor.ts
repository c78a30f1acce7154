import { connect } from 'node:net'
import { here } from './here'

/** A form as its page shows it: what it would send untouched, the hidden names of its action included. */
export type Form = { path: string; fields: [string, string][] }
export type Answer = { status: number; text: string; headers: Headers; location: string | null }

/**
 * A browser without scripts and without a screen: cookies, pages, forms by the name of their button. For tests that
 * make many requests, or odd ones. A tab of somebody else is a new one of these.
 */
export class Visitor {
  readonly cookies = new Map<string, string>()
  constructor(
    readonly url: string = here().url,
    readonly headers: Record<string, string> = {},
    /** By which name people reach it: what browsers say of where a form comes from. */
    readonly origin: string = new URL(url).origin,
  ) {}

  async fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(new URL(path, this.url), {
      redirect: 'manual',
      ...init,
      headers: { 'accept-language': 'en', ...this.headers, ...(cookie && { cookie }), ...init.headers },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value && !/max-age=0/i.test(line)) this.cookies.set(name!, value)
      else this.cookies.delete(name!)
    }
    const text = await answer.text()
    return { status: answer.status, text, headers: answer.headers, location: answer.headers.get('location') }
  }

  get = (path: string) => this.fetch(path)

  /** Sends fields as a form of our own page does; multipart, as browsers send forms of actions without scripts. */
  post(path: string, fields: Iterable<[string, string | File]>, headers: Record<string, string> = {}) {
    const body = new FormData()
    for (const [name, value] of fields) body.append(name, value)
    return this.fetch(path, {
      method: 'POST',
      body,
      headers: { origin: this.origin, ...headers },
    })
  }

  /** One step of signing in or recovering, answered as data. */
  step(step: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    return this.fetch(step, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: {
        origin: this.origin,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
    })
  }

  /** The last form of a page that has a button of this text, or else with it. */
  form = async (path: string, button: string): Promise<Form> => formIn(path, button, await this.get(path))

  /** The same of the page that is asked for with what was typed into a form of it. */
  async refill({ path, fields }: Form, values: Record<string, string>, button: string): Promise<Form> {
    const kept = fields.filter(([name]) => !(name in values))
    return formIn(path, button, await this.post(path, [...kept, ...Object.entries(values), ['$refill', '1']]))
  }

  /** Fills a form in and sends it; a list is several fields of one name. */
  async send(form: Form, values: Record<string, string | string[]> = {}): Promise<Answer> {
    const kept = form.fields.filter(([name]) => !(name in values))
    const typed = Object.entries(values).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, each]),
    )
    return this.post(form.path, [...kept, ...typed])
  }

  /** Signs in as a persona of the cast with one click. */
  async openAs(account: string): Promise<this> {
    const form = await this.form('/dev/personas', account)
    const { status, location } = await this.send(form, { account })
    if (status !== 303 || location !== '/overview') throw new Error(`no session for ${account}: ${status}`)
    return this
  }
}

function formIn(path: string, button: string, { text, status }: Answer): Form {
  const forms = text.match(/<form[\s\S]*?<\/form>/g) ?? []
  const withButton = (fits: (text: string) => boolean) =>
    forms.findLast((each) =>
      (each.match(/<button[\s\S]*?<\/button>/g) ?? []).some((tag) => fits(plain(tag).trim())),
    )
  const form = withButton((text) => text === button) ?? withButton((text) => text.includes(button))
  if (!form) throw new Error(`${path} (${status}) has no form with the button "${button}"`)
  const fields = (form.match(/<input[^>]*>/g) ?? []).flatMap((tag): [string, string][] => {
    const name = attribute(tag, 'name')
    const box = /type="(checkbox|radio)"/.test(tag)
    if (!name || (box && !/ checked/.test(tag))) return []
    return [[name, attribute(tag, 'value') ?? (box ? 'on' : '')]]
  })
  return { path, fields }
}

const attribute = (tag: string, name: string): string | undefined =>
  unescaped(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1])
const plain = (html: string) => unescaped(html.replace(/<[^>]*>/g, '')) ?? ''
const unescaped = (text: string | undefined) =>
  text
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** Sends bytes as they are and resolves with all that comes back until the connection ends, or `wait` ms are over. */
export function sendRaw(bytes: string, wait = 10_000, url: string = here().url): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setTimeout(wait, () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(text))
    socket.on('error', (error) => (text ? resolve(text) : reject(error)))
  })
}
