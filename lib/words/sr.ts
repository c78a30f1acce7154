import audit from './sr/audit'
import post from './sr/post'
import refusals from './sr/refusals'
import rights from './sr/rights'
import screens from './sr/screens'
import signIn from './sr/sign-in'
import users from './sr/users'

export default { ...screens, ...post, audit, refusals, rights, signIn, users }
