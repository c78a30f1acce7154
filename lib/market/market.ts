import type { CountryCode } from 'libphonenumber-js/max'
import type { Locale } from '@/lib/kernel/locale'

/** A market pack: all that differs from one operator's country to another, as data. */
export type Market = {
  code: 'hu' | 'rs' | 'ru'
  brand: { name: string; operator: string }
  language: Locale
  timeZone: string
  currency: string
  country: CountryCode
  mailFrom: string
  smsFrom: string
  /** Where a person is reached: shown wherever a path could end. */
  customerService: { domestic: string; mobile: string; abroad: string }
}

const hu: Market = {
  code: 'hu',
  brand: { name: 'Switchboard', operator: 'Switchboard Magyarország' },
  language: 'hu',
  timeZone: 'Europe/Budapest',
  currency: 'HUF',
  country: 'HU',
  mailFrom: 'Switchboard <noreply@switchboard.example>',
  smsFrom: 'Switchboard',
  customerService: { domestic: '1414', mobile: '+36-30-9303-100', abroad: '+36 1 447 4444' },
}

const rs: Market = {
  code: 'rs',
  brand: { name: 'Switchboard', operator: 'Switchboard Srbija' },
  language: 'sr',
  timeZone: 'Europe/Belgrade',
  currency: 'RSD',
  country: 'RS',
  mailFrom: 'Switchboard <noreply@switchboard.example>',
  smsFrom: 'Switchboard',
  customerService: { domestic: '0800 100 100', mobile: '0800 100 100', abroad: '+381 11 4400 100' },
}

const ru: Market = {
  code: 'ru',
  brand: { name: 'Switchboard', operator: 'Switchboard Россия' },
  language: 'ru',
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
  country: 'RU',
  mailFrom: 'Switchboard <noreply@switchboard.example>',
  smsFrom: 'Switchboard',
  customerService: { domestic: '8 800 250 0890', mobile: '0890', abroad: '+7 495 766-01-66' },
}

export const MARKETS = { hu, rs, ru } as const
