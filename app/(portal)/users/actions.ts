'use server'

import { redirect } from 'next/navigation'
import { orAsk } from '@/lib/approvals/or-ask'
import { createUser } from '@/lib/company/create-user'
import { editUser } from '@/lib/company/edit-user'
import { endMainAdministrator } from '@/lib/company/end-main-administrator'
import { endUserSessions } from '@/lib/company/end-user-sessions'
import { reactivateUser } from '@/lib/company/reactivate-user'
import { reissueTemporaryPassword } from '@/lib/company/reissue-temporary-password'
import { removeUserFactors } from '@/lib/company/remove-user-factors'
import {
  createUserInput,
  editUserInput,
  endMainAdministratorInput,
  removeUserFactorsInput,
  suspendUserInput,
  userIdInput,
} from '@/lib/company/schema'
import { suspendUser } from '@/lib/company/suspend-user'
import { action } from '@/lib/web/action'

/** After a change the user's page is shown afresh, with what was done said on top. */
const show = (id: string, done: string) => redirect(`/users/${id}?done=${done}`)

export const createUserAction = action(
  createUserInput,
  orAsk('user:create', createUser, (input, { company }) => ({
    subject: `${input.login}@${company.slug}`,
    input: { ...input, language: input.language ?? '' },
  })),
  (made) => ('asked' in made ? redirect('/approvals?done=asked') : show(made.id, 'created')),
)
export const editUserAction = action(editUserInput, editUser, ({ id }) => show(id, 'edited'))
export const suspendUserAction = action(suspendUserInput, suspendUser, ({ id }) => show(id, 'suspended'))
export const reactivateUserAction = action(
  userIdInput,
  orAsk('user:reactivate', reactivateUser, ({ id }, _actor, subject) => ({ subject, input: { id } })),
  (made) => ('asked' in made ? redirect('/approvals?done=asked') : show(made.id, 'reactivated')),
)
export const reissueTemporaryPasswordAction = action(userIdInput, reissueTemporaryPassword, ({ id }) =>
  show(id, 'reissued'),
)
export const endUserSessionsAction = action(userIdInput, endUserSessions, ({ id }) => show(id, 'signed_out'))
export const endMainAdministratorAction = action(endMainAdministratorInput, endMainAdministrator, ({ id }) =>
  show(id, 'office_ended'),
)
export const removeUserFactorsAction = action(removeUserFactorsInput, removeUserFactors, ({ id }) =>
  show(id, 'factors_removed'),
)
