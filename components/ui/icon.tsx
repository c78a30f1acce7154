type Shape = [tag: string, attributes: Record<string, string | number | undefined>]

type Props = {
  /** One of Lucide's drawings. */
  of: Shape[]
  size?: number
  className?: string
}

/** What each drawing is as one path: every element of a page is made twice on the server, and a menu has fifty of them. */
const paths = new WeakMap<Shape[], string>()

/** A drawing beside words that say the same, so nothing is read out. Plain SVG: no script goes with it. */
export function Icon({ of, size = 24, className }: Props) {
  const path = paths.get(of) ?? of.map(pathOf).join('')
  paths.set(of, path)
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      className={className ? `icon ${className}` : 'icon'}
    >
      <path d={path} />
    </svg>
  )
}

const NUMBER = String.raw`-?(?:\d+\.?\d*|\.\d+)`
/** A path’s first `m` is absolute wherever it stands alone, and would be relative behind another; pairs that follow are lines. */
const FIRST = new RegExp(String.raw`^\s*m\s*(${NUMBER})[\s,]*(${NUMBER})[\s,]*(?=([-.\d])?)`)
const absolutely = (d: string): string =>
  d.replace(FIRST, (_, x: string, y: string, more?: string) => `M${x} ${y}${more ? 'l' : ''}`)

/** A shape of SVG as the path that draws the same, also behind others. */
export function pathOf([tag, attributes]: Shape): string {
  const of = (name: string) => Number(attributes[name] ?? 0)
  const [x, y, width, height] = [of('x'), of('y'), of('width'), of('height')]
  const points = () => String(attributes.points).trim()
  switch (tag) {
    case 'path':
      return absolutely(String(attributes.d))
    case 'line':
      return `M${of('x1')} ${of('y1')}L${of('x2')} ${of('y2')}`
    case 'polyline':
      return `M${points()}`
    case 'polygon':
      return `M${points()}z`
    case 'circle':
      return round(of('cx'), of('cy'), of('r'), of('r'))
    case 'ellipse':
      return round(of('cx'), of('cy'), of('rx'), of('ry'))
    case 'rect': {
      // Where one radius is not said it is the other's.
      const [rx, ry] = [attributes.rx ?? attributes.ry, attributes.ry ?? attributes.rx].map((r) =>
        Number(r ?? 0),
      )
      const [across, down] = [width - 2 * rx!, height - 2 * ry!]
      const corner = (to: string) => (rx ? `a${rx} ${ry} 0 0 1 ${to}` : '')
      return (
        `M${x + rx!} ${y}h${across}${corner(`${rx} ${ry}`)}v${down}${corner(`-${rx} ${ry}`)}` +
        `h${-across}${corner(`-${rx} -${ry}`)}v${-down}${corner(`${rx} -${ry}`)}z`
      )
    }
    default:
      throw new Error(`no path draws a ${tag}`)
  }
}

const round = (x: number, y: number, rx: number, ry: number) =>
  `M${x - rx} ${y}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0z`
