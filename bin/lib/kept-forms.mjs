// Forms of browsers without scripts that their action could not, or must not, take: those of a page from before an
// update, and those of somebody who is not signed in here any more. Next would answer with a line of text, or draw a page
// for somebody else; instead what was typed comes back (app/kept). With scripts the form itself says so and keeps it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  FORM_FIELD,
  LISTS,
  LONGEST_LIST,
  OWN_FIELD,
  OWNER_FIELD,
  REFILL_FIELD,
  readOwner,
} from '../../lib/kernel/form-owner.mjs'
import { withBody } from './body.mjs'
import { buildBefore } from './builds.mjs'

/** The page that gives back what was typed. */
const KEPT_PAGE = '/kept'
/** By these fields React says which action a form is of, without scripts. */
const ACTION_ID = /^\$ACTION_ID_([0-9a-f]+)$/
const ACTION_REF = /^\$ACTION_\d+:0$/
/** Longer than what is typed into any box, in bytes. */
const LONGEST = 20_000
/** Of what is said about a field, in bytes: its name, and nothing else. */
const LONGEST_HEAD = 2_000
/** What parts a body, what a part is called, and by what a file is known. */
const BOUNDARY = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i
const NAME = /^content-disposition:\s*form-data;.*?\bname="([^"]*)"/im
const FILE = /^content-disposition:.*\bfilename\*?=/im
/** What browsers write otherwise in names (HTML, multipart/form-data encoding algorithm). */
const ESCAPED = /%(?:22|0D|0A)/g

/**
 * @typedef {object} Actions
 * @property {Set<string>} present the ids of those that there are
 * @property {Map<string, string>} moved what the id of one is by now that had another one in the build before
 */

/**
 * The actions of a build. Ids are made of file, name and arguments (bin/lib/prepare.mjs), so that most are those of the
 * build before; what was moved is known by its name.
 * @param {string} folder
 * @returns {Actions}
 */
export function actionsOf(folder) {
  const [now, before] = [manifestOf(folder), manifestOf(buildBefore(folder))]
  const moved = new Map()
  for (const [id, { filename, exportedName }] of Object.entries(before)) {
    if (id in now) continue
    const same = Object.keys(now).filter((each) => now[each].exportedName === exportedName)
    const one = same.find((each) => now[each].filename === filename) ?? (same.length === 1 ? same[0] : null)
    if (one) moved.set(id, one)
  }
  return { present: new Set(Object.keys(now)), moved }
}

/** What Next writes of the actions of a build; of none that is there: nothing. */
function manifestOf(folder) {
  const file = folder && join(folder, 'server/server-reference-manifest.json')
  return file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).node : {}
}

/**
 * @param {object} options
 * @param {Actions | null} options.actions null: not known, as while developing
 * @param {(request: import('node:http').IncomingMessage) => Promise<string[] | null>} options.memberOf company, and user or line, whose session a request has
 * @returns a function that reads a form and says what is to be shown instead of sending it, or null
 */
export function keptForms({ actions, memberOf }) {
  /** What the action of a form is called in this build; empty: it has none by this name. */
  const idNow = (id) => (!actions || actions.present.has(id) ? id : (actions.moved.get(id) ?? ''))

  /** The id of the user or line that is signed in; null: nobody is; undefined: it cannot be asked now, and Next says so. */
  const personOf = (request) =>
    memberOf(request).then(
      (path) => path?.[1] ?? null,
      () => undefined,
    )

  /** Why somebody else than whose page it was, or nobody, is there now; or null. */
  async function whoElse(request, owner) {
    const opened = readOwner(owner)
    // Forms that are nobody's: those of whoever is not signed in. What else lacks it is refused by its action.
    if (!opened) return null
    const person = await personOf(request)
    if (person === null) return 'signed_out'
    return person === undefined || person === opened.id ? null : 'other_user'
  }

  async function whyNot(request, form, wanted, owner) {
    // Nobody's page would lead to the sign-in, and somebody else's is no place for what was typed.
    if (form.has(REFILL_FIELD)) return (await whoElse(request, owner)) ?? 'refill'
    if (wanted.length === 0) return null
    if (actions && wanted.some((id) => !actions.present.has(id))) return 'outdated'
    return whoElse(request, owner)
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {string} path the address of the page, with its query
   * @param {Buffer} bytes its body
   */
  return async function keep(request, path, bytes) {
    const sent = read(request, bytes)
    if (!sent) return null
    const form = new Map(sent.toReversed())
    const owner = String(form.get(OWNER_FIELD) ?? '')
    const wanted = idsIn(form)
    const why = await whyNot(request, form, wanted, owner)
    if (!why) return null
    const isRefill = why === 'refill'
    const fields = sent.filter(([name]) => !name.startsWith(OWN_FIELD))
    const kept = { why, owner, path, fields, form: idNow(String(form.get(FORM_FIELD) ?? wanted[0] ?? '')) }
    return { page: isRefill ? path : KEPT_PAGE, status: isRefill ? 200 : 409, kept }
  }
}

/**
 * The request for the page that is shown instead.
 * @param {import('node:http').IncomingMessage} request
 * @param {string} page
 */
export function askFor(request, page) {
  const asked = withBody(request, Buffer.alloc(0))
  const { 'content-type': _type, 'content-length': _length, ...headers } = asked.headers
  return Object.assign(asked, { method: 'GET', url: page, headers })
}

/**
 * Has what Next would answer with one status answered with another.
 * @param {import('node:http').ServerResponse} response
 * @param {number} from
 * @param {number} to
 */
export function answerWith(response, from, to) {
  const { writeHead } = response
  response.writeHead = function (given, ...rest) {
    return writeHead.call(this, given === from ? to : given, ...rest)
  }
}

/** The fields of a form that a browser without scripts has sent, in their order; null: it is none. */
function read({ method, headers }, bytes) {
  const type = headers['content-type'] ?? ''
  if (method !== 'POST' || 'next-action' in headers || !/^multipart\/form-data/i.test(type)) return null
  const [, quoted, plain] = BOUNDARY.exec(type) ?? []
  const boundary = quoted ?? plain
  return boundary ? [...fieldsIn(bytes, `\r\n--${boundary}`)] : null
}

/**
 * What the parts of a body say (RFC 7578, as browsers write it); of what cannot be read: nothing, and Next says what is
 * wrong with it. Files are left out, and unread what is longer than anything that is typed. The platform's own
 * `Response.formData()` holds the loop for 100 ms with as many fields as the door lets in, this for 5.
 */
function* fieldsIn(bytes, line) {
  for (let at = line.length; ; ) {
    const head = bytes.indexOf('\r\n\r\n', at)
    const end = bytes.indexOf(line, head)
    if (head < 0 || end < 0 || head - at > LONGEST_HEAD) return
    const about = bytes.toString('utf8', at, head)
    const name = NAME.exec(about)?.[1]
    const from = head + 4
    const longest = LISTS.has(name) ? LONGEST_LIST : LONGEST
    if (name !== undefined && !FILE.test(about) && end - from <= longest)
      yield [name.replace(ESCAPED, decodeURIComponent), bytes.toString('utf8', from, Math.max(from, end))]
    at = end + line.length
  }
}

/** The ids of the actions that a form names. */
function idsIn(form) {
  const ids = []
  for (const [name, value] of form) {
    const [, id] = ACTION_ID.exec(name) ?? []
    if (id) ids.push(id)
    if (!ACTION_REF.test(name)) continue
    try {
      ids.push(String(JSON.parse(value).id))
    } catch {
      ids.push('')
    }
  }
  return ids
}
