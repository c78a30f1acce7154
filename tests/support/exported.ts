import { parse } from 'csv-parse/sync'
import type { TableFile } from '@/lib/infra/table-file'

/** The rows of a CSV that is handed out in English, without its heads. */
export async function exported({ bytes }: TableFile): Promise<string[][]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  const rows: string[][] = parse(Buffer.concat(chunks).toString(), { bom: true, relax_column_count: true })
  return rows.slice(1)
}
