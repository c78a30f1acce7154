import Link from 'next/link'

/** A line by its number, and under it what tells whose it is; a link where the reader can open it. */
export const LineLink = ({
  id,
  number,
  under,
}: {
  id: string | null
  number: string | null
  under?: string | null
}) => (
  <>
    {id ? (
      <Link
        href={`/lines/${id}`}
        prefetch={false}
        className="link inline-block min-h-6 whitespace-nowrap tabular-nums"
      >
        {number}
      </Link>
    ) : (
      <span className="whitespace-nowrap tabular-nums">{number}</span>
    )}
    {under && <span className="block text-sm text-soft">{under}</span>}
  </>
)
