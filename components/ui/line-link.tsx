import Link from 'next/link'

/** A line by its number, and under it what tells whose it is. */
export const LineLink = ({
  id,
  number,
  under,
}: {
  id: string
  number: string | null
  under?: string | null
}) => (
  <>
    <Link
      href={`/lines/${id}`}
      prefetch={false}
      className="link inline-block min-h-6 whitespace-nowrap tabular-nums"
    >
      {number}
    </Link>
    {under && <span className="block text-sm text-soft">{under}</span>}
  </>
)
