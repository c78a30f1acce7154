// Signing in with a browser's requests: each step is one form, answered with the next card.
import { request } from './load.mjs'

/** Sends the form of a step; resolves with its answer. */
async function step(server, jar, name, values) {
  const answer = await request(server, 'POST', `/sign-in/steps/${name}`, {
    body: new URLSearchParams(values).toString(),
    type: 'application/x-www-form-urlencoded',
    jar,
    headers: { accept: 'application/json' },
  })
  if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}`)
  return JSON.parse(answer.text)
}

const expectCard = (answer, card) => {
  if (answer.card?.step !== card) throw new Error(`not the step ${card}: ${JSON.stringify(answer)}`)
}

/** Gives the user name. */
export async function giveName(server, jar, name) {
  expectCard(await step(server, jar, 'name', { name }), 'password')
}

/** Gives the password; the code's SMS is then on its way. */
export async function givePassword(server, jar, password) {
  expectCard(await step(server, jar, 'password', { password }), 'code')
}

/** Gives the code; resolves with the address it leads to. */
export async function giveCode(server, jar, code) {
  const { goTo } = await step(server, jar, 'code', { code })
  if (!goTo || !jar.has('session')) throw new Error('the code did not open a session')
  return goTo
}
