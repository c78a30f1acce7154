// Whose a form is, in the form itself: by the time it is sent somebody else may be signed in, in the next tab. Plain
// JavaScript, since the door (bin/lib/kept-forms.mjs) reads it before Next does.

/** Fields of this sign belong to the portal: they are not read by schemas, and never shown again. */
export const OWN_FIELD = '$'
/** The hidden field that says for whom its page was drawn. */
export const OWNER_FIELD = '$owner'
/** The hidden field that says which form it is: the id of its action. */
export const FORM_FIELD = '$form'
/** The hidden field in which a step of signing in says of which attempt its card is. */
export const ATTEMPT_FIELD = '$attempt'
/** With this field a page is asked for with what was typed, instead of the form being sent. */
export const REFILL_FIELD = '$refill'

/** Hidden fields that name many things: ids or rights with spaces between. They are longer than what is typed into a box. */
export const LISTS = new Set(['had', 'numbers', 'people', 'requests'])
/** The longest of them, in characters. */
export const LONGEST_LIST = 400_000

/** @typedef {{ kind: string, id: string, since: string, name: string }} FormOwner `since`: looked at through their eyes; or empty */

/** @param {FormOwner} owner */
export const writeOwner = ({ kind, id, since, name }) => `${kind}:${id} ${since || '-'} ${name}`

const OWNER = /^(user|number):([0-9a-f-]{36}) (\S{1,40}) (.{1,200})$/u

/**
 * @param {unknown} text as it was sent
 * @returns {FormOwner | null} null: the form says nothing that can be read
 */
export function readOwner(text) {
  const [, kind, id, since, name] = OWNER.exec(String(text ?? '')) ?? []
  return kind ? { kind, id, since: since === '-' ? '' : since, name } : null
}
