import approvals from '@/messages/en/approvals.json'
import audit from '@/messages/en/audit.json'
import bills from '@/messages/en/bills.json'
import editor from '@/messages/en/editor.json'
import lines from '@/messages/en/lines.json'
import list from '@/messages/en/list.json'
import post from '@/messages/en/post.json'
import refusals from '@/messages/en/refusals.json'
import reports from '@/messages/en/reports.json'
import rights from '@/messages/en/rights.json'
import screens from '@/messages/en/screens.json'
import security from '@/messages/en/security.json'
import signIn from '@/messages/en/sign-in.json'
import users from '@/messages/en/users.json'

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
