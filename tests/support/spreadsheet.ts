/**
 * The cells of a CSV file as spreadsheets read them, by a separator that may not be the file's own: a quotation mark
 * opens a cell only at its beginning, and what follows the closing one belongs to the cell up to the next separator.
 */
export function cellsOf(file: string, separator: ',' | ';' | '\t'): string[][] {
  const text = file.replace(/^\ufeff/, '')
  const rows: string[][] = [[]]
  let cell = ''
  let at = 0
  const end = () => {
    rows.at(-1)!.push(cell)
    cell = ''
  }
  while (at < text.length) {
    if (text[at] === '"' && cell === '' && (at === 0 || [separator, '\n'].includes(text[at - 1]!))) {
      at += 1
      while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) {
        if (text[at] === '"') at += 1
        cell += text[at]
        at += 1
      }
      at += 1
      while (
        at < text.length &&
        text[at] !== separator &&
        text[at] !== '\n' &&
        !text.startsWith('\r\n', at)
      ) {
        cell += text[at]
        at += 1
      }
      continue
    }
    if (text[at] === separator) end()
    else if (text[at] === '\n' || text.startsWith('\r\n', at)) {
      if (text[at] === '\r') at += 1
      end()
      rows.push([])
    } else cell += text[at]
    at += 1
  }
  if (rows.at(-1)!.length > 0 || cell) end()
  else rows.pop()
  return rows
}

/** Numbers with blanks between them, and what is quoted after a separator that is not the reader's: no formula is made of such. */
const SPACED = /^\+\d{1,3}(?: \d+(?:-\d+)*)+(?:$|[,;\t](?:[",;\t\d-]|$))/

/** Whether a spreadsheet would calculate with this cell, whatever it trims first; a number, also of a phone, is none. */
export const isFormula = (cell: string): boolean =>
  /^["\s]*[=+\-@＝＋－＠]/u.test(cell) && !/^-?\d+([.,]\d+)?$/.test(cell) && !SPACED.test(cell)
