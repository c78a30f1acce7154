import { ArrowDown, ArrowUp } from 'lucide'
import { Icon } from '@/components/ui/icon'
import type { Told } from '@/lib/kernel/money'

/** A difference of two amounts: its sign says it, arrow and colour only help. */
export function Difference({ net, was, told }: { net: number; was: number; told: Told }) {
  const by = net - was
  if (by === 0) return <span className="text-soft">{told.difference(0)}</span>
  return (
    <span
      className={`inline-flex items-center gap-1 whitespace-nowrap ${by > 0 ? 'text-attention' : 'text-done'}`}
    >
      <Icon of={by > 0 ? ArrowUp : ArrowDown} size={14} />
      {told.difference(by)}
    </span>
  )
}
