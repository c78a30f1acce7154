#!/usr/bin/env node
// npm run test:mutants -- [--seed 7] [--count 40] [--minutes 60] [--kind proof] [--named] [--again]: faults are put into a copy
// of the code, one at a time, and the tests of rules and rooms run that could notice. Fails below nine of ten. Not in `npm test`.
import { spawn } from 'node:child_process'
import { checkNode, generateClient, installPackages } from './lib/prepare.mjs'
import { ROOT } from './lib/root.mjs'
import { productNode } from './lib/runtime.mjs'
import { fail } from './lib/say.mjs'

process.chdir(ROOT)

async function main() {
  console.log('\nSwitchboard, would the tests notice?\n')
  checkNode()
  await installPackages()
  const node = await productNode()
  await generateClient()
  const args = ['--import', 'tsx', 'tests/mutants/run.ts', ...process.argv.slice(2)]
  const child = spawn(node, args, { stdio: 'inherit' })
  // A terminal tells both; who ends only this one has the copy and the database cleared away as well.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

main().catch(fail)
