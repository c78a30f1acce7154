import swc from '@swc/core'
import { expect, test } from 'vitest'

// dependency-cruiser 17 does not tell swc that a .tsx file holds JSX.
const parse = swc.parseFileSync
swc.parseFileSync = ((file: string, options: object) =>
  parse(file, { ...options, syntax: 'typescript', tsx: file.endsWith('.tsx') })) as typeof parse

test('imports go down or left, as the house is drawn', async () => {
  const [{ cruise }, { default: extract }, { default: tsConfig }] = await Promise.all([
    import('dependency-cruiser'),
    import('dependency-cruiser/config-utl/extract-depcruise-config'),
    import('dependency-cruiser/config-utl/extract-ts-config'),
  ])
  const config = await extract('./.dependency-cruiser.cjs')
  const places = ['app', 'components', 'lib', 'prisma', 'instrumentation.ts']
  const { output } = await cruise(
    places,
    { ruleSet: config, validate: true, ...config.options } as never,
    undefined as never,
    { tsConfig: tsConfig('tsconfig.json') } as never,
  )
  if (typeof output === 'string') throw new Error(output)
  expect(output.summary.totalCruised).toBeGreaterThan(100)
  const broken = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
  expect(broken).toEqual([])
}, 120_000)
