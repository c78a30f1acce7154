import { iconAnswer } from '@/lib/web/icons'

type Context = { params: Promise<{ name: string }> }

/** Icons of tabs, home screens and installed portals. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return iconAnswer((await params).name)
}
