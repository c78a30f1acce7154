import { expect, test } from 'vitest'
import { createUserInput, editProfileInput, editUserInput } from '@/lib/company/schema'

const rest = {
  id: '0190a5a0-0000-7000-8000-000000000000',
  login: 'fay',
  email: 'fay@firm.example',
  mobile: '+36301234567',
  ...{ 'was:name': '', 'was:email': 'fay@firm.example', 'was:mobile': '+36301234567' },
}
const FORMS = { createUserInput, editUserInput, editProfileInput }
const DISGUISED = [
  ['an account', 'admin@acme'],
  ['an account in full width', 'admin\uFF20acme'],
  ['an account with a small @', 'admin\uFE6Bacme'],
  ['a mark of direction', 'Ann\u200F'],
  ['a zero width space', 'An\u200Bn'],
  ['a zero width joiner', 'An\u200Dn'],
  ['a soft hyphen', 'An\u00ADn'],
  ['a Hangul filler', '\u3164'],
  ['a blank Braille pattern', '\u2800'],
  ['tags', 'Ann\u{E0041}'],
  ['a stack of marks', 'Ann\u0336\u0337\u0338\u0334'],
  ['three marks', 'Ann\u0336\u0337\u0338'],
  ['one mark twice', 'ก\u0E47\u0E47'],
  ['five marks of a script', 'ก\u0E47\u0E48\u0E49\u0E4A\u0E4B'],
  ['a non-joiner between letters that do not join', 'دا\u200Cر'],
  ['a non-joiner at the end', 'علی\u200C'],
  ['two non-joiners', 'علی\u200C\u200Cرضا'],
  ['a joiner between letters that join anyway', 'علی\u200Dرضا'],
  ['a joiner after a vowel sign', 'ක\u0DD2\u200Dය'],
  ['a virama of nothing', 'Ann\u094D\u0020\u200D'],
  ['a non-joiner between Latin letters', 'An\u200Cn'],
  ['a family of emoji', '\u{1F468}\u200D\u{1F469}'],
]

test.each(Object.entries(FORMS))('%s: no name is somebody’s account or hides what it is', (_name, schema) => {
  const codes = (name: string) => {
    const parsed = schema.safeParse({ ...rest, name })
    return parsed.success ? [] : parsed.error.issues.map(({ message }) => message)
  }
  for (const [what, name] of DISGUISED) expect(codes(name!), what).toEqual(['company.name_disguised'])
  for (const name of [
    'Nagy-Kovács Ágnes (HR)',
    "Zoë O'Neill",
    'Đorđe Ilić',
    'Ёлкин Ю. А.',
    '王小明',
    'Nguyễn Thị Ế',
    'علی\u200Cرضا نیک\u200Cنام',
    'مُحَمَّد',
    'චන්ද්\u200Dරිකා',
    'ശ്രീരാമന്\u200D',
    'র\u200D্যাচেল',
    'सूर्\u200Dया',
    'नाज़नीं',
    'မြွှင့်',
    'သီရိဇော်ဝင်းမြွှေ့',
    'སྒྲོལ་མ',
    'שִׁמְעוֹן',
    'ณัฐวุฒิ น้ำเพชร',
  ])
    expect(codes(name), name).toEqual([])
})

test('a break of the line becomes a space, what turns the order of reading is left out', () => {
  const read = (name: string) => editProfileInput.parse({ 'was:name': '', name }).changes.name?.next
  expect(read('Ann \u202E\u2066Joy')).toBe('Ann Joy')
  expect(read('Ann\r\nJoy\u2028Fay')).toBe('Ann Joy Fay')
})
