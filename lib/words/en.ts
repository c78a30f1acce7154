import approvals from './en/approvals'
import audit from './en/audit'
import bills from './en/bills'
import editor from './en/editor'
import lines from './en/lines'
import list from './en/list'
import post from './en/post'
import refusals from './en/refusals'
import reports from './en/reports'
import rights from './en/rights'
import screens from './en/screens'
import security from './en/security'
import signIn from './en/sign-in'
import users from './en/users'

export default {
  ...screens,
  ...lines,
  ...bills,
  ...reports,
  ...security,
  ...post,
  approvals,
  audit,
  editor,
  list,
  refusals,
  rights,
  signIn,
  users,
}
