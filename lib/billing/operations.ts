import { addSchedule } from './add-schedule'
import { endSchedule } from './end-schedule'
import { openBillDocument } from './open-bill-document'
import { openReport } from './open-report'
import { openUsage } from './open-usage'
import { requestRefund } from './request-refund'
import { resumePayment } from './resume-payment'
import { spendCredit } from './spend-credit'
import { startPayment } from './start-payment'

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
