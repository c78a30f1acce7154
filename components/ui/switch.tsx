type Props = { name: string; label: string; on: boolean; describedBy: string }

/** A switch that is sent with its form; works without scripts. */
export const Switch = ({ name, label, on, describedBy }: Props) => (
  <label className="flex min-h-11 cursor-pointer items-center justify-between gap-4 font-medium">
    {label}
    <input
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a native check box tells its own state
      role="switch"
      name={name}
      defaultChecked={on}
      aria-describedby={describedBy}
      className="switch"
    />
  </label>
)
