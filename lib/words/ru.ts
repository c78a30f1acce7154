import audit from './ru/audit'
import post from './ru/post'
import refusals from './ru/refusals'
import rights from './ru/rights'
import screens from './ru/screens'
import signIn from './ru/sign-in'
import users from './ru/users'

export default { ...screens, ...post, audit, refusals, rights, signIn, users }
