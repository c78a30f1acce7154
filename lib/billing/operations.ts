import { openBillDocument } from './bills/open-bill-document'
import { requestRefund } from './credits/request-refund'
import { spendCredit } from './credits/spend-credit'
import { resumePayment } from './payments/resume-payment'
import { startPayment } from './payments/start-payment'
import { addSchedule } from './reports/add-schedule'
import { endSchedule } from './reports/end-schedule'
import { openReport } from './reports/open-report'
import { openUsage } from './usage/open-usage'

/** All that can be done in this room. */
export const billingOperations = [
  addSchedule,
  endSchedule,
  openBillDocument,
  openReport,
  openUsage,
  requestRefund,
  resumePayment,
  spendCredit,
  startPayment,
] as const
