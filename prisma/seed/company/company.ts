import { checkDigit } from '@/lib/kernel/luhn'
import { decimalAmount } from '@/lib/kernel/money'
import type { Market } from '@/lib/market/market'
import { COUNTRIES, type Country } from './country'
import { type Charge, chargesOf, firstDay, lastDay, type Month, monthNumber, storyOf, tariffOf } from './line'
import { between, pick, randomOf } from './random'
import { eventsOf } from './usage'

/** A line that is given; the rest of it is made up. */
export type GivenLine = {
  number: string
  holder: string
  email?: string
  tariff?: string
  billingAccount: string
  costCentre: string
}
export type Plan = {
  slug: string
  market: Market
  seed: number
  lines: number
  /** Bills of so many months, up to the last that is over. */
  months: number
  accounts?: number
  until: Date
  /** Usage of so many months, with this one, and about so many events on a working day. */
  usage: { months: number; perDay: number }
  given?: readonly GivenLine[]
}
export type Cells = (string | number | null | undefined)[]

/** A made-up company, row by row as the files of docs/import.md have them. */
export class Company {
  private readonly country: Country
  private readonly first: Month
  /** The month that is not over. */
  private readonly present: Month
  private readonly accountCount: number
  private readonly centreCount: number

  constructor(private readonly plan: Plan) {
    this.country = COUNTRIES[plan.market.code]
    this.present = monthNumber(plan.until)
    this.first = this.present - plan.months
    this.accountCount = plan.accounts ?? Math.max(2, Math.min(20, Math.ceil(plan.lines / 500)))
    this.centreCount = Math.max(3, Math.ceil(plan.lines / 50))
  }

  private account(n: number): string {
    const { given, slug, seed } = this.plan
    // Numbers of two plans for one company never meet.
    return (
      given?.[n % given.length]?.billingAccount ??
      `${slug}-${seed}-${(Math.floor(n / 3) % this.accountCount) + 1}`
    )
  }
  private centre(n: number): string {
    const { cities, departments } = this.country
    const index = n % this.centreCount
    const turn = Math.floor(index / (cities.length * departments.length))
    const city = cities[Math.floor(index / departments.length) % cities.length]
    return `${departments[index % departments.length]} ${city}${turn > 0 ? ` ${turn + 1}` : ''}`
  }
  private story(n: number) {
    return storyOf(this.plan.seed, n, this.first, this.present - 1, this.plan.given?.[n]?.tariff)
  }
  private charges(n: number, month: Month): readonly Charge[] {
    return chargesOf(this.country, this.plan.seed, n, this.story(n), month)
  }
  /** What the line is distinguished by. */
  private ident(n: number): string {
    const given = this.plan.given?.[n]
    if (given) return given.number
    const { kind } = this.story(n)
    const digits = String((this.plan.seed * 1_299_709 + n * 7) % 10_000_000).padStart(7, '0')
    if (kind === 'internet' || kind === 'tv') return `${this.plan.slug}-${kind}-${n}`
    if (kind === 'mobile') return `${this.country.mobile[n % this.country.mobile.length]}${digits}`
    return `${this.country.fixed}${digits}`
  }
  private iccid(n: number): string | null {
    if (this.story(n).kind !== 'mobile') return null
    const serial = `8936${String(this.plan.seed % 1e7).padStart(7, '0')}${String(n).padStart(7, '0')}`
    return `${serial}${checkDigit(serial)}`
  }
  private *each(): Generator<number> {
    for (let n = 0; n < this.plan.lines; n++) yield n
  }
  private accountNames(): string[] {
    const names = new Set<string>()
    for (const n of this.each()) {
      names.add(this.account(n))
      if (names.size >= this.accountCount + 5 || n > 2_000) break
    }
    return [...names]
  }

  *accounts(): Generator<Cells> {
    const { slug, market } = this.plan
    for (const [index, number] of this.accountNames().entries()) {
      const city = this.country.cities[index % this.country.cities.length]!
      const name = `${slug[0]!.toUpperCase()}${slug.slice(1)} ${city}`
      const tax = String(12_345_676 + this.plan.seed)
      yield [slug, number, name, name, tax, `${index + 1}. utca ${index + 2}`, city, '1011', market.country]
    }
  }

  *lines(): Generator<Cells> {
    const { slug, given, seed } = this.plan
    for (const n of this.each()) {
      const story = this.story(n)
      const own = given?.[n]
      const random = randomOf(seed, n, 5)
      const names = [pick(random, this.country.family), pick(random, this.country.given)]
      const ident = this.ident(n)
      const status =
        own || random() > 0.03 ? 'active' : pick(random, ['suspended', 'restricted', 'disconnected'] as const)
      yield [
        slug,
        ident.startsWith('+') ? ident : null,
        ident.startsWith('+') ? null : ident,
        story.kind,
        story.ends < this.present && !own ? 'terminated' : status,
        tariffOf(story, this.present).name,
        this.account(n),
        own?.costCentre ?? this.centre(n),
        this.iccid(n),
        own?.holder ?? (this.country.familyFirst ? names : names.reverse()).join(' '),
        own?.email,
        story.options
          .filter(({ since, until }) => since <= this.present && this.present < until)
          .map(({ name }) => name)
          .join('|'),
        story.limit && Math.round(story.limit * this.country.prices),
        firstDay(story.begins),
      ]
    }
  }

  *sims(): Generator<Cells> {
    for (const n of this.each()) {
      const iccid = this.iccid(n)
      const random = randomOf(this.plan.seed, n, 6)
      if (iccid)
        yield [this.plan.slug, iccid, between(random, 1000, 9999), between(random, 10_000_000, 99_999_999)]
    }
  }

  /** Bills one after the other: all charges of an account in a month. */
  private *eachBill() {
    const members = new Map<string, number[]>()
    for (const n of this.each()) {
      const account = this.account(n)
      const list = members.get(account)
      if (list) list.push(n)
      else members.set(account, [n])
    }
    for (let month = this.first; month < this.present; month++)
      for (const [index, [account, lines]] of [...members].entries()) {
        const issuedOn = `${firstDay(month + 1).slice(0, 8)}05`
        if (new Date(issuedOn) > this.plan.until) continue
        const byRate = new Map<string, number>()
        for (const n of lines)
          for (const { rate, net } of this.charges(n, month)) byRate.set(rate, (byRate.get(rate) ?? 0) + net)
        let total = 0
        for (const [rate, net] of byRate) total += net + Math.round((net * Number(rate)) / 100)
        const bill = `${firstDay(month).slice(0, 7)}-${account}`
        if (total > 0) yield { account, index, lines, month, issuedOn, bill, total }
      }
  }

  *bills(): Generator<Cells> {
    const { slug } = this.plan
    for (const { account, lines, month, issuedOn, bill, total } of this.eachBill()) {
      const dueOn = `${issuedOn.slice(0, 8)}25`
      const head = [
        slug,
        account,
        bill,
        issuedOn,
        dueOn,
        firstDay(month),
        lastDay(month),
        decimalAmount(total),
      ]
      for (const n of lines)
        for (const { kind, name, quantity, unit, net, rate } of this.charges(n, month))
          yield [...head, this.ident(n), kind, name, quantity, unit, decimalAmount(net), rate]
    }
  }

  /** Nearly all is paid in time; the second account has left its last two bills unpaid. */
  *payments(): Generator<Cells> {
    const { slug, until } = this.plan
    for (const { account, index, month, issuedOn, bill, total } of this.eachBill()) {
      const paidOn = `${issuedOn.slice(0, 8)}${between(randomOf(this.plan.seed, month, index), 10, 24)}`
      const behind = index === 1 && month >= this.present - 3
      if (!behind && new Date(paidOn) <= until)
        yield [slug, `P-${bill}`, account, bill, decimalAmount(total), paidOn]
    }
  }

  *usage(): Generator<Cells> {
    const { slug, until, seed, usage } = this.plan
    for (let month = this.present - usage.months + 1; month <= this.present; month++)
      for (const n of this.each()) {
        const ident = this.ident(n)
        for (const event of eventsOf(this.country, seed, n, this.story(n), month, until, usage.perDay))
          yield [
            ...[slug, ident, event.at.toISOString(), event.reference, event.kind, event.other, event.abroad],
            ...[event.quantity, decimalAmount(event.net)],
          ]
      }
  }

  /** What is left is what the events of this month have left. */
  *buckets(): Generator<Cells> {
    const { slug, until, seed, usage } = this.plan
    const validTo = `${lastDay(this.present)}T22:59:59Z`
    for (const n of this.each()) {
      const story = this.story(n)
      if (story.kind !== 'mobile' || (story.ends < this.present && !this.plan.given?.[n])) continue
      const { minutes, gigabytes } = tariffOf(story, this.present)
      const used = { voice: 0, data: 0, message: 0 }
      for (const { kind, quantity } of eventsOf(
        this.country,
        seed,
        n,
        story,
        this.present,
        until,
        usage.perDay,
      ))
        used[kind] += quantity
      yield [slug, this.ident(n), 'data', 'Data', gigabytes * 1e9, used.data, validTo]
      yield [
        slug,
        this.ident(n),
        'voice',
        'Voice',
        minutes > 50_000 ? null : minutes * 60,
        used.voice,
        validTo,
      ]
    }
  }
}
