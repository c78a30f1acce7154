import { Unread } from './body.mjs'
import { turns } from './turns.mjs'
import { whenOver } from './when-over.mjs'

/** Large forms under way at once and how many more wait, unread; of a company and of a user among them. */
const BOUNDS = {
  most: 8,
  waiting: 64,
  shares: [
    { most: 4, waiting: 16 },
    { most: 2, waiting: 4 },
  ],
}

/** Takes turns for large forms: a few at once are read and answered, and nobody has them all. */
export function largeForms() {
  const forms = turns(BOUNDS)
  /**
   * Resolves when it is this request's turn, which lasts until the request is over.
   * @param {string[]} member company and user whose form it is
   * @throws {Unread} when too many wait already
   */
  return (member, request, response) =>
    new Promise((resolve, reject) => {
      const drop = () => reject(new Unread(503, 'busy'))
      const begin = (end) => {
        whenOver(request, response, end)
        resolve()
      }
      const leave = forms.take(member, begin, drop)
      if (leave) whenOver(request, response, leave)
      else drop()
    })
}
