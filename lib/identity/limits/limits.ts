import { DAY, HOUR, MINUTE, SECOND } from '@/lib/kernel/clock'

/** The constants of signing in, each with where it comes from. docs/security.md is tested against them. */
export const LIMITS = {
  password: {
    /** NIST SP 800-63B-4, 3.1.1.2; ASVS 6.2.10 */
    minimum: 8,
    /** S2-10: where the password is the only factor. */
    minimumAlone: 15,
    maximum: 128,
  },
  temporaryPassword: {
    /** ASVS 6.4.1 */
    length: 16,
    validFor: 72 * HOUR,
  },
  code: {
    /** ASVS 6.5.4 */
    digits: 6,
    /** ASVS 6.5.5 */
    validFor: 5 * MINUTE,
    tries: 5,
    /** Waits before the 2nd, 3rd, … sending; the last one repeats. */
    sendAgainAfter: [30 * SECOND, 60 * SECOND, 120 * SECOND, 300 * SECOND],
    /** Per account and number, whatever its spelling; those that have not confirmed it share them in a company. */
    perNumber: [
      { within: 10 * MINUTE, most: 4 },
      { within: 24 * HOUR, most: 8 },
    ],
    /** So many times as much to one number for accounts of all companies that have not confirmed it. */
    unconfirmedOverCompanies: 2,
  },
  /** Codes to a number that anybody can ask for; whoever gave a password has those of `perNumber` besides. */
  askedFor: [
    { within: 10 * MINUTE, most: 3 },
    { within: 24 * HOUR, most: 6 },
  ],
  /** Of those, what one network or one browser with a device cookie can ask for, of one account and way. */
  askedByOne: [
    { within: 10 * MINUTE, most: 3 },
    { within: 24 * HOUR, most: 4 },
  ],
  /** Of an hour's SMS budgets, the part that codes anybody can ask for may spend; the rest is for who gave a password. */
  askedShare: 0.5,
  /** Percentages of an hour's SMS budget whose reaching the operator hears of. */
  budgetAlarms: [80, 100],
  /** A code by e-mail: NIST 800-63B-4, 4.2.1.2 */
  mailCode: { digits: 8, validFor: 60 * MINUTE },
  recovery: {
    digits: 8,
    /** Codes of one account by e-mail, whoever asks, counted as `perNumber` is; by SMS those of `askedFor`. */
    byMail: [
      { within: 10 * MINUTE, most: 6 },
      { within: 24 * HOUR, most: 20 },
    ],
    /** From the right code to the new password. */
    chooseWithin: 15 * MINUTE,
  },
  /** Failures of an account, all factors together → how long it then waits (NIST 3.2.2). */
  ladder: [
    { failures: 5, wait: 30 * SECOND },
    { failures: 6, wait: MINUTE },
    { failures: 7, wait: 2 * MINUTE },
    { failures: 8, wait: 4 * MINUTE },
    { failures: 9, wait: 8 * MINUTE },
    { failures: 10, wait: 15 * MINUTE },
    { failures: 15, wait: HOUR },
  ],
  /**
   * What one network (/24, /48) may do within ten minutes: nobody tries one password on everybody (ASVS 6.3.1). Counted
   * are the accounts or numbers it failed with, or asked codes for, until they succeed.
   */
  network: {
    within: 10 * MINUTE,
    failures: 100,
    asking: 300,
    /** Askings for one and the same, without a pause as long. */
    askingOfOne: 20,
    /** Behind a carrier's address (CARRIER_NETWORKS) there may be tens of thousands. */
    carrierFailures: 5_000,
    carrierAsking: 15_000,
    /** Attempts that have only been begun; looked at once in so many times. */
    begun: 20_000,
    roomEvery: 64,
  },
  /** OWASP device cookies: of one account, in one browser, and how long one lasts unused. */
  deviceCookie: { perAccount: 10, perBrowser: 8, validFor: 365 * DAY },
  /** From here only a new temporary password or a recovery helps. */
  recoveryOnly: 100,
  /** An attempt to sign in, from the user name to the session. */
  signIn: { validFor: 15 * MINUTE },
  session: {
    /** NIST AAL2 */
    idle: 30 * MINUTE,
    idleStaff: 15 * MINUTE,
    absolute: 12 * HOUR,
    perUser: 5,
    /** Written down at most this often. */
    touchEvery: MINUTE,
  },
  /** Second factors of one's own: setting one up, how many, and codes for the day none is at hand. */
  secondFactor: { setUpWithin: 10 * MINUTE, perUser: 10 },
  backupCodes: 10,
  /** ASVS 7.5.1 */
  stepUp: 5 * MINUTE,
  /** Wrong passwords of a session that asks for a fresh proof, until it ends (NIST 800-63B-4, 3.2.2). */
  stepUpTries: 5,
  /** How long traces that serve nobody any more are kept. */
  keep: { signIns: DAY, throttles: 30 * DAY, sessions: 90 * DAY },
} as const
