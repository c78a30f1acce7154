import { afterAll, beforeAll } from 'vitest'
import { startIdp, type TestIdp } from '../support/identity-provider'
import { holdRoom } from '../support/operations/check'
import { companyCases } from '../support/operations/company-cases'

let idp: TestIdp
beforeAll(async () => {
  idp = await startIdp({ redirectUris: ['http://localhost:3000/sign-in/company/return'] })
})
afterAll(() => idp?.stop())

holdRoom(
  'company',
  companyCases(() => idp),
)
