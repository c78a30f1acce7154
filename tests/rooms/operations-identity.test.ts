import { holdRoom } from '../support/operations/check'
import { identityCases } from '../support/operations/identity-cases'

holdRoom('identity', identityCases)
