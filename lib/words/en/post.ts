export default {
  sms: {
    /** With its second line at most 70 characters where the language needs UCS-2. */
    sign_in_code: 'Sign-in code: {code} (message {reference}, 5 minutes)',
    reset_code: 'Password reset code: {code} (message {reference}, 5 minutes)',
    number_code: 'Phone number sign-in code: {code} (message {reference}, 5 minutes)',
    /** Where the portal's host is long: without the minutes; then in letters of GSM 03.38, of which 160 fit. */
    brief: {
      sign_in_code: 'Sign-in code: {code} (message {reference})',
      reset_code: 'Password reset code: {code} (message {reference})',
      number_code: 'Phone number sign-in code: {code} (message {reference})',
      contacts_stop: 'Contact details changed. Not you? {page}, {reference}, {code}',
    },
    plain: {
      sign_in_code: 'Sign-in: {code} ({reference})',
      reset_code: 'Password reset: {code} ({reference})',
      number_code: 'Number sign-in: {code} ({reference})',
      contacts_stop:
        'Contact details of {account} were changed. Not you? Stop it within 24 hours: {page}, {reference}, {code}',
    },
    password_reset: 'A new password was set for {account}. Not you? Call {number}.',
    mobile_changed: 'The mobile number of {account} was changed. Not you? Call {number}.',
    held: '{count, plural, one {# more change} other {# more changes}} to your access to the self-service portal. Not you? Call {number}.',
    contacts_stop:
      'The contact details of {account} were changed. Not you? Within 24 hours you can stop it at {page} with {reference} and {code}',
  },
  mail: {
    greeting: 'Hello,',
    footer: '{operator} · customer service: {number}, day and night',
    code: 'Code',
    account: 'Billing account',
    payment_reference: 'Payment reference',
    user_name: 'User name',
    temporary_password: 'Temporary password',
    sign_in_at: 'Sign in at',
    email: 'E-mail address',
    mobile: 'Mobile number',
    changed: 'changed',
    temporary_password_note:
      'The temporary password works once, until {until}. At the first sign-in you choose your own.',
    bill_copy: {
      subject: 'Bill {number}, {month}',
      text: 'Here is the bill of {company} for {month}: {total}, due on {due}. {account} has set up that it is sent automatically.',
      settled:
        'Here is the bill of {company} for {month}: {total}. None of it is left to pay. {account} has set up that it is sent automatically.',
      partly:
        'Here is the bill of {company} for {month}: {total}. Of this {open} is left to pay, due on {due}. {account} has set up that it is sent automatically.',
      credit_subject: 'Credit note {number}, {month}',
      credit:
        'Here is a credit note of {company} for {month}: {total} in your favour. There is nothing to pay on it. {account} has set up that it is sent automatically.',
    },
    overpaid: {
      back_here: 'Under Bills → Pay you can have it sent back to where it was paid from.',
      back_service: 'To have it sent back, call customer service.',
      subject: '{credit} more than was owed',
      text: 'A payment of {amount} for {company} has arrived. {credit} of it is more than was still owed. It is a credit now: when the next bill arrives it pays open bills automatically, the one due first before the others.',
      note_subject: 'Credit note {number}: {credit} to your credit',
      note: '{company} has been given credit note {number} over {amount}. {credit} of it is more than was still owed. It is a credit now: when the next bill arrives it pays open bills automatically, the one due first before the others.',
    },
    bills_covered: {
      subject: 'Credit was used for bills',
      text: 'Money that is there for {company} has been allocated to its bills, the one due first before the others. Please do not pay again what is covered.',
      more: 'Further bills: {count}',
      covered: '{amount} covered, {open} left to pay by {due}',
      moved: '{amount} taken back for a bill due earlier, {open} left to pay by {due}',
    },
    payment_reversed: {
      subject: '{amount} was taken back',
      text: 'A payment for {company} was taken back by the sender or their bank: {amount}. First what was left of it as credit went, then what it had paid on bills; {open} is to be paid on its account now.',
    },
    payment_unmatched: {
      subject: '{amount} has arrived and cannot be counted',
      reference: 'The payment provider reports money for a payment that this portal does not know.',
      currency: 'The payment provider reports money in another currency than was asked for.',
      amount:
        'The payment provider reports a payment that has arrived with an amount that cannot be counted.',
      again: 'The payment provider reports more money for a payment that has arrived already.',
      text: 'It is on no bill and no credit. Find out what it is for, then deliver it in a file of payments, or send it back at the provider.',
      amount_label: 'Amount',
      reference_label: 'Reference',
      transaction_label: 'The provider’s transaction',
      company_label: 'Company',
    },
    delivery_failed: {
      subject: 'A delivery of {system} has failed',
      text: 'A delivery of {system} ({file}) could not be processed: {attempts, plural, one {# attempt} other {# attempts}} broke off. Nothing of it was taken, and what {system} has sent since is processed.',
      retry:
        'npm run import:waiting says why. Once that is mended the delivery can be tried again with npm run import:waiting -- retry and its number; it is kept for that until {until} at most.',
      id_label: 'Number of the delivery',
    },
    refund_sent: {
      subject: '{amount} was sent back',
      text: 'The {amount} that {company} had paid too much was sent back to where it was paid from. How soon it arrives is up to the bank.',
    },
    refund_failed: {
      subject: '{amount} could not be sent back',
      text: 'The {amount} that {company} had paid too much could not be sent back. It is a credit again: when the next bill arrives it pays open bills automatically, the one due first before the others. Customer service can transfer it.',
    },
    api_key_ending: {
      subject: 'The key of {system} ends soon',
      text: 'The key with which {system} delivers files ends on {until}. Replace it before (npm run api-key -- rotate {system}); for some days both keys work.',
    },
    report_copy: {
      subject: 'Report: {report}',
      text: 'Here is {company}’s report “{report}”. {account} has set up that it is sent automatically.',
    },
    never_ask: 'Nobody from us will ever ask you for a password or a code.',
    settle_at: 'Settle it at',
    not_you: 'Was this not you? Call customer service at once: {number}.',
    ask_administrator: 'If you have a question about this, ask your company’s administrator.',
    main_administrator_registered: {
      subject: 'You are the main administrator of your company',
      text: 'Your declaration has been registered: you are now the main administrator of {company} in the self-service portal. You can do everything there, and give colleagues access.',
    },
    user_created: {
      subject: 'Your access to the self-service portal',
      text: 'The administrator of {company} has given you access to the self-service portal.',
    },
    temporary_password_reissued: {
      subject: 'Your new temporary password',
      text: 'The administrator of {company} has sent you a new temporary password for the self-service portal. Your old password no longer works.',
    },
    password_changed: {
      subject: 'Your password was changed',
      text: 'The password of {account} has just been changed. Other sessions were ended.',
    },
    sign_in_code: {
      subject: 'Your sign-in code',
      text: 'You are signing in as {account} (message {reference}). Because your password was set with a code to your phone, this time the code comes by e-mail. It is valid for an hour.',
    },
    reset_code: {
      subject: 'Your code for a new password',
      text: 'With this code you can set a new password for {account} (message {reference}). It is valid for an hour and works once.',
    },
    second_code: {
      subject: 'A second code, because a SIM was changed',
      text: 'Somebody has entered the right SMS code for {account}, whose SIM card was changed lately, so we ask for this second code (message {reference}). It is valid for an hour. If it is not you who is signing in, give it only to the person of whom you know that the number is theirs.',
    },
    password_reset: {
      subject: 'A new password was set',
      text: 'A new password has been set for {account} with a one-time code. All sessions were ended.',
    },
    reset_suspended: {
      subject: 'No new password while the account is closed',
      text: 'Somebody asked for a new password for {account}. This account is closed at present, so no code was sent. Ask your company’s administrator to open it again.',
    },
    reset_phone_unconfirmed: {
      subject: 'The code could not go to your phone',
      text: 'Somebody asked for a new password for {account} with a code to the phone. The phone number has not been confirmed yet, so no SMS was sent. Choose e-mail instead, or ask your company’s administrator for a new temporary password.',
    },
    held: {
      subject: '{count, plural, one {# more message} other {# more messages}}, in one',
      text: 'There was more news for you in a short time than we send one by one. This is what it was about; the rest stands in the self-service portal.',
      others: 'Other messages',
    },
    factor_added: {
      subject: 'A second factor was added',
      text: '{factor, select, passkey {A passkey} other {An authenticator app}} has been added to {account}. It is asked for at sign-in instead of the SMS.',
    },
    factor_removed: {
      subject: 'A second factor was removed',
      text: '{factor, select, passkey {The passkey} other {The authenticator app}} has been removed from {account}.',
    },
    backup_codes_renewed: {
      subject: 'New backup codes were made',
      text: 'New backup codes have been made for {account}. The old ones open nothing any more.',
    },
    backup_code_used: {
      subject: 'A backup code was used',
      text: 'Somebody signed in as {account} with a backup code.',
    },
    user_factors_removed: {
      subject: 'Your second factors were removed',
      text: 'An administrator of {company} has removed the second factors of {account}, and all sessions were ended. Sign in with what your company asks for.',
    },
    company_linked: {
      subject: 'Your company’s account was linked',
      text: '{account} can now sign in with the account of the company, too.',
    },
    company_unlinked: {
      subject: 'Your company’s account is no longer linked',
      text: '{account} can no longer sign in with the account of the company.',
    },
    provider_set: {
      subject: 'Single sign-on was set up or changed',
      text: 'For {company}, signing in with single sign-on has been set up or changed.',
    },
    provider_in_use: {
      subject: 'Single sign-on is in use',
      text: 'For {company}, the test sign-in with single sign-on has succeeded. From now on users can link their accounts and sign in there.',
    },
    provider_removed: {
      subject: 'Single sign-on was removed',
      text: 'For {company}, signing in with single sign-on has been removed. Everybody signs in with their password.',
    },
    sms_budget_low: {
      subject: '{company}: most of this hour’s SMS budget is used',
      text: 'For {company}, {sent} of {budget} one-time codes by SMS have been sent in this hour. When they are used up, no more codes are sent until the next hour. Somebody may be trying to run up costs.',
    },
    sms_budget_spent: {
      subject: '{company}: this hour’s SMS budget is used up',
      text: 'In this hour all of {budget} one-time codes by SMS have been sent for {company} ({sent}). No more are sent until the next hour; pages that need no code work on. Somebody may be trying to run up costs.',
    },
    wrong_codes: {
      subject: 'Wrong codes at sign-in',
      text: 'Somebody entered the right password of {account}, and then a wrong SMS code three times.',
    },
    user_suspended: {
      subject: 'Your access was suspended',
      text: 'The access of {account} to the self-service portal of {company} has been suspended by an administrator.',
    },
    user_reactivated: {
      subject: 'Your access works again',
      text: 'The access of {account} to the self-service portal of {company} has been reactivated.',
    },
    user_edited: {
      subject: 'Your contact details were changed',
      text: 'An administrator of your company has changed the contact details of {account}. Where you signed in with a code to an old one, you were signed out.',
      stop: 'If you do not want this, you can stop it until {until} at the address below, without signing in. Everybody is then signed out, and nobody gets in until your company has settled which contact details are right.',
      stop_at: 'Stop this change at',
    },
    account_closed: {
      subject: 'Nobody can sign in to your account',
      text: 'A change of the contact details of {account} was stopped from the old ones. Everybody was signed out, and nobody gets in until a main administrator of your company, or somebody else there who may, has settled which contact details are right. Speak to them.',
    },
    contact_change_stopped: {
      subject: 'Settle which contact details are right',
      text: 'A change of the contact details of {account} was stopped from the old ones. Nobody gets in until you, or somebody else who may, have settled which ones are right. Ask both people in person or by phone before you do: whoever stopped it may be the rightful holder, or somebody who was rightly replaced.',
    },
    contacts_hold: {
      subject: 'Your contact details are confirmed',
      text: 'It was settled that the contact details that you have now are the right ones for {account}. Every older password, second factor and link to the company’s sign-in has ended; a temporary password comes in a mail of its own, unless the account is suspended.',
    },
    contacts_hold_no_longer: {
      subject: 'Your contact details are no longer valid',
      text: 'It was settled in your company that other contact details are right for {account}, and that these are no longer valid.',
    },
    contacts_settled: {
      subject: 'It is settled which contact details are right',
      text: 'It was settled which contact details of {account} are right, and the account is open again unless it is suspended. Who settled it stands in the audit log.',
    },
    sms_switched_on: {
      subject: 'A code is asked for at sign-in',
      text: '{company} has switched on the code by SMS: from now on, signing in as {account} asks for a code from an SMS after the password. The SMS is free of charge.',
    },
    sms_switched_off: {
      subject: 'No more code at sign-in',
      text: '{company} has switched off the code by SMS: from now on, signing in as {account} asks for the password alone. If yours is short, you choose a longer one at your next sign-in.',
    },
    approval: {
      where: 'In the portal',
      asked: {
        subject: '{account} asks for your approval',
        text: '{account} asks: {what}. Somebody who may decide has to answer within seven days.',
      },
      approved: {
        subject: 'Your request was approved',
        text: 'This was approved: {what}.',
      },
      rejected: {
        subject: 'Your request was rejected',
        text: 'This was rejected: {what}.',
      },
      asker_gone: {
        subject: 'What you approved was not done',
        text: '{account} asked for this and you approved it: {what}. It was not done, because {account} is suspended by now.',
      },
      failed: {
        subject: 'Your request was approved but could not be done',
        text: 'This was approved, but it could no longer be done: {what}. Look at it in the portal.',
      },
    },
    substitute: {
      subject: 'Somebody stands in',
      text: '{substitute} stands in for {account}, with the same rights, until {until}.',
    },
    main_administrator_ended: {
      subject: 'You are no longer main administrator',
      text: 'At {company}, {account} is no longer main administrator.',
    },
    rights_changed: {
      role: 'Role changed',
      own_role: 'a role of the company',
      account: 'a billing account',
      centre: 'a cost centre',
      subject: 'Your rights have changed',
      text: 'Your rights in the self-service portal of {company} have changed ({account}). They are effective at once.',
      comes: 'Comes',
      goes: 'Goes',
      until: '{what} ({place}), until {until}',
    },
  },
}
