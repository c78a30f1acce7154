import { holdRoom } from '../support/operations/check'
import { grantsCases } from '../support/operations/grants-cases'

holdRoom('grants', grantsCases)
