/** Not allowed, or not there: deliberately one thing (404), so that ids of strangers say nothing. */
export class NotFound extends Error {
  override name = 'NotFound'
}
