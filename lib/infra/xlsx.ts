import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { DAY } from '@/lib/kernel/clock'
import { escapeXml } from '@/lib/kernel/xml'

/** Text stays text, whatever it looks like; a number is one. */
export type Cell = string | number | null | undefined
export type SheetColumn = {
  head: string
  /** In characters. */
  width?: number
  /** Absent: text, also when it is edited. `moment`: what a clock shows, as text `YYYY-MM-DD hh:mm:ss`. */
  format?: 'amount' | 'number' | 'moment'
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
export const XLSX_TYPE = `${TYPES}.sheet`
/** All that an Excel sheet holds. */
const MOST_ROWS = 1_048_576
const LONGEST_TEXT = 32_767
const CHUNK = 64 * 1024

/**
 * Streams one sheet as an Excel workbook (ECMA-376): a bold head that stays, cells as they are given. A row is
 * asked for only when the reader wants more; who stops reading ends the rows.
 */
export async function* xlsx(
  sheetName: string,
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const add = (path: string, content: string) =>
    zip.addBuffer(Buffer.from(content), path, { mtime: new Date(0) })
  add('[Content_Types].xml', CONTENT_TYPES)
  add('_rels/.rels', relations(['officeDocument', 'xl/workbook.xml']))
  add('xl/workbook.xml', workbook(sheetName))
  add(
    'xl/_rels/workbook.xml.rels',
    relations(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml']),
  )
  add('xl/styles.xml', STYLES)
  const sheet = Readable.from(sheetXml(columns, rows), { objectMode: true })
  const out = zip.outputStream as unknown as Readable
  sheet.on('error', (error) => out.destroy(error))
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', { mtime: new Date(0) })
  zip.end()
  try {
    for await (const chunk of out) yield chunk as Buffer
  } finally {
    sheet.destroy()
  }
}

const CONTENT_TYPES =
  `${XML}<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`

const relations = (...targets: [type: string, target: string][]) =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(
      ([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/** Excel refuses names of more than 31 characters, or with any of []:*?/\ in them. */
const workbook = (name: string) =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escapeXml(
    name
      .replace(/[[\]:*?/\\\p{Cc}']/gu, ' ')
      .slice(0, 31)
      .trim() || 'Sheet1',
  )}" sheetId="1" r:id="rId1"/></sheets></workbook>`

/** 0 plain, 1 the bold head, 2 text, 3 amounts, 4 other numbers, 5 moments. */
const [HEAD, TEXT] = [1, 2]
const STYLE_OF = { amount: 3, number: 4, moment: 5 } as const
/** Numbers from 164 on are a workbook's own formats (ECMA-376 Part 1, 18.8.30). */
const MOMENT = 164
const FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
const style = (format: number, font = 0) =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`
const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="${MOMENT}" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="6">${style(0)}${style(0, 1)}${style(49)}${style(4)}${style(0)}${style(MOMENT)}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

async function* sheetXml(
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  const names = columns.map((_, n) => columnName(n))
  const styles = columns.map(({ format }) => (format ? STYLE_OF[format] : TEXT))
  const widths = columns.map(
    ({ width = 16 }, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`,
  )
  let row = 1
  let xml =
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData><row r="1">` +
    `${columns.map(({ head }, n) => text(`${names[n]}1`, HEAD, head)).join('')}</row>`
  for await (const batch of rows)
    for (const cells of batch) {
      row += 1
      if (row > MOST_ROWS) throw new RangeError(`an Excel sheet holds ${MOST_ROWS} rows`)
      xml += `<row r="${row}">`
      for (const [n, name] of names.entries()) {
        const cell = cells[n]
        const value = columns[n]!.format === 'moment' && typeof cell === 'string' ? serialOf(cell) : cell
        if (typeof value === 'number') xml += `<c r="${name}${row}" s="${styles[n]}"><v>${value}</v></c>`
        else if (value) xml += text(`${name}${row}`, styles[n]!, value)
      }
      xml += '</row>'
      if (xml.length < CHUNK) continue
      yield xml
      xml = ''
    }
  // No green corner on each number that is text.
  yield `${xml}</sheetData><ignoredErrors><ignoredError sqref="A1:${names.at(-1)}${row}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
}

/** In the cell itself: no table of texts is kept in memory, and nothing is taken for a formula. */
const text = (at: string, style: number, value: string) =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(literal(value).slice(0, LONGEST_TEXT))}</t></is></c>`

/** `_x0041_` is Excel's way of writing a character: such a text says so of its own underscore. */
const literal = (value: string) => value.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')

/** A moment as spreadsheets count: days since 30 December 1899 and a part of a day, by the clock that it was read from. */
const serialOf = (moment: string) => Date.parse(`${moment.replace(' ', 'T')}Z`) / DAY + 25_569

const columnName = (n: number): string =>
  n < 26 ? String.fromCharCode(65 + n) : columnName(Math.floor(n / 26) - 1) + columnName(n % 26)
