import type { Locale } from './locale'

/** What a spreadsheet in this language takes for the end of a cell, and for the point of a number. */
export const csvFormat = (locale: Locale): { separator: ',' | ';'; decimal: '.' | ',' } =>
  locale === 'en' ? { separator: ',', decimal: '.' } : { separator: ';', decimal: ',' }

/** As what a table is offered: CSV and a workbook for spreadsheets in the reader's language, and CSV for programs. */
export const TABLE_OFFERS = ['csv', 'xlsx', 'machine'] as const
export type TableOffer = (typeof TABLE_OFFERS)[number]

/** CSV in English is what programs read: nobody is offered the same file twice. */
export const tableOffers = (locale: Locale): readonly TableOffer[] =>
  TABLE_OFFERS.filter((offer) => offer !== 'machine' || locale !== 'en')

/**
 * As what, and in which language, an offer is drawn. CSV for programs is that of English whoever asks for it: commas,
 * decimal points, names of columns and words never depend on who took the file.
 */
export const asOffered = <F extends string>(
  offer: F | 'machine',
  locale: Locale,
): { format: Exclude<F, 'machine'> | 'csv'; locale: Locale } =>
  offer === 'machine' ? { format: 'csv', locale: 'en' } : { format: offer as Exclude<F, 'machine'>, locale }

/** After any of these a spreadsheet with other settings than ours may begin a new cell. */
const BREAKS = ',;\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029'
/** What a cell may hold before what counts: quotation marks that are read away, and blanks that are trimmed. */
const FILLER = '["\\p{Zs}\\ufeff]*'
/** What makes a formula of it (OWASP, CSV injection), in ASCII and as East Asian keyboards type it. */
const TRIGGER = '[=+\\-@\\t\\r\\n＝＋－＠]'
const PLACE = `(?<=^|[${BREAKS}])`
const UNGUARDED = new RegExp(`${PLACE}(?='*${FILLER}${TRIGGER})`, 'gu')
const GUARDED = new RegExp(`${PLACE}'(?='*${FILLER}${TRIGGER})`, 'gu')

/**
 * A phone number in international notation (ITU-T E.123), alone in its cell. Numbers with nothing but blanks between them are
 * no formula, so it stays the text that it is; with an apostrophe before it, which spreadsheets show in a CSV file, it would
 * be no number. Without blanks a spreadsheet would calculate with it.
 */
const PHONE = /^\+\d{1,3}(?: \d{1,12}(?:-\d{1,12}){0,3}){1,6}$/

/**
 * Text of which no spreadsheet makes a formula, whichever separator it reads the file by: an apostrophe stands before
 * everything that one could begin with, also inside the text. `unguardCell` takes exactly these away.
 */
export const guardCell = (text: string): string => (PHONE.test(text) ? text : text.replace(UNGUARDED, "'"))

/** What `guardCell` was given. */
export const unguardCell = (text: string): string => text.replace(GUARDED, '')
