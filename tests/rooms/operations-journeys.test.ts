import { holdRoom } from '../support/operations/check'
import { journeysCases } from '../support/operations/journeys-cases'

holdRoom('journeys', journeysCases)
