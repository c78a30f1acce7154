import { ArrowDown, ArrowUp } from 'lucide'
import { Icon } from '@/components/ui/icon'
import type { Piece } from '@/components/ui/list/cell'
import type { Format } from '@/lib/kernel/money'

type Props = { net: number; was: number; format: Format }

/** A difference of two amounts: its sign says it, arrow and colour only help. */
export function Difference({ net, was, format }: Props) {
  const by = net - was
  if (by === 0) return <span className="text-soft">{format.difference(0)}</span>
  return (
    <span
      className={`inline-flex items-center gap-1 whitespace-nowrap ${by > 0 ? 'text-attention' : 'text-done'}`}
    >
      <Icon of={by > 0 ? ArrowUp : ArrowDown} size={14} />
      {format.difference(by)}
    </span>
  )
}

/** The same in a list. */
export function differenceCell({ net, was, format }: Props): Piece {
  const by = net - was
  if (by === 0) return { text: format.difference(0), look: 'soft' }
  return { text: format.difference(by), way: by > 0 ? 'up' : 'down' }
}
