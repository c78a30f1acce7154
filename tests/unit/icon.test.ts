import { icons } from 'lucide'
import { expect, test } from 'vitest'
import { pathOf } from '@/components/ui/icon'

test('each shape becomes a path that draws the same', () => {
  expect(pathOf(['path', { d: 'M5 22h14' }])).toBe('M5 22h14')
  expect(pathOf(['path', { d: 'm19 12-7 7-7-7' }])).toBe('M19 12l-7 7-7-7')
  expect(pathOf(['path', { d: 'm12.99.5-.7.4H5' }])).toBe('M12.99 .5l-.7.4H5')
  expect(pathOf(['path', { d: 'm7 15 5 5' }])).toBe('M7 15l5 5')
  expect(pathOf(['path', { d: 'm2 2h9' }])).toBe('M2 2h9')
  expect(pathOf(['line', { x1: '1', y1: '2', x2: '3', y2: '4' }])).toBe('M1 2L3 4')
  expect(pathOf(['polyline', { points: '1,2 3,4 5,6' }])).toBe('M1,2 3,4 5,6')
  expect(pathOf(['polygon', { points: '1,2 3,4 5,6' }])).toBe('M1,2 3,4 5,6z')
  expect(pathOf(['circle', { cx: '12', cy: '8', r: '5' }])).toBe('M7 8a5 5 0 1 1 10 0a5 5 0 1 1 -10 0z')
  expect(pathOf(['ellipse', { cx: '12', cy: '5', rx: '9', ry: '3' }])).toBe(
    'M3 5a9 3 0 1 1 18 0a9 3 0 1 1 -18 0z',
  )
  expect(pathOf(['rect', { x: '3', y: '4', width: '7', height: '9' }])).toBe('M3 4h7v9h-7v-9z')
  expect(pathOf(['rect', { x: '3', y: '4', width: '7', height: '9', rx: '1' }])).toBe(
    'M4 4h5a1 1 0 0 1 1 1v7a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-7a1 1 0 0 1 1 -1z',
  )
})

test('all of Lucide’s drawings can be drawn, and none has a shape in a colour of its own', () => {
  const shapes = Object.values(icons).flat()
  expect(shapes.length).toBeGreaterThan(5_000)
  for (const shape of shapes) {
    expect(pathOf(shape), JSON.stringify(shape)).toMatch(/^M[-\d., a-zA-Z]+$/)
    // What is filled is a dot so small that its line fills it as well.
    if (shape[1].fill) expect(Number(shape[1].r), JSON.stringify(shape)).toBeLessThanOrEqual(1)
  }
})
