#!/usr/bin/env node
// npm run look -- /lines: pictures of pages of the portal that runs at PORTAL_URL, in demo mode: on a phone and on a desk, light
// and dark.
import { spawn } from 'node:child_process'
import { checkNode, installPackages } from './lib/prepare.mjs'
import { ROOT } from './lib/root.mjs'
import { productNode } from './lib/runtime.mjs'
import { fail } from './lib/say.mjs'

process.chdir(ROOT)

async function main() {
  checkNode()
  await installPackages()
  const args = ['--import', 'tsx', 'tests/support/look.ts', ...process.argv.slice(2)]
  spawn(await productNode(), args, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1))
}

main().catch(fail)
