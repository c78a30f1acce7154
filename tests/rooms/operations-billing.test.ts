import { billingCases } from '../support/operations/billing-cases'
import { holdRoom } from '../support/operations/check'

holdRoom('billing', billingCases)
