import { NotThere } from '@/components/shell/not-there'
import { words } from '@/lib/web/request'

/** Inside the frame, which has the page's main landmark. */
export default async function PortalNotFoundPage() {
  return <NotThere t={await words()} home="/overview" />
}
