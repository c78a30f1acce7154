import { approvalsCases } from '../support/operations/approvals-cases'
import { holdRoom } from '../support/operations/check'

holdRoom('approvals', approvalsCases)
