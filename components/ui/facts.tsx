/** Names and what they are, beside each other; what is nothing is left out. */
export function Facts({
  facts,
}: {
  facts: readonly (readonly [name: string, fact: string | false | null])[]
}) {
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
      {facts
        .filter(([, fact]) => fact)
        .map(([name, fact]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="wrap-anywhere tabular-nums">{fact}</dd>
          </div>
        ))}
    </dl>
  )
}
