import { expect, test } from 'vitest'
import { MARKETS } from '@/lib/market/market'
import { displayNumber, maskedNumber, readNumber } from '@/lib/market/phone-number'

/** In each market: as people of Hungary, Serbia and Russia read it. */
const SHOWN: [ident: string, hu: string, rs: string, ru: string][] = [
  ['+36301234567', '06 30 123 4567', '+36 30 123 4567', '+36 30 123 4567'],
  ['+3614474444', '(06 1) 447 4444', '+36 1 447 4444', '+36 1 447 4444'],
  ['+381641234561', '+381 64 1234561', '064 1234561', '+381 64 1234561'],
  ['+381114400100', '+381 11 4400100', '011 4400100', '+381 11 4400100'],
  ['+79161234567', '+7 916 123 45 67', '+7 916 123 45 67', '8 (916) 123-45-67'],
  // The same country code, another country.
  ['+77011234567', '+7 701 123 4567', '+7 701 123 4567', '+7 701 123 4567'],
  ['+38349123456', '+383 49 123 456', '+383 49 123 456', '+383 49 123 456'],
  ['+12025550123', '+1 202 555 0123', '+1 202 555 0123', '+1 202 555 0123'],
  ['+441534123456', '+44 1534 123456', '+44 1534 123456', '+44 1534 123456'],
  ['+4915112345678', '+49 1511 2345678', '+49 1511 2345678', '+49 1511 2345678'],
  // Of no country: international freephone, satellite.
  ['+80012345678', '+800 1234 5678', '+800 1234 5678', '+800 1234 5678'],
  ['+8821612345678', '+882 16 1234 5678', '+882 16 1234 5678', '+882 16 1234 5678'],
  // No numbers: short codes, references, names, nothing.
  ['1414', '1414', '1414', '1414'],
  ['NET-0641234561', 'NET-0641234561', 'NET-0641234561', 'NET-0641234561'],
  ['0641234561', '0641234561', '0641234561', '0641234561'],
  ['Voicemail', 'Voicemail', 'Voicemail', 'Voicemail'],
  ['+36', '+36', '+36', '+36'],
  ['', '', '', ''],
]

test.each(SHOWN)('%s is national in its own country only', (ident, hu, rs, ru) => {
  expect(displayNumber(ident, MARKETS.hu)).toBe(hu)
  expect(displayNumber(ident, MARKETS.rs)).toBe(rs)
  expect(displayNumber(ident, MARKETS.ru)).toBe(ru)
})

test('what is shown of a market’s own number is read back as that number; of a foreign one never as another', () => {
  for (const market of Object.values(MARKETS))
    for (const [ident] of SHOWN.filter(([ident]) => ident.length > 8 && ident.startsWith('+'))) {
      const read = readNumber(displayNumber(ident, market), market)
      expect(read === ident || read === null, `${ident} ${market.code} ${read}`).toBe(true)
    }
})

test('masked, a number of another country keeps its country, and no more digits than one of ours', () => {
  expect(maskedNumber('+36301110001', MARKETS.hu)).toBe('06 30 ••• ••01')
  expect(maskedNumber('+381641234561', MARKETS.hu)).toBe('+381 64 •••••61')
  for (const [ident] of SHOWN.filter(([ident]) => ident.length > 8 && ident.startsWith('+')))
    expect(maskedNumber(ident, MARKETS.hu).match(/•/g)).toHaveLength(5)
})
