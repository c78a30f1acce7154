import { iconAnswer } from '@/lib/web/icons'

/** Where programs look that read no page. */
export function GET(): Promise<Response> {
  return iconAnswer('favicon.ico')
}

export const dynamic = 'force-dynamic'
