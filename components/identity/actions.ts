import type { FormAction } from '@/lib/kernel/form'

/** The server actions of the steps, handed in by the page. */
export type SignInActions = {
  beginSignInAction: FormAction
  enterPasswordAction: FormAction
  enterCodeAction: FormAction
  sendCodeAgainAction: FormAction
  choosePasswordAction: FormAction
  startOverAction: () => Promise<void>
}
