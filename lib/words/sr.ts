import approvals from './sr/approvals'
import audit from './sr/audit'
import bills from './sr/bills'
import editor from './sr/editor'
import lines from './sr/lines'
import list from './sr/list'
import post from './sr/post'
import refusals from './sr/refusals'
import reports from './sr/reports'
import rights from './sr/rights'
import screens from './sr/screens'
import security from './sr/security'
import signIn from './sr/sign-in'
import users from './sr/users'

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
