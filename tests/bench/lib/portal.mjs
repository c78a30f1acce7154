// Signing in as a browser without scripts does it: forms read from the pages, answers read from the SMS.
import { multipart, request } from './load.mjs'

/** The hidden fields of the form that holds a button, as [name, value]. */
export function hiddenFields(html, field) {
  const form = [...html.matchAll(/<form[\s\S]*?<\/form>/g)]
    .map(([text]) => text)
    .find((text) => text.includes(`name="${field}"`))
  if (!form)
    throw new Error(
      `no form with ${field} in: ${html.replace(/<script[\s\S]*?<\/script>/g, '').slice(0, 2000)}`,
    )
  return [...form.matchAll(/<input type="hidden"[^>]*>/g)].map(([tag]) => [
    /name="([^"]*)"/.exec(tag)[1],
    (/value="([^"]*)"/.exec(tag)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  ])
}

async function submit(server, jar, html, field, values) {
  const { body, type } = multipart([...hiddenFields(html, field), ...Object.entries(values)])
  return request(server, 'POST', '/sign-in', { body, type, jar })
}

/** Opens the sign-in page and gives the user name; resolves with the password's page. */
export async function giveName(server, jar, account) {
  const page = await request(server, 'GET', '/sign-in', { jar })
  const answer = await submit(server, jar, page.text, 'name', { name: account })
  return answer.text
}

/** Gives the password; resolves with the code's page. */
export async function givePassword(server, jar, html, password) {
  const answer = await submit(server, jar, html, 'password', { password })
  if (!answer.text.includes('name="code"')) throw new Error('the password did not lead to the code')
  return answer.text
}

/** Gives the code and follows to the overview. */
export async function giveCode(server, jar, html, code) {
  const answer = await submit(server, jar, html, 'code', { code })
  if (answer.status !== 303 || !jar.has('session'))
    throw new Error(`the code did not open a session: ${answer.status}`)
  const overview = await request(server, 'GET', answer.headers.location, { jar })
  if (overview.status !== 200) throw new Error(`the overview answered ${overview.status}`)
}
