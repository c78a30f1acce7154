import smpp from 'smpp'

/** Invalid source, destination, type or plan of address, message length: no use in trying again. */
const PERMANENT = new Set([0x01, 0x0a, 0x0b, 0x48, 0x49, 0x50, 0x51])
/** ESME_RINVPASWD, ESME_RINVSYSID: what SMPP_URL says is not what the centre knows. */
const REFUSED_LOGIN = new Map([
  [0x0e, 'wrong password'],
  [0x0f, 'unknown system id'],
])
const NAMES = new Map(Object.entries(smpp.errors).map(([name, status]) => [status, name]))

export const isPermanent = (status: number): boolean => PERMANENT.has(status)
export const isRefusedLogin = (status: number): boolean => REFUSED_LOGIN.has(status)

/** A `command_status` for an operator: what it means where that is plain, the number, the standard's name (SMPP 3.4, 5.1.3). */
export function describeStatus(status: number): string {
  const code = `0x${status.toString(16).padStart(2, '0')}`
  const parts = [REFUSED_LOGIN.get(status), [code, NAMES.get(status)].filter(Boolean).join(' ')]
  return parts.filter(Boolean).join(', ')
}
