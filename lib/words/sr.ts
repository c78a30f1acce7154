import approvals from '@/messages/sr/approvals.json'
import audit from '@/messages/sr/audit.json'
import bills from '@/messages/sr/bills.json'
import editor from '@/messages/sr/editor.json'
import lines from '@/messages/sr/lines.json'
import list from '@/messages/sr/list.json'
import post from '@/messages/sr/post.json'
import refusals from '@/messages/sr/refusals.json'
import reports from '@/messages/sr/reports.json'
import rights from '@/messages/sr/rights.json'
import screens from '@/messages/sr/screens.json'
import security from '@/messages/sr/security.json'
import signIn from '@/messages/sr/sign-in.json'
import users from '@/messages/sr/users.json'

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
