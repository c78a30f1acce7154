/** Where heads of the audit are kept outside the database. `name` holds nothing that lets one write there. */
export type AnchorTarget = { name: string } & (
  | { kind: 'file'; path: string }
  | { kind: 'syslog'; host: string; port: number; transport: 'udp' | 'tcp' }
  | { kind: 'store'; url: string }
  | { kind: 'mail'; to: string }
)

/** Reads one entry of AUDIT_ANCHOR, which lib/infra/setting-kinds.mjs has found to be one. */
export function anchorTarget(text: string): AnchorTarget {
  if (text.startsWith('file:')) return { name: text, kind: 'file', path: text.slice('file:'.length) }
  if (text.startsWith('mailto:')) return { name: text, kind: 'mail', to: text.slice('mailto:'.length) }
  const { protocol, host, hostname, port, pathname } = new URL(text)
  if (!protocol.startsWith('syslog'))
    return { name: `${protocol}//${host}${pathname}`, kind: 'store', url: text }
  const transport = protocol === 'syslog+tcp:' ? 'tcp' : 'udp'
  return {
    name: text,
    kind: 'syslog',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 514),
    transport,
  }
}
