import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { contentOf, readCsv, UnreadableFile } from '@/lib/infra/records'
import { unpacked } from '@/lib/infra/unpack'

const NAMES = ['company', 'number', 'holder', 'tariff']

async function* parts(content: string | Buffer, size = Number.POSITIVE_INFINITY) {
  const bytes = Buffer.from(content)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
/** Rows as their cells in the order of the names; null for one that does not fit, the reason for a file that is none. */
async function read(content: string | Buffer, size?: number, bound: { mostRows?: number } = {}) {
  const rows: (readonly [number, string[] | null])[] = []
  try {
    for await (const { row, record } of readCsv(unpacked(parts(content, size)), {
      known: NAMES,
      needed: ['company'],
      ...bound,
    }))
      rows.push([row, record && NAMES.map((name) => record[name] ?? '')])
    return rows
  } catch (error) {
    return error instanceof UnreadableFile ? `${error.row} ${error.why}` : String(error)
  }
}
const MINTA = ['acme', '+36301234567', 'Minta, Béla', 'Fleet S']
const HEAD = 'company;number;holder;tariff\n'

describe('quotes that were not meant swallow no row', () => {
  const rowsOf = (...rows: string[]) => ['company,number,holder,tariff', ...rows, 'acme,3,,M'].join('\n')
  test.each<[string, string, unknown]>([
    ['two, a row apart', rowsOf('acme,1,"Minta Béla,S', 'acme,2,Monitor 24",L'), null],
    ['three rows apart', rowsOf('acme,1,"Béla,S', 'acme,4,a,b', 'acme,5,a,b', 'acme,2,Monitor",L'), null],
    ['in the first column', rowsOf('"acme,1,Béla,S', 'acme",2,Monitor,L'), null],
    ['in the last column', rowsOf('acme,1,Béla,"S', 'acme,2,Monitor,24"'), null],
    ['with ends of Windows', rowsOf('acme,1,"Minta Béla,S\r\nacme,2,Monitor 24",L'), null],
    ['with ends of an old Mac', rowsOf('acme,1,"Minta Béla,S\racme,2,Monitor 24",L'), null],
    ['a line break in a name', rowsOf('acme,1,"Minta\nBéla",S'), ['acme', '1', 'Minta\nBéla', 'S']],
    ['and a comma', rowsOf('acme,1,"Minta,\nBéla",S'), ['acme', '1', 'Minta,\nBéla', 'S']],
    ['many commas', rowsOf('acme,1,"a,b,c,d,e,f",S'), ['acme', '1', 'a,b,c,d,e,f', 'S']],
    ['quotes in a name', rowsOf('acme,1,"""Minta"" Béla",S'), ['acme', '1', '"Minta" Béla', 'S']],
  ])('%s', async (_, text, first) => {
    const rows = (await read(text)) as [number, string[] | null][]
    expect(rows.map(([, cells]) => cells)).toEqual([first, ['acme', '3', '', 'M']])
  })
})

describe('the head row says what separates cells, and what is text', () => {
  test.each<[string, string, unknown]>([
    ['semicolons, commas in a cell', `${HEAD}acme;+36301234567;Minta, Béla;Fleet S`, [[2, MINTA]]],
    ['commas, quoted', 'company,number,holder,tariff\nacme,+36301234567,"Minta, Béla",Fleet S', [[2, MINTA]]],
    ['tabs', 'company\tnumber\tholder\ttariff\nacme\t+36301234567\tMinta, Béla\tFleet S', [[2, MINTA]]],
    ['tabs and an empty cell', 'company\tnumber\tholder\ttariff\nacme\t\t\tS', [[2, ['acme', '', '', 'S']]]],
    ['sep=;', `sep=;\r\n${HEAD}acme;+36301234567;Minta, Béla;Fleet S`, [[3, MINTA]]],
    [
      'sep=, quoted, after a mark',
      '\ufeff"SEP=,"\ncompany,holder\nacme,"a;b"',
      [[3, ['acme', '', 'a;b', '']]],
    ],
    ['sep= over the head row', 'sep=;\ncompany;holder\na,b;c', [[3, ['a,b', '', 'c', '']]]],
    [
      'one column',
      'company\nacme\nb;c',
      [
        [2, ['acme', '', '', '']],
        [3, ['b;c', '', '', '']],
      ],
    ],
    [
      'blanks around names and cells',
      ' company ;\tholder ; number\n acme ; Kő ; 30 ',
      [[2, ['acme', '30', 'Kő', '']]],
    ],
    [
      'blanks around quotation marks',
      'company; "holder"\nacme; "Minta; Béla" ',
      [[2, ['acme', '', 'Minta; Béla', '']]],
    ],
    [
      'a row of fewer cells',
      `${HEAD}acme;1;x\nacme;2;y;S`,
      [
        [2, null],
        [3, ['acme', '2', 'y', 'S']],
      ],
    ],
    ['a row of more cells', `${HEAD}acme;1;Minta;Béla;S`, [[2, null]]],
    ['a row of more cells, the last empty', `${HEAD}acme;1;Minta;Béla;S;`, [[2, null]]],
    ['the other separator in the rows', 'company,number\nacme;1', [[2, null]]],
    ['rows of nothing', `${HEAD};;;\n;\n  ;"";;\n\nacme;1;x;S\n;;;;;;`, [[6, ['acme', '1', 'x', 'S']]]],
    ['rows of nothing before the head', `;;;\n\n${HEAD}acme;1;x;S`, [[4, ['acme', '1', 'x', 'S']]]],
    [
      'columns without a name',
      'company;number;;\nacme;1;;\nacme;1;;x',
      [
        [2, ['acme', '1', '', '']],
        [3, null],
      ],
    ],
    ['a doubled column', 'company;holder;holder\nacme;a;b', '1 column_twice'],
    ['a doubled column, but for blanks', 'company;holder; holder\nacme;a;b', '1 column_twice'],
    ['a doubled column, quoted', 'company,"company"\nacme,b', '1 column_twice'],
    ['an unknown column', 'company;iq\nacme;9', '1 columns'],
    ['a missing column', 'number;holder\n1;2', '1 columns'],
    ['sep= and nothing more', 'sep=;\n', '1 columns'],
    ['nothing but separators', ';;;\n;;', '1 columns'],
    ['nothing', '', '1 columns'],
    ['broken quotes', `${HEAD}acme;"1"2;x;S`, '2 quotes'],
    ['UTF-16', Buffer.from(`\ufeff${HEAD}`, 'utf16le').toString('latin1'), '1 columns'],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toEqual(expected)
    // However the bytes come.
    expect(await read(text, 3)).toEqual(expected)
  })

  test.each<[string, string]>([
    ['that say something', 'acme;1;x;S\n'],
    ['of nothing', ';;;\n'],
    ['of blanks', ' ; ;;\n'],
    ['of another length', 'acme\n'],
  ])('no more rows %s than are asked for', async (_, row) => {
    const four = HEAD + row.repeat(4)
    expect(await read(four, 5, { mostRows: 4 })).toEqual(await read(four))
    expect(await read(four + row, 5, { mostRows: 4 })).toBe('6 too_many_rows')
  })

  test.each<[string, string]>([
    ['empty', '\n'.repeat(4_096)],
    ['of blanks', `${' '.repeat(4_095)}\n`],
    ['of separators among blanks', `${' '.repeat(4_091)};;;\n`],
  ])('rows of nothing without an end are no file: %s', async (_, rows) => {
    // Those of a spreadsheet are left out.
    expect(await read(`${HEAD}${rows.repeat(100)}acme;1;x;S\n`, 65_536)).toHaveLength(1)
    expect(await read(`${HEAD}${rows.repeat(4_200)}acme;1;x;S\n`, 65_536)).toMatch(/too_many_rows$/)
  })

  test('any cells under any separator are read as they were written', async () => {
    const cell = fc.stringMatching(/^[a-zőű0-9 ,;\t"]{0,6}$/)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(',', ';', '\t'),
        fc.boolean(),
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }),
        async (separator, said, rows) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
          const lines = [['company', 'number', 'holder'], ...rows.map((row) => row.map(quoted))]
          const text = `${said ? `sep=${separator}\n` : ''}${lines.map((line) => line.join(separator)).join('\n')}`
          const trimmed = (cells: string[]) => cells.map((each) => each.trim())
          const got = (await read(text)) as [number, string[]][]
          expect(got.map(([, cells]) => trimmed(cells))).toEqual(
            rows.map((row) => [...trimmed(row), '']).filter((row) => row.some(Boolean)),
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})

/** A zip of files. */
async function zip(files: Record<string, string | Buffer>): Promise<Buffer> {
  const file = new ZipFile()
  for (const [name, content] of Object.entries(files)) file.addBuffer(Buffer.from(content), name)
  file.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of file.outputStream as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const TEXT = `${HEAD}acme;+36301234567;Minta, Béla;Fleet S\n`

describe('archives are read as what is in them, within bounds', () => {
  const changed = (content: Buffer, at: number) => {
    const copy = Buffer.from(content)
    copy[at < 0 ? copy.length + at : at]! ^= 0xff
    return copy
  }
  const gz = gzipSync(TEXT)
  const head = Buffer.from(HEAD)
  test.each<[string, () => Buffer | Promise<Buffer>, unknown]>([
    ['gzip', () => gz, [[2, MINTA]]],
    [
      'two members of gzip',
      () => Buffer.concat([gzipSync(head), gzipSync(TEXT.slice(HEAD.length))]),
      [[2, MINTA]],
    ],
    ['zip', () => zip({ 'lines.csv': TEXT }), [[2, MINTA]]],
    ['zip of a folder', () => zip({ 'out/lines.csv': TEXT }), [[2, MINTA]]],
    [
      'zip of a Mac',
      () => zip({ 'lines.csv': TEXT, '__MACOSX/._lines.csv': 'x', '.DS_Store': 'x' }),
      [[2, MINTA]],
    ],
    [
      'zip with long names beside it',
      () => zip({ 'lines.csv': TEXT, [`${'__MACOSX/'.repeat(6_000)}x`]: 'x', 'a/b/.DS_Store': 'x' }),
      [[2, MINTA]],
    ],
    [
      'zip of a file with such a name',
      () => zip({ 'a__MACOSX/x.csv': TEXT, 'b.DS_Store': 'x' }),
      '1 several_files',
    ],
    ['zip of two files', () => zip({ 'a.csv': TEXT, 'b.csv': TEXT }), '1 several_files'],
    ['zip of none', () => zip({}), '1 several_files'],
    ['half a gzip', () => gz.subarray(0, gz.length / 2), '1 packed'],
    ['gzip with a wrong check', () => changed(gz, -6), '1 packed'],
    ['gzip with more behind it', () => Buffer.concat([gz, Buffer.from('acme;1;x;S')]), '1 packed'],
    ['half a zip', async () => (await zip({ 'a.csv': TEXT.repeat(9) })).subarray(0, 60), '1 packed'],
    ['gzip in a zip', () => zip({ 'a.csv.gz': gz }), '1 encoding'],
    ['a bomb of gzip', () => gzipSync(Buffer.concat([head, Buffer.alloc(40e6, '\n')])), '1 packed_too_far'],
    ['a bomb of zip', () => zip({ 'a.csv': Buffer.alloc(40e6, '\n') }), '1 packed_too_far'],
  ])('%s', async (_, content, expected) => {
    const bytes = await content()
    expect(await read(bytes)).toEqual(expected)
    if (bytes.length < 1_000) expect(await read(bytes, 1)).toEqual(expected)
  })

  test('a zip whose content was changed is refused', async () => {
    const stored = await zip({ 'a.csv': TEXT })
    const at = stored.indexOf('a.csv') + 10
    // By its checksum at the end, if by nothing before.
    expect(await read(changed(stored, at))).toEqual(expect.any(String))
  })

  test('an archive that does not say what is in it is asked', async () => {
    const format = async (content: Buffer) =>
      (await contentOf({ name: 'usage.zip', format: 'packed', bytes: parts(content) })).format
    expect(await format(gz)).toBe('csv')
    expect(await format(gzipSync('\ufeff \n[{"a":1}]'))).toBe('json')
    expect(await format(await zip({ 'usage.json': '[]' }))).toBe('json')
    expect(await format(gzipSync(''))).toBe('csv')
    await expect(format(gz.subarray(0, 11))).rejects.toMatchObject({ why: 'packed' })
  })
})
