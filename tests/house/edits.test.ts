import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { files } from '../support/files'

/**
 * What keeps a form, which is sent minutes or days after it was shown, from writing over what others have changed:
 * `fields`: it writes only what was changed in it, over what it showed (`editForm`, lib/kernel/changes.ts);
 * `whole`: all of it, where nothing of what it showed has changed (`shown`);
 * `version`: what it was made from must still be the newest (`seen`, `version`: drafts, reviews, many lines);
 * `step`: it edits nothing: it makes something new, ends something, or takes a step that the use case refuses when it was
 * taken already.
 */
type Guard = 'fields' | 'whole' | 'version' | 'step'

const GUARDS: Record<string, Guard> = {
  approvalRulesInput: 'fields',
  editLineInput: 'fields',
  editProfileInput: 'fields',
  editUserInput: 'fields',
  labelOwnLineInput: 'fields',
  switchSmsInput: 'fields',
  removeIdentityProviderInput: 'whole',
  setIdentityProviderInput: 'whole',
  settleContactsInput: 'whole',
  editLinesInput: 'version',
  editPersonInput: 'version',
  editTemplateInput: 'version',
  limitNumbersInput: 'version',
  moveLinesInput: 'version',
  addScheduleInput: 'step',
  answerRightInput: 'step',
  applyChangeInput: 'step',
  askRightInput: 'step',
  askUsageInput: 'step',
  beginSecondFactorInput: 'step',
  changeManyInput: 'step',
  changeNumberInput: 'step',
  changePasswordInput: 'step',
  closeReviewInput: 'step',
  confirmAppInput: 'step',
  confirmPasskeyInput: 'step',
  createUserInput: 'step',
  decideInput: 'step',
  decideReviewInput: 'step',
  draftIdInput: 'step',
  endMainAdministratorInput: 'step',
  endOwnSessionInput: 'step',
  endScheduleInput: 'step',
  importRightsInput: 'step',
  leaveUserInput: 'step',
  lineIdInput: 'step',
  nothingInput: 'step',
  paymentInput: 'step',
  proofInput: 'step',
  refundInput: 'step',
  removeSecondFactorInput: 'step',
  removeUserFactorsInput: 'step',
  requestIdInput: 'step',
  spendCreditInput: 'step',
  startPaymentInput: 'step',
  substituteInput: 'step',
  suspendUserInput: 'step',
  undoMoveInput: 'step',
  userIdInput: 'step',
  viewAsInput: 'step',
}
const PATTERNS: Record<Exclude<Guard, 'step'>, RegExp> = {
  fields: /= editForm\(/,
  whole: /\.\.\.shown\(/,
  version: /\b(seen|version)\b/,
}

/** The declaration of each schema of the rooms. */
const schemas = new Map(
  files('lib', /^schema\.ts$/).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/export const (\w+)[\s\S]*?(?=\nexport |\n$|$)/g)].map(
      ([text, name]) => [name!, text] as const,
    ),
  ),
)
/** The schema of each operation, by the name of what is exported. */
const inputs = new Map(
  files('lib', /\.ts$/).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /export const (\w+) = operation\(\{[\s\S]*?\n {2}input: (\w+),/g,
      ),
    ].map(([, name, input]) => [name!, input!] as const),
  ),
)
const used = [
  ...new Set(
    files('app', /^actions\.ts$/).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/= action\(\s*(\w+)/g)].map(
        ([, name]) => inputs.get(name!) ?? name!,
      ),
    ),
  ),
]

test('every form of the portal says what keeps it from writing over what it has not shown', () => {
  expect(used.length).toBeGreaterThan(30)
  const unsaid = used.filter((name) => !(name in GUARDS))
  expect(unsaid.sort()).toEqual([])
  for (const [name, guard] of Object.entries(GUARDS)) {
    expect(used, name).toContain(name)
    if (guard !== 'step') expect(schemas.get(name), name).toMatch(PATTERNS[guard])
  }
})

test('what a form says of its page as it was opened stays with what was typed when that comes back', () => {
  const bare = files('components', /\.tsx$/)
    .concat(files('app', /\.tsx$/))
    .filter((file) => file !== 'components/ui/was.tsx')
    .flatMap((file) =>
      (readFileSync(file, 'utf8').match(/<input\b[^>]*?type="hidden"[\s\S]*?\/>/g) ?? [])
        .filter((tag) => /name=("(seen|had|version)"|"was:|\{wasField)/.test(tag))
        .map((tag) => `${file}: ${tag}`),
    )
  expect(bare, 'components/ui/was.tsx draws these').toEqual([])
})
