import audit from './hu/audit'
import lines from './hu/lines'
import post from './hu/post'
import refusals from './hu/refusals'
import rights from './hu/rights'
import screens from './hu/screens'
import security from './hu/security'
import signIn from './hu/sign-in'
import users from './hu/users'

export default { ...screens, ...lines, ...security, ...post, audit, refusals, rights, signIn, users }
