import { encode } from 'uqr'
import type { TaggedPdf } from './tagged-pdf'

/** A QR code as one vector path with its quiet zone, as a figure that says in words what it holds. */
export function drawQr(
  pdf: TaggedPdf,
  payload: string,
  alternative: string,
  { x, y, size }: { x: number; y: number; size: number },
): void {
  const { data } = encode(payload, { ecc: 'M', border: 4 })
  const unit = size / data.length
  const draw = () => {
    for (const [row, modules] of data.entries())
      for (let column = 0; column < modules.length; column++) {
        if (!modules[column]) continue
        const start = column
        while (modules[column + 1]) column++
        pdf.stream.rect(x + start * unit, y + row * unit, (column - start + 1) * unit, unit)
      }
    pdf.stream.fill('#000')
  }
  pdf.leaf(pdf.root, 'Figure', draw, {
    alt: alternative,
    bbox: [x, y, x + size, y + size],
    placement: 'Block',
  })
}
