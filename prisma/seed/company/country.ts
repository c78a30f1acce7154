import type { Market } from '@/lib/market/market'

/** What makes a generated company one of its country. */
export type Country = {
  family: readonly string[]
  given: readonly string[]
  /** Family name first. */
  familyFirst: boolean
  cities: readonly string[]
  departments: readonly string[]
  /** E.164 before the seven digits that are left. */
  mobile: readonly string[]
  fixed: string
  /** Tax in per cent: of most, and of internet access. */
  tax: string
  internetTax: string
  /** How prices are to Hungarian ones. */
  prices: number
  abroad: readonly [name: string, code: string][]
  /** Days off beside weekends, `MM-DD`. */
  holidays: readonly string[]
}

const hu: Country = {
  family:
    'Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Lakatos Takács Juhász Oláh Mészáros Simon Rácz Fekete Szűcs Őri Kővári'.split(
      ' ',
    ),
  given:
    'Anna Éva Katalin Zsófia Judit Erzsébet Ágnes Ildikó Réka Dóra László István József Zoltán Péter Gábor Attila Tamás Balázs Ödön Győző Dániel'.split(
      ' ',
    ),
  familyFirst: true,
  cities: 'Budapest Debrecen Szeged Miskolc Pécs Győr Nyíregyháza Kecskemét Székesfehérvár Sopron'.split(' '),
  departments: 'Értékesítés Raktár Szerviz Pénzügy Fuvarozás Marketing Ügyfélszolgálat Gyártás'.split(' '),
  mobile: ['+3620', '+3630', '+3670', '+3650', '+3631'],
  fixed: '+361',
  tax: '27',
  internetTax: '5',
  prices: 1,
  abroad: [
    ['Ausztria', 'AT'],
    ['Szerbia', 'RS'],
    ['Svájc', 'CH'],
    ['Törökország', 'TR'],
  ],
  holidays: ['01-01', '03-15', '05-01', '08-20', '10-23', '11-01', '12-24', '12-25', '12-26'],
}

const rs: Country = {
  family:
    'Jovanović Petrović Nikolić Marković Đorđević Stojanović Ilić Stanković Pavlović Milošević Šćepanović Živković'.split(
      ' ',
    ),
  given: 'Milica Jelena Ana Dragana Ivana Marija Nikola Marko Stefan Miloš Đorđe Čedomir Željko Uroš'.split(
    ' ',
  ),
  familyFirst: false,
  cities: ['Beograd', 'Novi Sad', 'Niš', 'Kragujevac', 'Subotica', 'Čačak'],
  departments: 'Prodaja Magacin Servis Finansije Prevoz Marketing Podrška Proizvodnja'.split(' '),
  mobile: ['+38160', '+38161', '+38162', '+38163', '+38164'],
  fixed: '+38111',
  tax: '20',
  internetTax: '20',
  prices: 0.3,
  abroad: [
    ['Mađarska', 'HU'],
    ['Austrija', 'AT'],
    ['Turska', 'TR'],
  ],
  holidays: ['01-01', '01-02', '01-07', '02-15', '02-16', '05-01', '05-02', '11-11'],
}

const ru: Country = {
  family: 'Иванов Смирнов Кузнецов Попов Соколов Лебедев Козлов Новиков Морозов Волков Зайцев Щербаков'.split(
    ' ',
  ),
  given: 'Александр Сергей Дмитрий Андрей Алексей Максим Евгений Михаил Юрий Фёдор Илья Пётр'.split(' '),
  familyFirst: true,
  cities: ['Москва', 'Санкт-Петербург', 'Казань', 'Новосибирск', 'Екатеринбург', 'Самара'],
  departments: 'Продажи Склад Сервис Финансы Перевозки Маркетинг Поддержка Производство'.split(' '),
  mobile: ['+7910', '+7916', '+7926', '+7903', '+7985'],
  fixed: '+7495',
  tax: '22',
  internetTax: '22',
  prices: 0.25,
  abroad: [
    ['Турция', 'TR'],
    ['Сербия', 'RS'],
    ['ОАЭ', 'AE'],
  ],
  holidays: ['01-01', '01-02', '01-03', '01-07', '02-23', '03-08', '05-01', '05-09', '06-12', '11-04'],
}

export const COUNTRIES: Record<Market['code'], Country> = { hu, rs, ru }
