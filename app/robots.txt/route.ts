/**
 * What search engines may ask for (RFC 9309). Pages say themselves that they are not to be listed, which is only heard by
 * who may read them: a page that is disallowed here can still be listed by its address.
 */
export function GET(): Response {
  return new Response('User-agent: *\nDisallow: /api/\nDisallow: /dev/\n', {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=86400' },
  })
}
