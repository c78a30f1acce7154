import { Unread } from './body.mjs'
import { turns } from './turns.mjs'
import { whenOver } from './when-over.mjs'

/** Large forms under way at once and how many more wait, unread; and those of one session among them. */
const BOUNDS = { most: 8, waiting: 64, shares: [{ most: 2, waiting: 4 }] }

/** Takes turns for large forms: a few at once are read and answered, and nobody has them all. */
export function largeForms() {
  const forms = turns(BOUNDS)
  /**
   * Resolves when it is this request's turn, which lasts until the request is over.
   * @param {string} session whose form it is
   * @throws {Unread} when too many wait already
   */
  return (session, request, response) =>
    new Promise((resolve, reject) => {
      const leave = forms.take([session], (end) => {
        whenOver(request, response, end)
        resolve()
      })
      if (leave) whenOver(request, response, leave)
      else reject(new Unread(503, 'Too much is arriving at once: please try again.'))
    })
}
