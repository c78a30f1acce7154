/** A document that could not be had: too many are on their way for somebody, or it could not be drawn. */
export class DocumentError extends Error {
  constructor(
    readonly reason: 'busy' | 'failed',
    message: string,
  ) {
    super(message)
  }
}
