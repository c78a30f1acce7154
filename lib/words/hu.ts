import approvals from '@/messages/hu/approvals.json'
import audit from '@/messages/hu/audit.json'
import bills from '@/messages/hu/bills.json'
import editor from '@/messages/hu/editor.json'
import lines from '@/messages/hu/lines.json'
import list from '@/messages/hu/list.json'
import post from '@/messages/hu/post.json'
import refusals from '@/messages/hu/refusals.json'
import reports from '@/messages/hu/reports.json'
import rights from '@/messages/hu/rights.json'
import screens from '@/messages/hu/screens.json'
import security from '@/messages/hu/security.json'
import signIn from '@/messages/hu/sign-in.json'
import users from '@/messages/hu/users.json'

export default {
  ...approvals,
  ...audit,
  ...bills,
  ...editor,
  ...lines,
  ...list,
  ...post,
  ...refusals,
  ...reports,
  ...rights,
  ...screens,
  ...security,
  ...signIn,
  ...users,
}
