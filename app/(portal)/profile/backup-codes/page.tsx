import type { Metadata } from 'next'
import { BackupCodes } from '@/components/identity/backup-codes'
import { getBackupCodes } from '@/lib/identity/factors/second-factor-list'
import { context } from '@/lib/infra/context'
import { found, requireActor } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { words } from '@/lib/web/request'
import { renewBackupCodesAction, showBackupCodesAction } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('factors.backup_title') }
}

export default async function BackupCodesPage() {
  const actor = await requireActor()
  const [t, done, codes] = await Promise.all([
    words(),
    justDone(),
    found(() => getBackupCodes(actor, context())),
  ])
  return (
    <BackupCodes
      t={t}
      codes={codes}
      done={done === 'added' || done === 'renewed' ? done : null}
      actions={{ renewBackupCodesAction, showBackupCodesAction }}
    />
  )
}
