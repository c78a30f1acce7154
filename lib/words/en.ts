import audit from './en/audit'
import post from './en/post'
import refusals from './en/refusals'
import rights from './en/rights'
import screens from './en/screens'
import signIn from './en/sign-in'
import users from './en/users'

export default { ...screens, ...post, audit, refusals, rights, signIn, users }
