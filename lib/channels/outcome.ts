import { TriedAgain } from '@/lib/kernel/tried-again'

/**
 * A provider did not take a message. `permanent`: it never will (an address that cannot exist); else it
 * is worth trying again.
 */
export class NotTaken extends TriedAgain {
  override name = 'NotTaken'
  constructor(
    message: string,
    readonly permanent: boolean,
  ) {
    super(message)
  }
}
