import type { z } from 'zod'
import type { StepAnswer } from '@/components/identity/card-shape'
import { stepCard } from '@/components/identity/step-card'
import type { Step } from '@/lib/identity/attempts/attempt'
import type { StepView, Visitor } from '@/lib/identity/view'
import { metrics } from '@/lib/infra/metrics/metrics.mjs'
import { typed } from '@/lib/kernel/form'
import { ATTEMPT_FIELD } from '@/lib/kernel/form-owner.mjs'
import { ok, type Refusal, type Result } from '@/lib/kernel/result'
import { withReturn } from '@/lib/kernel/return-path'
import { readForm, refused } from '@/lib/web/action'
import { readText } from '@/lib/web/body'
import { keepDevice } from '@/lib/web/device-cookie'
import { visitor, words } from '@/lib/web/request'
import {
  attemptMark,
  attemptToken,
  type Done,
  dropAttempt,
  enter,
  isEnding,
  keepAnswer,
  keepAttempt,
} from '@/lib/web/sign-in'
import { refuse } from '@/lib/words/refuse'

type Caller = { token: string | null; visitor: Visitor }
/** A step moves the attempt on, or (null) does something where it stands. */
type Take = (caller: Caller, form: URLSearchParams) => Promise<Result<Step | null>>
export type Steps = Record<string, Take>

/** A step made of a schema and a use case. */
export const step =
  <Schema extends z.ZodType>(
    schema: Schema,
    run: (caller: Caller, input: z.output<Schema>) => Promise<Result<Step | null>>,
  ): Take =>
  async (caller, form) => {
    const read = readForm(schema, form)
    return read.ok ? run(caller, read.value) : read
  }

/** A way through steps: signing in, or setting a new password. */
export type Flow = {
  /** Address of its page; its steps are below it. */
  base: '/sign-in' | '/sign-in/phone' | '/sign-in/company' | '/recover'
  steps: Steps
  start: StepView
  /** Where the attempt stands now. */
  look: (token: string | null) => Promise<StepView>
}

/** What came of a step: where the attempt stands now, or why not, or where to go when all is done. */
type Outcome = {
  view?: StepView
  refusal?: Refusal
  done?: Done
  goTo?: string
  ended?: 'signed_in' | 'password_saved'
}

/** In bytes: a step is a name, a password, a code or a passkey's answer. bin/lib/kinds.mjs lets no more through. */
const LARGEST = 64_000

/** Takes one step: answers scripts with the next card, and browsers without them with the next page. */
export async function take(flow: Flow, name: string, request: Request): Promise<Response> {
  const run = name === 'over' ? over : Object.hasOwn(flow.steps, name) ? flow.steps[name] : undefined
  if (!run) return new Response(null, { status: 404 })
  const sent = await readText(request, LARGEST)
  if (sent === null) return new Response(null, { status: 400 })
  const form = new URLSearchParams(sent)
  const caller = { token: await attemptToken(), visitor: await visitor() }
  const outcome = isOfAnother(form, name, caller, flow)
    ? { refusal: refuse('identity.other_attempt').refusal, view: await flow.look(caller.token) }
    : await goOn(await run(caller, form), name, flow)
  count(flow, outcome)
  return request.headers.get('accept') === 'application/json'
    ? answerScript(outcome, name, form)
    : answerPage(outcome, name, form, flow)
}

/**
 * Whether a form is of a card that this browser has left behind in another tab: what is typed there was meant for somebody
 * else, or for a step before. A first step begins anew whatever there is.
 */
function isOfAnother(form: URLSearchParams, name: string, { token }: Caller, flow: Flow): boolean {
  const attempt = form.get(ATTEMPT_FIELD)
  const begins = name === flow.start.step || name === 'over'
  return token !== null && attempt !== null && !begins && attempt !== attemptMark(token)
}

/** Not you? Back to the user name. */
const over: Take = async () => {
  await dropAttempt()
  return ok(null)
}

async function goOn(result: Result<Step | null>, name: string, flow: Flow): Promise<Outcome> {
  if (!result.ok) {
    if (!isEnding(result.refusal)) return { refusal: result.refusal }
    await dropAttempt()
    return { refusal: result.refusal, view: flow.start }
  }
  const reached = result.value
  if (!reached) {
    const view = await flow.look(await attemptToken())
    return name === 'again' ? { view, done: doneBy(view) } : { view }
  }
  if (reached.next.step === 'password_saved') {
    await dropAttempt()
    if (reached.device) await keepDevice(reached.device)
    await keepAnswer({ step: 'name', refusal: null, done: 'password_saved', typed: {} })
    return { goTo: withReturn('/sign-in', reached.returnTo), ended: 'password_saved' }
  }
  if (reached.next.step !== 'finished') {
    await keepAttempt(reached.token)
    // A number typed where a user name was asked for goes its own way.
    const strayed = reached.next.step === 'number' && flow.base === '/sign-in'
    return strayed ? { goTo: withReturn('/sign-in/phone', reached.returnTo) } : { view: reached.next }
  }
  const opened = await enter(reached.token)
  await dropAttempt()
  if (!opened) return { refusal: { code: 'identity.start_over' }, view: flow.start }
  return { goTo: reached.returnTo ?? '/overview', ended: 'signed_in' }
}

/** What was sent again. */
const doneBy = (view: StepView): Done =>
  ASKED_AGAIN[view.step] ??
  ('code' in view && view.code.channel === 'mail' ? 'by_mail.sent_again' : 'sent_again')

const ASKED_AGAIN: Partial<Record<StepView['step'], Done>> = {
  recover_code: 'recover.asked_again',
  number_code: 'phone.asked_again',
}

/** What a step came to is counted where it ends something: a refusal, a session, a new password. */
function count({ base }: Flow, { refusal, ended }: Outcome): void {
  if (refusal) metrics.refusal(refusal.code)
  const outcome = refusal?.code ?? ended
  if (outcome) metrics.signIn(FLOW_NAMES[base], outcome)
}
const FLOW_NAMES = {
  '/sign-in': 'password',
  '/sign-in/phone': 'phone',
  '/sign-in/company': 'company',
  '/recover': 'recovery',
} as const

async function answerScript({ view, refusal, done, goTo }: Outcome, name: string, form: URLSearchParams) {
  const t = await words()
  const card = view && stepCard(view, attemptMark(await attemptToken()), t)
  const on = goTo ?? card?.link?.href
  const answer: StepAnswer = {
    ...(card && { card }),
    ...(on && { goTo: on }),
    step: refusal && view ? view.step : name,
    state: refusal ? refused(refusal, form, t) : done ? { done: t(`signIn.${done}`) } : {},
  }
  return Response.json(answer)
}

async function answerPage(
  { view, refusal, done, goTo }: Outcome,
  name: string,
  form: URLSearchParams,
  flow: Flow,
) {
  const step = refusal && view ? view.step : name
  // The way back stands in the address.
  const fields = [...form].filter(([field]) => field !== 'returnTo')
  const answered = { step, refusal: refusal ?? null, done: done ?? null, typed: typed(fields) }
  if (!goTo) await keepAnswer(refusal || done ? answered : null)
  return new Response(null, {
    status: 303,
    headers: { location: goTo ?? withReturn(flow.base, form.get('returnTo')) },
  })
}
