import audit from './hu/audit'
import post from './hu/post'
import refusals from './hu/refusals'
import rights from './hu/rights'
import screens from './hu/screens'
import signIn from './hu/sign-in'
import users from './hu/users'

export default { ...screens, ...post, audit, refusals, rights, signIn, users }
