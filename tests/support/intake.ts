import { here } from './here'

/** Delivers a file over HTTP; resolves with the answer and its status. */
export async function intake(
  kind: string,
  body: string | Uint8Array<ArrayBuffer>,
  key: string,
  type = 'text/csv',
): Promise<Record<string, unknown> & { status: number }> {
  const answer = await fetch(`${here().url}/api/intake/${kind}`, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${key}` },
    body,
  })
  return { status: answer.status, ...((await answer.json()) as object) }
}
