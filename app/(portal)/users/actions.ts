'use server'

import { orAsk } from '@/lib/approvals/or-ask'
import { createUser } from '@/lib/company/create-user'
import { editUser } from '@/lib/company/edit-user'
import { endMainAdministrator } from '@/lib/company/end-main-administrator'
import { endUserSessions } from '@/lib/company/end-user-sessions'
import { judgeEditedUser, judgeNewUser } from '@/lib/company/judge-user'
import { reactivateUser } from '@/lib/company/reactivate-user'
import { reissueTemporaryPassword } from '@/lib/company/reissue-temporary-password'
import { removeUserFactors } from '@/lib/company/remove-user-factors'
import {
  createUserInput,
  editUserInput,
  endMainAdministratorInput,
  removeUserFactorsInput,
  settleContactsInput,
  suspendUserInput,
  userIdInput,
} from '@/lib/company/schema'
import { settleContacts } from '@/lib/company/settle-contacts'
import { suspendUser } from '@/lib/company/suspend-user'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

const asked = () => redirectDone('/approvals', 'asked')
/** A request about one user keeps only whom it is about. */
const onlyId = ({ id }: { id: string }, _actor: unknown, subject: string) => ({ subject, input: { id } })

/** After a change the user's page is shown afresh, with what was done said on top. */
const show = (id: string, done: string) => redirectDone(`/users/${id}`, done)

export const createUserAction = action(
  createUserInput,
  orAsk('user:create', createUser, (input, { company }) => ({
    subject: `${input.login}@${company.slug}`,
    input: { ...input, language: input.language ?? '' },
  })),
  (made) => ('asked' in made ? asked() : show(made.id, 'created')),
  judgeNewUser,
)
export const editUserAction = action(
  editUserInput,
  orAsk('user:edit', editUser, ({ proof: _proof, ...input }, _actor, subject) => ({ subject, input })),
  (made) => ('asked' in made ? asked() : show(made.id, 'edited')),
  judgeEditedUser,
)
export const settleContactsAction = action(settleContactsInput, settleContacts, ({ id }) =>
  show(id, 'settled'),
)
export const suspendUserAction = action(suspendUserInput, suspendUser, ({ id }) => show(id, 'suspended'))
export const reactivateUserAction = action(
  userIdInput,
  orAsk('user:reactivate', reactivateUser, onlyId),
  (made) => ('asked' in made ? asked() : show(made.id, 'reactivated')),
)
export const reissueTemporaryPasswordAction = action(
  userIdInput,
  orAsk('temporary_password:reissue', reissueTemporaryPassword, onlyId),
  (made) => ('asked' in made ? asked() : show(made.id, 'reissued')),
)
export const endUserSessionsAction = action(userIdInput, endUserSessions, ({ id }) => show(id, 'signed_out'))
export const endMainAdministratorAction = action(endMainAdministratorInput, endMainAdministrator, ({ id }) =>
  show(id, 'office_ended'),
)
export const removeUserFactorsAction = action(
  removeUserFactorsInput,
  orAsk('second_factor:remove', removeUserFactors, onlyId),
  (made) => ('asked' in made ? asked() : show(made.id, 'factors_removed')),
)
