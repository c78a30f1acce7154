import { Checkbox } from './box'
import { Was } from './was'

type Props = { name: string; label: string; on: boolean; describedBy: string }

/** A switch that is sent with its form, and what it showed; works without scripts. */
export const Switch = ({ name, label, on, describedBy }: Props) => (
  <label className="flex min-h-11 cursor-pointer items-center justify-between gap-4 font-medium">
    {label}
    <Was name={name} value={on ? 'on' : ''} />
    <Checkbox role="switch" name={name} on={on} aria-describedby={describedBy} className="switch" />
  </label>
)
