// What the door says itself, before Next, in the languages of the portal (lib/words has all else). What people do not
// come across is in English: programs bring it about.
import { LANGUAGE_TAG, LOCALES, preferredLocale } from '../../lib/kernel/locales.mjs'

/** @typedef {typeof LOCALES[number]} Locale */

/** @satisfies {Record<string, { en: string } & Partial<Record<Locale, string>>>} */
const SENTENCES = {
  unreadable: {
    en: 'This address cannot be read.',
    hu: 'Ez a cím nem értelmezhető.',
    sr: 'Ova adresa ne može da se pročita.',
    ru: 'Этот адрес не удаётся прочитать.',
  },
  other_site: {
    en: 'This form comes from another site. Open the portal itself and fill it in there.',
    hu: 'Ez az űrlap egy másik webhelyről érkezett. Nyissa meg magát a portált, és ott töltse ki.',
    sr: 'Ovaj obrazac dolazi s drugog sajta. Otvorite sâm portal i popunite ga tamo.',
    ru: 'Эта форма отправлена с другого сайта. Откройте сам портал и заполните её там.',
  },
  too_large: {
    en: 'This form is too large. Go back and shorten what you typed, or choose fewer at once.',
    hu: 'Ez az űrlap túl nagy. Lépjen vissza, és rövidítse, amit beírt, vagy jelöljön ki kevesebbet egyszerre.',
    sr: 'Ovaj obrazac je prevelik. Vratite se i skratite ono što ste uneli ili izaberite manje odjednom.',
    ru: 'Эта форма слишком большая. Вернитесь и сократите введённое или выберите меньше за один раз.',
  },
  too_slow: {
    en: 'This took too long to arrive. Check your connection and send it again.',
    hu: 'Ez túl lassan érkezett meg. Ellenőrizze a kapcsolatot, és küldje el újra.',
    sr: 'Slanje je trajalo predugo. Proverite vezu i pošaljite ponovo.',
    ru: 'Отправка заняла слишком много времени. Проверьте соединение и отправьте ещё раз.',
  },
  too_many: {
    en: 'Too many of your requests wait already. Please try again shortly.',
    hu: 'Már túl sok kérése várakozik. Próbálja meg rövidesen újra.',
    sr: 'Već previše vaših zahteva čeka. Pokušajte ponovo uskoro.',
    ru: 'Слишком много ваших запросов уже ждут очереди. Попробуйте ещё раз чуть позже.',
  },
  busy: {
    en: 'The portal cannot take this at the moment. Please try again in a minute.',
    hu: 'A portál ezt most nem tudja fogadni. Próbálja meg egy perc múlva újra.',
    sr: 'Portal to trenutno ne može da primi. Pokušajte ponovo za minut.',
    ru: 'Портал сейчас не может это принять. Попробуйте ещё раз через минуту.',
  },
  away: {
    en: 'The portal cannot reach its data at the moment. Load this page again in a minute.',
    hu: 'A portál most nem éri el az adatait. Egy perc múlva töltse be újra ezt az oldalt.',
    sr: 'Portal trenutno ne može da dođe do podataka. Učitajte ovu stranicu ponovo za minut.',
    ru: 'Портал сейчас не может получить свои данные. Обновите эту страницу через минуту.',
  },
  away_sent: {
    en: 'The portal cannot reach its data at the moment. Load this page again in a minute: your browser then sends once more what you filled in.',
    hu: 'A portál most nem éri el az adatait. Egy perc múlva töltse be újra ezt az oldalt: a böngésző ekkor újra elküldi, amit kitöltött.',
    sr: 'Portal trenutno ne može da dođe do podataka. Učitajte ovu stranicu ponovo za minut: pregledač će tada još jednom poslati ono što ste popunili.',
    ru: 'Портал сейчас не может получить свои данные. Обновите эту страницу через минуту: браузер ещё раз отправит то, что вы заполнили.',
  },
  away_again: {
    en: 'The portal cannot reach its data at the moment. Please send this again in a minute.',
    hu: 'A portál most nem éri el az adatait. Küldje el újra egy perc múlva.',
    sr: 'Portal trenutno ne može da dođe do podataka. Pošaljite ponovo za minut.',
    ru: 'Портал сейчас не может получить свои данные. Отправьте ещё раз через минуту.',
  },
  retry: { en: 'Try again', hu: 'Újrapróbálás', sr: 'Pokušaj ponovo', ru: 'Попробовать снова' },
  help: {
    en: 'Customer service:',
    hu: 'Ügyfélszolgálat:',
    sr: 'Korisnička služba:',
    ru: 'Служба поддержки:',
  },
  abroad: { en: 'from abroad', hu: 'külföldről', sr: 'iz inostranstva', ru: 'из-за границы' },
  moved: { en: 'It is here.' },
  not_done: { en: 'This is not done here.' },
  nothing_here: { en: 'There is nothing here.' },
  coded: { en: 'Please send this as it is.' },
  small_parts: { en: 'Please send this in larger parts.' },
  others: { en: 'Others are being read: please try again.' },
}

/** @typedef {keyof typeof SENTENCES} Sentence */

/** The language that somebody chose in the portal (lib/web/cookies.ts), else the one that their browser asks for. */
function languageOf({ cookie, 'accept-language': wishes }) {
  const chosen = /(?:^|;\s*)language=(\w+)/.exec(cookie ?? '')?.[1]
  return LOCALES.find((locale) => locale === chosen) ?? preferredLocale(wishes) ?? 'en'
}

/** Whose portal this is and where a person is reached, as instrumentation.ts says. */
const shown = () =>
  /** @type {{ switchboardShown?: { brand: string, domestic: string, abroad: string } }} */ (globalThis)
    .switchboardShown

/** The portal's own colours and shapes (app/globals.css), which are not there to be fetched at such a moment. */
const STYLE =
  'body{margin:0;font:16px/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}' +
  'main{max-width:32rem;margin:15vh auto;padding:0 1.25rem}' +
  'b{color:light-dark(#0f6b5c,#5cc4af);font-size:1.25rem}' +
  'a.again{display:inline-block;padding:.6rem 1.1rem;border-radius:.5rem;text-decoration:none;font-weight:600;' +
  'background:light-dark(#0f6b5c,#5cc4af);color:light-dark(#fff,#06231e)}'

const callable = (/** @type {string} */ number) =>
  `<a href="tel:${number.replaceAll(/[^+\d]/g, '')}">${number}</a>`

/** Sentences after which the same address is worth opening again. */
const AGAIN = new Set(['away'])

/**
 * A sentence for whoever sent these headers: to a browser that opens a page, as a page in its language, else as text.
 * @param {Sentence} name
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {string} [nonce] of the page's policy, for its style
 * @returns {{ type: string, body: string }}
 */
export function answerOf(name, headers, nonce) {
  const wanted = languageOf(headers)
  const language = SENTENCES[name][wanted] ? wanted : 'en'
  const text = SENTENCES[name][language]
  if (!/\btext\/html\b/i.test(headers.accept ?? ''))
    return { type: 'text/plain; charset=utf-8', body: `${text}\n` }
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">${nonce ? `<style nonce="${nonce}">${STYLE}</style>` : ''}`
  const { brand, domestic, abroad } = shown() ?? {}
  const said = (/** @type {Sentence} */ part) => SENTENCES[part][wanted] ?? SENTENCES[part].en
  // The reader's own, also beside a sentence that there is in English only.
  const other = wanted === language ? '' : ` lang="${LANGUAGE_TAG[wanted]}"`
  const parts = [
    brand && `<p><b>${brand}</b></p>`,
    `<p>${text}</p>`,
    AGAIN.has(name) && `<p${other}><a class="again" href="">${said('retry')}</a></p>`,
    domestic &&
      abroad &&
      `<p${other}>${said('help')} ${callable(domestic)}, ${said('abroad')} ${callable(abroad)}</p>`,
  ]
  const body = `<!doctype html><html lang="${LANGUAGE_TAG[language]}"><head>${head}<title>${text}</title></head><body><main>${parts.filter(Boolean).join('')}</main></body></html>\n`
  return { type: 'text/html; charset=utf-8', body }
}
