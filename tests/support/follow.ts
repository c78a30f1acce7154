/** Follows redirects with a cookie jar until `until` is reached; that address is not fetched. */
export async function follow(start: URL | string, until: string, jar = new CookieJar()): Promise<URL> {
  let url = new URL(start)
  for (let hop = 0; hop < 10; hop++) {
    if (url.href.startsWith(until)) return url
    const res = await fetch(url, { redirect: 'manual', headers: { cookie: jar.header(url) } })
    jar.take(url, res.headers.getSetCookie())
    const location = res.headers.get('location')
    if (!location) throw new Error(`${res.status} at ${url}: ${(await res.text()).slice(0, 300)}`)
    await res.body?.cancel()
    url = new URL(location, url)
  }
  throw new Error(`too many redirects, at ${url}`)
}

export class CookieJar {
  #cookies = new Map<string, { origin: string; path: string; name: string; value: string }>()
  take(url: URL, setCookie: string[]) {
    for (const line of setCookie) {
      const [pair = '', ...attributes] = line.split(/; */)
      const eq = pair.indexOf('=')
      const name = pair.slice(0, eq)
      const attribute = (n: string) =>
        attributes.find((a) => a.toLowerCase().startsWith(`${n}=`))?.slice(n.length + 1)
      const path = attribute('path') ?? '/'
      const key = `${url.host} ${path} ${name}`
      const expires = attribute('expires')
      if (expires && Date.parse(expires) < Date.now()) this.#cookies.delete(key)
      else this.#cookies.set(key, { origin: url.host, path, name, value: pair.slice(eq + 1) })
    }
  }
  header(url: URL) {
    return [...this.#cookies.values()]
      .filter(
        (c) =>
          c.origin === url.host &&
          (url.pathname === c.path || url.pathname.startsWith(c.path.replace(/\/?$/, '/'))),
      )
      .map((c) => `${c.name}=${c.value}`)
      .join('; ')
  }
}
