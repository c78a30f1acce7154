/**
 * Characters that are not seen and change how those around them are: controls, and what reverses the order of writing
 * (`fdp.exe` shown as `exe.pdf`; Unicode TR 36, 3.2).
 */
const UNSEEN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** One line of text for a header, a subject or a title: nothing in it ends the line or turns it round. */
export const plainLine = (text: string): string => text.replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim()

/** A name under which every system keeps a file: no folders, no reserved characters, nothing hidden. */
export const fileName = (text: string): string =>
  plainLine(text)
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/^\.+|[. ]+$/g, '')
    .slice(0, 150) || 'file'
