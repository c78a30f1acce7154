// Creates users one after the other until it is killed: what tests/rooms/worker.test.ts kills at any moment.
import { createUser } from '@/lib/company/users/create-user'
import { context } from '@/lib/infra/context'
import { startWorker } from '@/lib/jobs/worker'
import { demoActor } from '@/prisma/seed/demo-actor'

const [account = '', prefix = ''] = process.argv.slice(2)
const at = context()
await startWorker(at)
const admin = await demoActor(at, account)
for (let n = 0; ; n++) {
  const login = `${prefix}${n}`
  const mobile = `3020${String(60_000 + n).padStart(5, '0')}`
  process.send?.(n)
  await createUser(
    admin,
    { login, name: 'Kill Test', email: `${login}@kill.example`, mobile, language: undefined },
    at,
  )
}
