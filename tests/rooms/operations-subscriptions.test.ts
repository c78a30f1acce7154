import { holdRoom } from '../support/operations/check'
import { subscriptionsCases } from '../support/operations/subscriptions-cases'

holdRoom('subscriptions', subscriptionsCases)
