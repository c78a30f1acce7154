import type { CountryCode } from 'libphonenumber-js/max'
import type { Locale } from '@/lib/kernel/locale'

/** A market pack: all that differs from one operator's country to another, as data. */
export type Market = {
  code: 'hu' | 'rs' | 'ru'
  /** `colour`: on light ground, as app/globals.css has it. */
  brand: { name: string; operator: string; colour: string }
  language: Locale
  timeZone: string
  currency: string
  country: CountryCode
  /** What stands before a number that is dialled at home. */
  trunk: string
  /** Mobile numbers of the country in E.164, as its numbering plan has them: what is plainly one need not be studied. */
  mobile: RegExp
  /** Its numbers for machines only, in E.164, where the plan knows such: no person reads messages there. */
  machine?: RegExp
  mailFrom: string
  smsFrom: string
  /** Where a person is reached: shown wherever a path could end. */
  customerService: { domestic: string; mobile: string; abroad: string }
  /** Who issues bills, as it stands on them. */
  seller: Seller
}

export type Seller = {
  name: string
  street: string
  city: string
  postcode: string
  /** With the country's prefix where it is an EU one. */
  taxNumber: string
  registration: string
  bank: {
    name: string
    /** As people copy it into a transfer. */
    account: string
    bic: string
    /** The bank's own account at the central bank, where transfers name it. */
    correspondent?: string
  }
}

const hu: Market = {
  code: 'hu',
  brand: { name: 'Switchboard', operator: 'Switchboard Magyarország', colour: '#0f6b5c' },
  language: 'hu',
  timeZone: 'Europe/Budapest',
  currency: 'HUF',
  country: 'HU',
  trunk: '06',
  mobile: /^\+36(20|30|31|50|70)\d{7}$/,
  // 71 and ten digits, twelve in all (NMHH 3/2011., annex 1).
  machine: /^\+3671\d{10}$/,
  mailFrom: 'Switchboard <noreply@switchboard.example>',
  smsFrom: 'Switchboard',
  customerService: { domestic: '1414', mobile: '+36-30-9303-100', abroad: '+36 1 447 4444' },
  seller: {
    name: 'Switchboard Magyarország Zrt.',
    street: 'Könyves Kálmán körút 36.',
    city: 'Budapest',
    postcode: '1097',
    taxNumber: 'HU12345676',
    registration: '01-10-041928',
    bank: { name: 'OTP Bank', account: 'HU42117730161111101800000000', bic: 'OTPVHUHB' },
  },
}

const rs: Market = {
  code: 'rs',
  brand: { name: 'Switchboard', operator: 'Switchboard Srbija', colour: '#1f55b8' },
  language: 'sr',
  timeZone: 'Europe/Belgrade',
  currency: 'RSD',
  country: 'RS',
  trunk: '0',
  mobile: /^\+3816[0-69]\d{7}$/,
  mailFrom: 'Switchboard <noreply@switchboard.example>',
  smsFrom: 'Switchboard',
  customerService: { domestic: '0800 100 100', mobile: '0800 100 100', abroad: '+381 11 4400 100' },
  seller: {
    name: 'Switchboard Srbija a.d.',
    street: 'Bulevar umetnosti 16a',
    city: 'Beograd',
    postcode: '11070',
    taxNumber: '100002887',
    registration: '17162543',
    bank: { name: 'Banka Poštanska štedionica', account: '845000000040484987', bic: 'SBPORSBG' },
  },
}

const ru: Market = {
  code: 'ru',
  brand: { name: 'Switchboard', operator: 'Switchboard Россия', colour: '#5b3cc4' },
  language: 'ru',
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
  country: 'RU',
  trunk: '8',
  mobile: /^\+79[0-68]\d{8}$/,
  mailFrom: 'Switchboard <noreply@switchboard.example>',
  smsFrom: 'Switchboard',
  customerService: { domestic: '8 800 250 0890', mobile: '0890', abroad: '+7 495 766-01-66' },
  seller: {
    name: 'АО «Свитчборд»',
    street: 'ул. Марксистская, 4',
    city: 'Москва',
    postcode: '109147',
    taxNumber: '7740000076',
    registration: '1027700149124',
    bank: {
      name: 'ПАО СБЕРБАНК',
      account: '40702810138250123017',
      bic: '044525225',
      correspondent: '30101810400000000225',
    },
  },
}

export const MARKETS = { hu, rs, ru } as const
