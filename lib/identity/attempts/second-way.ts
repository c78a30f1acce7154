import type { Way } from '../view'

/**
 * What is asked for besides the first proof: a factor of one's own (a passkey first, no stranger's page
 * can use it), else with SMS the code, else nothing. After a reset by phone the code by e-mail, whatever
 * else there is (R4).
 */
export function secondWay(user: {
  emailNext: boolean
  own: ('app' | 'passkey')[] | null
  smsAtSignIn: boolean
}): Way | null {
  if (user.emailNext) return 'mail'
  if (user.own?.length) return user.own.includes('passkey') ? 'passkey' : 'app'
  return user.smsAtSignIn ? 'sms' : null
}
