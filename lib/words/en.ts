import audit from './en/audit'
import lines from './en/lines'
import post from './en/post'
import refusals from './en/refusals'
import rights from './en/rights'
import screens from './en/screens'
import security from './en/security'
import signIn from './en/sign-in'
import users from './en/users'

export default { ...screens, ...lines, ...security, ...post, audit, refusals, rights, signIn, users }
