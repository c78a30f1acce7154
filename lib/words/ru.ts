import approvals from '@/messages/ru/approvals.json'
import audit from '@/messages/ru/audit.json'
import bills from '@/messages/ru/bills.json'
import editor from '@/messages/ru/editor.json'
import lines from '@/messages/ru/lines.json'
import list from '@/messages/ru/list.json'
import post from '@/messages/ru/post.json'
import refusals from '@/messages/ru/refusals.json'
import reports from '@/messages/ru/reports.json'
import rights from '@/messages/ru/rights.json'
import screens from '@/messages/ru/screens.json'
import security from '@/messages/ru/security.json'
import signIn from '@/messages/ru/sign-in.json'
import users from '@/messages/ru/users.json'

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
