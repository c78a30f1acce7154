'use client'

import { BrokenPage } from '@/components/shell/broken-page'
import './globals.css'

export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <BrokenPage {...props} />
      </body>
    </html>
  )
}
