const SENTENCE = 'A line of text that says nothing to anybody. '

/** A dynamic page of so many bytes and nothing else: half of them as its markup, half as what React reads of it again. */
export default async function Page({ searchParams }: { searchParams: Promise<{ of?: string }> }) {
  const { of } = await searchParams
  return <p>{SENTENCE.repeat(Math.ceil(Number(of) / 2 / SENTENCE.length))}</p>
}
