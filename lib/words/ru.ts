import approvals from './ru/approvals'
import audit from './ru/audit'
import bills from './ru/bills'
import editor from './ru/editor'
import lines from './ru/lines'
import list from './ru/list'
import post from './ru/post'
import refusals from './ru/refusals'
import reports from './ru/reports'
import rights from './ru/rights'
import screens from './ru/screens'
import security from './ru/security'
import signIn from './ru/sign-in'
import users from './ru/users'

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
