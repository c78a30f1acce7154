import approvals from './hu/approvals'
import audit from './hu/audit'
import bills from './hu/bills'
import editor from './hu/editor'
import lines from './hu/lines'
import list from './hu/list'
import post from './hu/post'
import refusals from './hu/refusals'
import reports from './hu/reports'
import rights from './hu/rights'
import screens from './hu/screens'
import security from './hu/security'
import signIn from './hu/sign-in'
import users from './hu/users'

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
