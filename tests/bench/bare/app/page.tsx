import { headers } from 'next/headers'

const CLASSES =
  'flex min-h-11 items-center gap-3 rounded-control px-3 text-soft hover:text-ink hover:bg-sunken'

const CARDS = Array.from({ length: 14 }, (_, n) => n)

/** A dynamic page of about the size and depth of our overview, that asks nobody anything. */
export default async function Page() {
  const agent = (await headers()).get('accept-language') ?? ''
  return (
    <div className={CLASSES}>
      {CARDS.map((n) => (
        <section key={n} className={CLASSES}>
          <h2 className={CLASSES}>Heading {n}</h2>
          <p className={CLASSES}>
            Text of a card that says something about {agent} and number {n}.
          </p>
          <a className={CLASSES} href={`/${n}`}>
            A link to somewhere else
          </a>
        </section>
      ))}
    </div>
  )
}
