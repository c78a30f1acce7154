/**
 * An address as mail servers take it: a local part in ASCII, a domain of at least two labels, the last of letters or in
 * Punycode (`xn--p1ai`).
 */
export const EMAIL_PATTERN =
  /^(?!\.)(?!.*\.\.)[a-z0-9_'+.-]{0,63}[a-z0-9_+-]@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/i

const DOMAIN = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u

/**
 * The address with its domain as mail servers know it: `béla@példa.hu` is `béla@xn--plda-bpa.hu` (RFC 5891, UTS 46). So
 * whatever way a domain is typed it is one address. Anything else comes back as it is.
 */
export function asciiEmail(text: string): string {
  const at = text.lastIndexOf('@')
  const domain = text.slice(at + 1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is ASCII is as it is already
  if (at < 0 || /^[\x00-\x7f]*$/.test(domain) || !DOMAIN.test(domain)) return text
  const url = `http://${domain}`
  return URL.canParse(url) ? `${text.slice(0, at)}@${new URL(url).hostname}` : text
}
