export default {
  web: {
    unreadable: 'This could not be read. Please check it and send it again.',
  },
  identity: {
    name_missing: 'Enter your user name.',
    name_unreadable: 'Enter a user name like admin@company. It has no dot after the @.',
    number_given:
      'A phone number has no password. Sign in with it by a code from an SMS, or enter a user name like admin@company.',
    number_missing: 'Enter your phone number.',
    number_unreadable: 'This is not a phone number. Enter a mobile number with its network prefix.',
    number_not_mobile:
      'Codes can only be sent to a domestic mobile number. With a fixed line, or a number from abroad, sign in with a user name, or call customer service.',
    number_over: 'This sign-in has ended. Please begin again with your number.',
    number_spent: 'Five wrong codes: this sign-in has ended. Please begin again with your number.',
    password_missing: 'Enter your password.',
    name_or_password_wrong:
      'The user name or the password is not right, or sign-in is paused for a while after several failures. Check both and try again.',
    suspended: 'This user is suspended. Ask your company’s administrator to reactivate it.',
    temporary_password_expired:
      'This temporary password has expired. Ask your company’s administrator to send a new one.',
    start_over: 'This sign-in has ended. Please begin again with your user name.',
    code_unreadable: 'Enter the 6 digits from the SMS.',
    code_wrong: 'This is not the code. You have {left, plural, one {# try} other {# tries}} left.',
    factor_wrong: 'This is not right. You have {left, plural, one {# try} other {# tries}} left.',
    way_missing: 'This way is not open to you. Choose another one.',
    backup_code_unreadable: 'Enter a backup code: ten letters and digits.',
    passkey_unreadable: 'Your browser could not use a passkey. Choose another way.',
    passkey_wrong: 'This passkey could not be taken over. Please try again.',
    app_code_wrong:
      'This is not the code that your app shows now. Enter the newest one; the clock of your phone must be right.',
    factor_over: 'This took too long. Please begin again.',
    factor_name_too_long: 'Use at most 60 characters.',
    too_many_factors: 'You have ten second factors. Remove one first.',
    no_factor: 'Backup codes stand in for a second factor. Set one up first.',
    company_missing: 'Enter your company: what stands after the @ in your user name.',
    no_provider:
      'There is no sign-in of your own company’s here under this name. Sign in with your user name, or ask your administrator.',
    not_linked:
      'Your company knows you, but your user here is not linked to it yet. Sign in with your user name and password once, and link it on your profile.',
    link_over: 'This could not be linked. Please begin again from your profile.',
    linked_elsewhere: 'Another user here is linked to this account of your company already.',
    provider_unreachable:
      'Your company’s sign-in cannot be reached at the moment. Try again, or sign in with your user name.',
    provider_not_a_provider:
      'Your company’s sign-in has answered wrongly. Your administrator should check it; meanwhile sign in with your user name.',
    provider_credentials:
      'Your company’s sign-in no longer knows this portal. Your administrator should check it; meanwhile sign in with your user name.',
    provider_declined: 'You were not signed in there. Try again, or sign in with your user name.',
    code_spent: 'Five wrong codes: this sign-in has ended. Please begin again with your user name.',
    recovery_over: 'This has ended. Please begin again with your user name.',
    recovery_spent: 'Five wrong codes: this has ended. Please begin again with your user name.',
    channel_missing: 'Choose where the code should go.',
    code_expired: 'This code has expired. Press “I didn’t get the SMS” for a new one.',
    wait: 'Too many failures. You can try again in {seconds, plural, one {# second} other {# seconds}}.',
    network_wait:
      'Too many failures from your network. You can try again in {seconds, plural, one {# second} other {# seconds}}.',
    send_again_later: 'The SMS can be sent again in {seconds, plural, one {# second} other {# seconds}}.',
    number_limit:
      'No more SMS can be sent to this number for now. Try again in {minutes, plural, one {# minute} other {# minutes}}, or call customer service.',
    password_too_short: 'Use at least {minimum} characters. Several words are easier to remember than signs.',
    password_too_long: 'Use at most 128 characters.',
    password_common: 'This password is on lists of stolen passwords. Choose another one.',
    password_guessable:
      'This is easy to guess from your name, company or number. Choose something that has nothing to do with them.',
    password_monotonous: 'Use more than two different characters.',
    password_same: 'This is your present password. Choose a new one.',
    passwords_differ: 'The two passwords are not the same.',
    current_password_wrong:
      'This is not your present password, or trying is paused for a while after several failures.',
    prove_again: 'Enter your password to confirm that it is you.',
  },
  company: {
    not_main_administrator: 'This is not the account of a main administrator.',
    login_missing: 'Enter a user name.',
    login_unreadable:
      'Use 1 to 32 letters without accents, digits, dots, dashes or underscores; begin and end with a letter or digit.',
    login_taken: '{account} exists already. Choose another user name.',
    name_missing: 'Enter the full name.',
    name_unreadable: 'Use at most 120 characters.',
    email_missing: 'Enter the e-mail address: the temporary password is sent there.',
    email_unreadable: 'Enter an e-mail address like name@company.com.',
    mobile_missing: 'Enter the mobile number: sign-in codes are sent there.',
    mobile_unreadable: 'Enter a mobile number with its network prefix.',
    mobile_invalid: 'This is not a phone number. Enter a mobile number with its network prefix.',
    mobile_other: 'Codes can only be sent to a domestic mobile number.',
    reason_too_long: 'Use at most 500 characters.',
    slug_unreadable: 'Use 2 to 32 letters without accents, digits and dashes.',
    slug_taken: 'This company name is taken.',
    declaration_missing: 'Enter the reference of the signed declaration.',
    not_oneself: 'You cannot do this to yourself. Ask another administrator.',
    main_administrator_protected: 'Only a main administrator can do this to a main administrator.',
    last_main_administrator:
      'This is the last active main administrator. The company must keep one, so appoint another first.',
    already_suspended: 'This user is suspended already.',
    provider_client_missing: 'Enter the client id that your provider gave this portal.',
    provider_secret_missing: 'Enter the client secret that your provider gave this portal.',
    provider_unreachable: 'Nothing answers at this address. It must be a public https address.',
    provider_not_a_provider:
      'There is no OpenID Connect provider at this address, or it names another issuer.',
    provider_credentials: 'The provider does not know this client id with this secret.',
    provider_declined: 'The provider has refused this. Check what it allows this client.',
    no_factors: 'This user has no second factor of their own.',
    not_suspended: 'This user is not suspended.',
    suspended: 'This user is suspended. Reactivate it first.',
  },
  subscriptions: {
    label_too_long: 'Use at most 60 characters.',
    not_mobile: 'This is not a domestic mobile number.',
    no_company: 'There is no such company.',
  },
  grants: {
    beyond_own: 'You can only give rights that you hold yourself.',
    holds_all: 'A main administrator holds every right already.',
    already_granted: 'This user holds it already.',
    not_granted: 'This user does not hold it.',
  },
}
