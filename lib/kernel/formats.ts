// Formats of Intl, each made once: to make one takes a hundred times as long as to use it, and a page uses them row by
// row. There are as many as languages and ways to write a date, so none is ever forgotten.

/** The same for the same words and options. */
function once<Options, Format>(make: (tag: string, options: Options) => Format) {
  const made = new Map<string, Format>()
  return (tag: string, options: Options): Format => {
    const key = `${tag} ${JSON.stringify(options)}`
    const format = made.get(key) ?? make(tag, options)
    made.set(key, format)
    return format
  }
}

/** How a language (BCP 47) writes dates and times. */
export const dateFormat = once(
  (tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options),
)
/** How a language writes numbers. */
export const numberFormat = once(
  (tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options),
)
/** How a language says how long ago or ahead something is. */
export const relativeFormat = once(
  (tag, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(tag, options),
)
