// The demo cast as contract.md has it; shared by the seed, /dev/personas and the tests.

const person = (name: string, fullName: string, host: string, mobile: string) => ({
  name: fullName,
  email: `${name}@${host}`,
  mobile: `+36${mobile}`,
  language: 'en' as const,
})

export const ADA = person('ada', 'Ada Takács', 'acme.example', '301110001')
export const COLLEAGUES = {
  ben: person('ben', 'Ben Kővári', 'acme.example', '301110002'),
  cleo: person('cleo', 'Cleo Fekete', 'acme.example', '301110003'),
  dan: person('dan', 'Dan Szűcs', 'acme.example', '301110004'),
  eve: person('eve', 'Eve Őri', 'acme.example', '301110005'),
}
export const MIA = person('mia', 'Mia Lang', 'globex.example', '301110009')
export const SAM = person('sam', 'Sam Váradi', 'operator.example', '301110010')

const own = (company: string, { mobile, name, email }: typeof ADA, costCentre: string) => ({
  ...{ company, number: mobile, holder: name, email, costCentre },
  ...{ tariff: 'Business L', billingAccount: `${company}-1` },
})

/** The lines of the cast: everybody's own, and acme's forty drivers (contract.md). */
export const LINES = [
  own('acme', ADA, 'Office'),
  ...Object.values(COLLEAGUES).map((colleague) => own('acme', colleague, 'Office')),
  ...Array.from({ length: 40 }, (_, n) => ({
    ...{ company: 'acme', number: `+363011120${String(n + 1).padStart(2, '0')}`, holder: `Driver ${n + 1}` },
    ...{ costCentre: 'Drivers', tariff: 'Fleet S', billingAccount: 'acme-2' },
  })),
  own('globex', MIA, 'Office'),
]

/** Persona → account, for /dev/personas and for tests. */
export const PERSONAS = [
  'admin@acme',
  'ben@acme',
  'cleo@acme',
  'dan@acme',
  'eve@acme',
  'admin@globex',
  'sam@operator',
  '+36301112001',
  '+36301110009',
] as const

/** The companies of the cast. */
export const COMPANIES = ['operator', 'acme', 'globex'] as const
