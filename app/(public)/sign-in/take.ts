import type { z } from 'zod'
import { type StepAnswer, stepCard } from '@/components/identity/step-card'
import type { Step } from '@/lib/identity/attempt'
import { getSignIn } from '@/lib/identity/queries'
import type { SignInView, Visitor } from '@/lib/identity/view'
import { world } from '@/lib/infra/world'
import { ok, type Refusal, type Result } from '@/lib/kernel/result'
import { readForm, refused, typed } from '@/lib/web/action'
import { isOwnForm, visitor, words } from '@/lib/web/request'
import {
  type Answered,
  attemptToken,
  dropAttempt,
  enter,
  isEnding,
  keepAnswer,
  keepAttempt,
} from '@/lib/web/sign-in'

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

/** What came of a step: where the attempt stands now, or why not, or where to go when all is done. */
type Outcome = { view?: SignInView; refusal?: Refusal; goTo?: string }

/** Takes one step: answers scripts with the next card, and browsers without them with the next page. */
export async function take(steps: Steps, name: string, request: Request): Promise<Response> {
  const run = name === 'over' ? over : Object.hasOwn(steps, name) ? steps[name] : undefined
  if (!run) return new Response(null, { status: 404 })
  if (!isOwnForm(request.headers)) return new Response(null, { status: 403 })
  const form = new URLSearchParams(await request.text())
  const caller = { token: await attemptToken(), visitor: await visitor() }
  const outcome = await goOn(await run(caller, form))
  return request.headers.get('accept') === 'application/json'
    ? answerScript(outcome, name, form)
    : answerPage(outcome, name, form)
}

const START: SignInView = { step: 'name' }

/** Not you? Back to the user name. */
const over: Take = async () => {
  await dropAttempt()
  return ok(null)
}

async function goOn(result: Result<Step | null>): Promise<Outcome> {
  if (!result.ok) {
    if (!isEnding(result.refusal)) return { refusal: result.refusal }
    await dropAttempt()
    return { refusal: result.refusal, view: START }
  }
  const reached = result.value
  if (!reached) return { view: await getSignIn(await attemptToken(), world()) }
  if (reached.next.step !== 'finished') {
    await keepAttempt(reached.token)
    return { view: reached.next }
  }
  const opened = await enter(reached.token)
  await dropAttempt()
  if (!opened) return { refusal: { code: 'identity.start_over' }, view: START }
  return { goTo: reached.returnTo ?? '/overview' }
}

async function answerScript({ view, refusal, goTo }: Outcome, name: string, form: URLSearchParams) {
  const t = await words()
  const done = name === 'again' ? { done: t('signIn.sent_again') } : {}
  const answer: StepAnswer = {
    ...(view && { card: stepCard(view, t) }),
    ...(goTo && { goTo }),
    step: refusal && view ? view.step : name,
    state: refusal ? refused(refusal, form, t) : done,
  }
  return Response.json(answer)
}

async function answerPage({ view, refusal, goTo }: Outcome, name: string, form: URLSearchParams) {
  const answered: Answered = {
    step: refusal && view ? view.step : name,
    refusal: refusal ?? null,
    typed: typed(form),
  }
  await keepAnswer(refusal || name === 'again' ? answered : null)
  return new Response(null, { status: 303, headers: { location: goTo ?? '/sign-in' } })
}
