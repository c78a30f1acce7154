import audit from './sr/audit'
import lines from './sr/lines'
import post from './sr/post'
import refusals from './sr/refusals'
import rights from './sr/rights'
import screens from './sr/screens'
import security from './sr/security'
import signIn from './sr/sign-in'
import users from './sr/users'

export default { ...screens, ...lines, ...security, ...post, audit, refusals, rights, signIn, users }
