import { NotThere } from '@/components/shell/not-there'
import { words } from '@/lib/web/request'

/** Outside the portal's frame. */
export default async function NotFoundPage() {
  return (
    <main id="content" className="px-4">
      <NotThere t={await words()} home="/" />
    </main>
  )
}
