'use server'

import { endMainAdministrator } from '@/lib/company/administrators/end-main-administrator'
import { settleContacts } from '@/lib/company/contacts/settle-contacts'
import { createUser } from '@/lib/company/users/create-user'
import { editUser } from '@/lib/company/users/edit-user'
import { endUserSessions } from '@/lib/company/users/end-user-sessions'
import { judgeEditedUser, judgeNewUser } from '@/lib/company/users/judge-user'
import { reactivateUser } from '@/lib/company/users/reactivate-user'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { removeUserFactors } from '@/lib/company/users/remove-user-factors'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

/** After a change the user's page is shown afresh, with what was done said on top. */
const show = (id: string, done: string) => redirectDone(`/users/${id}`, done)

export const createUserAction = action(createUser, ({ id }) => show(id, 'created'), { judge: judgeNewUser })
export const editUserAction = action(editUser, ({ id }) => show(id, 'edited'), { judge: judgeEditedUser })
export const settleContactsAction = action(settleContacts, ({ id }) => show(id, 'settled'))
export const suspendUserAction = action(suspendUser, ({ id }) => show(id, 'suspended'))
export const reactivateUserAction = action(reactivateUser, ({ id }) => show(id, 'reactivated'))
export const reissueTemporaryPasswordAction = action(reissueTemporaryPassword, ({ id }) =>
  show(id, 'reissued'),
)
export const endUserSessionsAction = action(endUserSessions, ({ id }) => show(id, 'signed_out'))
export const endMainAdministratorAction = action(endMainAdministrator, ({ id }) => show(id, 'office_ended'))
export const removeUserFactorsAction = action(removeUserFactors, ({ id }) => show(id, 'factors_removed'))
