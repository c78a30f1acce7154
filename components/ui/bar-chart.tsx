type Bar = { key: string; label: string; value: number; text: string }
type Props = {
  /** What it shows, as a sentence. */
  title: string
  /** Heads of the table behind it. */
  heads: { label: string; value: string }
  /** Link text that opens the table. */
  table: string
  bars: readonly Bar[]
  /** For a narrow place: bars lie on their sides, as on a phone. */
  narrow?: boolean
}

const [WIDTH, HEIGHT, FOOT, HEAD] = [720, 220, 28, 22]
/** So many bars lie between two figures, or they would run into each other. */
const APART = 3

/** Bars as SVG made on the server, the last one in the brand's colour, with the same figures as a table behind it. */
export function BarChart({ title, heads, table, bars, narrow = false }: Props) {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const step = WIDTH / Math.max(bars.length, 6)
  const width = Math.min(step * 0.64, 48)
  const room = HEIGHT - FOOT - HEAD
  if (narrow) return <Bars bars={bars} most={most} />
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={title}
        className="h-auto w-full max-md:hidden"
      >
        {[0, 0.5, 1].map((part) => (
          <line
            key={part}
            x1="0"
            x2={WIDTH}
            y1={HEAD + room * (1 - part)}
            y2={HEAD + room * (1 - part)}
            className="stroke-line"
          />
        ))}
        {bars.map(({ key, label, value, text }, index) => {
          const tall = Math.max(1, (Math.max(0, value) / most) * room)
          const x = index * step + (step - width) / 2
          const last = index === bars.length - 1
          return (
            <g key={key}>
              <title>{`${label}: ${text}`}</title>
              <rect
                x={x}
                y={HEAD + room - tall}
                width={width}
                height={tall}
                rx="3"
                className={last ? 'fill-brand' : 'fill-field opacity-50'}
              />
              {(last || (value === most && index < bars.length - APART)) && (
                <text
                  x={x + width / 2}
                  y={HEAD + room - tall - 7}
                  textAnchor={last ? 'end' : 'middle'}
                  dx={last ? width / 2 : 0}
                  className="fill-ink font-medium text-[13px]"
                >
                  {text}
                </text>
              )}
              <text
                x={x + width / 2}
                y={HEIGHT - 8}
                textAnchor="middle"
                className={`text-[12px] ${last ? 'fill-ink font-medium' : 'fill-soft'}`}
              >
                {label}
              </text>
            </g>
          )
        })}
      </svg>
      <div className="md:hidden">
        <Bars bars={bars.slice(-6)} most={most} />
      </div>
      <details className="mt-2 max-md:hidden">
        <summary className="cursor-pointer text-sm text-soft">{table}</summary>
        <table className="mt-2 w-full max-w-md text-left">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col" className="py-1 font-medium text-sm text-soft">
                {heads.label}
              </th>
              <th scope="col" className="py-1 text-right font-medium text-sm text-soft">
                {heads.value}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ key, label, text }) => (
              <tr key={key}>
                <td className="py-1">{label}</td>
                <td className="py-1 text-right tabular-nums">{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

/** Bars on their sides, each with its figure. */
function Bars({ bars, most }: { bars: readonly Bar[]; most: number }) {
  return (
    <ul className="grid gap-2">
      {bars.map(({ key, label, value, text }, index) => (
        <li key={key} className="grid grid-cols-[5.5rem_1fr_auto] items-center gap-3 text-sm">
          <span className="whitespace-nowrap text-soft">{label}</span>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className="h-2 w-full">
            <rect
              width={Math.max(1, (Math.max(0, value) / most) * 100)}
              height="8"
              className={index === bars.length - 1 ? 'fill-brand' : 'fill-field opacity-50'}
            />
          </svg>
          <span className="tabular-nums">{text}</span>
        </li>
      ))}
    </ul>
  )
}
