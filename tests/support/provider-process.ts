// A message centre or mail server in a process of its own, so that it can be killed like a real one:
// `far-end.ts sms|mail <port> <file>`. Writes down what it got, and again once it has said yes to it.
import { appendFileSync } from 'node:fs'
import { startDemoMailServer } from '@/lib/channels/mail/demo-server'
import { startDemoCentre } from '@/lib/channels/sms/demo-centre'

const [kind, port, file] = process.argv.slice(2) as ['sms' | 'mail', string, string]
const keep = async ({ to, text }: { to: string; text: string }) => {
  const code = /#(\d+)$/.exec(text)?.[1] ?? /^[^\n:]+: (\d{8})$/m.exec(text)?.[1]
  if (!code) return
  appendFileSync(file, `got ${to} ${code}\n`)
  setTimeout(() => appendFileSync(file, `said ${to} ${code}\n`), 5)
}
if (kind === 'sms') await startDemoCentre(keep, Number(port))
else await startDemoMailServer(keep, Number(port))
process.send?.('up')
