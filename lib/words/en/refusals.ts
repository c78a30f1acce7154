export default {
  web: {
    away: 'The portal cannot reach its data at the moment. Nothing you typed is lost: send it again in a minute.',
    away_plain:
      'The portal cannot reach its data at the moment. What you typed is still here, except passwords, codes and files: give those again, and send it in a minute.',
    other_user:
      'Nothing was sent: this page was opened as {opened}, and by now {present} is signed in here. To send it as {opened}, sign in as {opened} in another tab and send it again; what you typed is kept.',
    signed_out:
      'Nothing was sent: nobody is signed in here any more. Sign in as {opened} in another tab and send it again; what you typed is kept.',
    outdated:
      'Nothing was sent: the portal has been updated since this page was opened. What you typed is kept: open the page again with it, check it, and send it.',
    refilled:
      'Nothing is sent yet. Here is what you typed; passwords, codes and files have to be given again. Check it and send it.',
    unanswered:
      'The portal did not take this, or could not be reached, so it may not have been saved. What you typed is still here: check your connection and send it again in a moment.',
    broken:
      'Something went wrong on our side. What you typed is still here: try again in a moment, or give customer service this reference:',
    documents_waiting:
      'Several documents of yours are being made already. Please try again when they are here.',
    document_failed:
      'This document could not be made: it is too large, or something went wrong. A CSV file or a shorter period may work; if not, please call customer service.',
    not_there: 'This is not there any more.',
    changed_meanwhile:
      'Somebody has changed the same since you opened this page, so nothing was saved. What you typed is still here: to replace theirs, save it again.',
    unreadable: 'This could not be read. Please check it and send it again.',
  },
  identity: {
    key_there: 'There is, or was, a key of this name: rotate it, or choose another name.',
    key_none: 'There is no key of this name in use.',
    key_company_unknown: 'One of these companies is not registered.',
    sees_more:
      'They may do or see something that you may not. Only a main administrator can look through everybody’s eyes.',
    only_looking: 'You are only looking through somebody’s eyes: nothing can be changed. Stop looking first.',
    view_over:
      'This page was shown while you were looking through somebody else’s eyes, which has ended. Open it again to act as yourself.',
    no_files:
      'Nothing is handed out as a file while you look through somebody else’s eyes. Stop looking first.',
    other_attempt:
      'Nothing was sent: in another tab this sign-in has gone on, or another one was begun. This is where it stands now.',
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
    suspended: 'This account is closed at present. Ask your company’s administrator to open it again.',
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
    password_common:
      'This password, or what it is made from, is on lists of stolen passwords. Choose another one.',
    password_guessable:
      'This is easy to guess from your name, company or number. Choose something that has nothing to do with them.',
    password_monotonous: 'Use more than two different characters.',
    password_same: 'This is your present password. Choose a new one.',
    passwords_differ: 'The two passwords are not the same.',
    current_password_wrong:
      'This is not your present password. After five wrong ones you are signed out here.',
    proof_spent: 'Five wrong passwords: you have been signed out here. Sign in again to go on.',
    prove_again: 'Enter your password to confirm that it is you.',
  },
  approvals: {
    asker_gone:
      'Whoever asked for this is suspended by now, so nothing was done. They can ask again when they are back.',
    whole_form:
      'This was asked for before an update of the portal, with all that the form showed. Ask again: then only what you change is changed.',
    nobody_decides:
      'Nobody could decide about this: {functions}. Besides whoever asks, the company needs somebody independent who may do the same and may decide about requests. Give somebody these rights first.',
    needed: 'Your company asks a second person for this. Send it as a request.',
    too_many: 'You have {most} open requests. Wait for an answer, or withdraw one.',
    none_chosen: 'Choose at least one request.',
    decided_already: 'This has been decided, withdrawn or is over meanwhile.',
    own: 'Somebody else has to decide about your own request.',
    beyond_own: 'You can only approve what you may do yourself.',
    gains: 'You would gain from this yourself. Somebody else has to decide.',
    not_independent:
      'This takes two independent people, and you and {name} do not count as two: one of you, or somebody in between, created the other’s account, or changed the other’s contact details or rights in the last seven days. Somebody else has to decide.',
    holds_less:
      '{name} holds rights that you do not, and this gives somebody a way in as {name}. Somebody who holds at least the same has to decide.',
    decider_gone: 'Whoever approved this may no longer decide about it. Ask again.',
    right_apart: 'A right is given one by one, for a day or for good.',
    held_already: 'You may do this already.',
  },
  company: {
    not_main_administrator: 'This is not the account of a main administrator.',
    login_missing: 'Enter a user name.',
    login_unreadable:
      'Use 1 to 32 letters without accents, digits, dots, dashes or underscores; begin and end with a letter or digit.',
    login_taken: '{account} exists already. Choose another user name.',
    name_missing: 'Enter the full name.',
    name_unreadable: 'Use at most 120 characters.',
    name_disguised:
      'Write the name without @ and without invisible characters. It must not look like a user name.',
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
    stop_over:
      'This link is not whole, has been used, or its 24 hours are over. If something is wrong, call customer service at once: {number}.',
    stop_wrong:
      'The reference and the code do not belong together, were used, or are over. Copy both from the SMS. After five tries only customer service can help: {number}.',
    sign_in_of_everybody:
      'This decides how everybody of the company signs in, so only a main administrator can do it.',
    main_administrator_protected: 'Only a main administrator can do this to a main administrator.',
    last_main_administrator:
      'This is the last active main administrator. The company must keep one, so appoint another first.',
    already_suspended: 'This user is suspended already.',
    contacts_disputed:
      'A change of this user’s contact details was stopped. Settle first which ones are right, on the user’s page.',
    contacts_settled: 'It is settled already which contact details are right.',
    contacts_unchosen: 'Choose which contact details are right.',
    contacts_undecided:
      'A change of the contact details was stopped. Say as the third argument which ones are right:{choices}',
    contacts_lately_changed:
      'The contact details changed in the last 30 days. Say as the third argument which ones are right:{choices}',
    contacts_unknown: 'The third argument is none of these. Say which contact details are right:{choices}',
    contacts_unchanged:
      'The contact details have not changed in the last 30 days, so there is nothing to choose. Leave out the third argument.',
    contacts_disputed_anew:
      'This has been settled since you opened this page, and another change was stopped after it. Open the page again, then choose.',
    contacts_changed_by_oneself:
      'You made one of these changes yourself, or approved it. Somebody else has to settle which contact details are right: {name}, for example.',
    contacts_left_to_operator:
      'You made one of these changes yourself, or approved it, and your company has no other main administrator who could settle which contact details are right. Call customer service: {number}.',
    provider_client_missing: 'Enter the client id that your provider gave this portal.',
    offer_leaves_rules:
      'The company asks a second person for some things. It needs these functions for that: {functions}. Its main administrators take its rules away first.',
    assignment_of_nothing: 'Say for which functions staff are assigned: only those that work on customers.',
    assignment_reference: 'Enter the number of the declaration, ticket or case that this is for.',
    provider_secret_missing: 'Enter the client secret that your provider gave this portal.',
    provider_unreachable: 'Nothing answers at this address. It must be a public https address.',
    provider_not_a_provider:
      'There is no OpenID Connect provider at this address, or it names another issuer.',
    provider_multi_tenant:
      'This address is for every organisation, so it does not say whose sign-in it is. Use your own organisation’s: {address}, with your tenant’s ID in place of the dots.',
    provider_another_issuer: 'The provider at this address calls itself {address}: use that address.',
    provider_no_secret:
      'This provider takes no client secret, only keys or certificates. Register this portal there as an application with a client secret.',
    provider_credentials: 'The provider does not know this client id with this secret.',
    provider_declined: 'The provider has refused this. Check what it allows this client.',
    no_factors: 'This user has no second factor of their own.',
    not_suspended: 'This user is not suspended.',
    suspended: 'This user is suspended. Reactivate it first.',
  },
  files: {
    no_failed_delivery:
      'No failed delivery of this number is kept. npm run import:waiting names all that are.',
    newer_delivery:
      '{count, plural, one {A later delivery of the same kind has} other {# later deliveries of the same kind have}} been taken since: older rows would be written over newer ones. Add --over-newer if that is wanted.',
    several: 'Only one of these is kept, and several that differ are given.',
    none_set_aside: 'No such row is set aside. npm run import:aside -- list names all that are.',
    sum_too_large: 'From this row on a sum becomes larger than any that can be kept.',
    encoding: 'This is not UTF-8.',
    columns: 'The columns are not those of this kind of file.',
    column_twice: 'Two columns have the same name.',
    row_length:
      'This row has more or fewer cells than there are columns. Look at its separators and quotation marks.',
    shape: 'This element has not the shape of a TM Forum resource that this kind of file takes.',
    packed: 'This archive is damaged or encrypted, or packed in a way other than gzip and zip usually do.',
    packed_too_far:
      'This archive is too large: a zip may have 64 MB, and what is in an archive 4 GB and 200 times what it came with.',
    several_files: 'An archive must hold exactly one file. An Excel workbook is one too: save it as CSV.',
    record_too_long: 'A record is longer than 64 kB.',
    cut: 'The last line has no end: the file may not be whole.',
    too_many_rows: 'There are more rows in it than are read at once.',
    quotes: 'The quotation marks are not right.',
    json: 'This is not a JSON array of TM Forum resources.',
  },
  subscriptions: {
    moment_far: 'This date is too far in the past or in the future.',
    company_beyond_key: 'This key cannot deliver data for this company.',
    held_elsewhere: 'This number or SIM belongs to a company for which this key cannot deliver data.',
    move_too_wide:
      'So many different rights are held over these cost centres that this move cannot be judged as a whole. Choose fewer lines.',
    gives_others:
      'There, {count, plural, one {# other person} other {# other people}} could do more with what is moved than now, which you may not give: {functions}.{names, select, none {} other { It concerns {names}.}}',
    gives_others_there:
      'Others could do more with what is moved there than now, which you may not give. Somebody who gives rights must move it.',
    gives_others_there_alone:
      'Others could do more with what is moved there than now, and your company wants two people for giving such rights. Somebody who sees that place must give them here first, then move.',
    gives_others_alone:
      'There, {count, plural, one {# other person} other {# other people}} could do more with what is moved than now: {functions}. Your company wants two people for giving such rights: give them for this place first, then move.{names, select, none {} other { It concerns {names}.}}',
    beyond_own:
      'You would be able to do more with these lines there than here. Somebody who gives rights must move them.',
    centre_too_long: 'Use at most 40 characters.',
    undo_over: 'A move can be undone for 24 hours. Move the lines to where they belong instead.',
    undone_already: 'This has been undone already.',
    undo_nothing: 'None of these lines is still where this move put it, or you can no longer change them.',
    label_too_long: 'Use at most 60 characters.',
    not_number: 'This is not a phone number of this country.',
    number_twice: 'This number stands in the file twice.',
    kind_unknown: 'The kind must be mobile, pstn, voip, internet or tv.',
    status_unknown: 'The status must be active, restricted, disconnected, suspended or terminated.',
    status_contradicts: 'The status, its characteristic and the terminationDate contradict each other.',
    iccid_unreadable:
      'The SIM’s serial has 19 or 20 digits, of which the last checks the others. Here they do not agree.',
    account_twice: 'The account stands in an earlier row, and here it differs from it.',
    allowance_twice: 'The line has an allowance of this name in an earlier row, and here it differs from it.',
    sim_twice: 'This SIM stands in the file twice.',
    sim_in_use: 'This SIM is in another line that stays in service.',
    email_unreadable: 'This is not an e-mail address.',
    cell_unreadable: 'This text is too long or holds control characters.',
    cell_formula: 'A text must not begin with = or @: spreadsheets would take it for a formula.',
    not_mobile: 'This is not a domestic mobile number.',
    no_company: 'There is no such company.',
    no_reference: 'A subscription without a number needs the operator’s reference.',
    no_codes: 'The operator has not delivered the codes of this SIM. Customer service can tell them.',
    too_many: 'At most {most, number} lines can be changed at once. Narrow the list.',
    changed_meanwhile: 'These lines have changed since you looked at them. Look again, then apply.',
    no_line: 'The company has no such line.',
    line_ambiguous:
      'This is the reference of one line and the number of another. Write the number with its country code.',
    ended_here: 'This line has ended here. If it is in service again, say so in status.',
    no_line_then: 'The company did not have this line at that time.',
    cell_missing: 'This must not be empty.',
    amount_unreadable: 'This is not an amount: digits, a point, at most two decimals.',
    moment_unreadable: 'Dates are written 2026-11-30, moments 2026-11-30T08:15:00Z.',
    pin_unreadable: 'A PIN has 4 to 8 digits.',
    puk_unreadable: 'A PUK has 8 digits.',
    allowance_unreadable:
      'The amount or its unit is not one of this kind of allowance, such as MB, minutes or the market’s currency.',
    bucket_unknown: 'The kind must be data, voice, message, money or points.',
    bucket_inactive: 'An allowance is active, suspended or expired.',
  },
  bills: {
    kind_unknown: 'This kind of bill line is not known.',
    unit_unknown: 'This unit is not known.',
    rate_unreadable: 'A rate of tax is written 27 or 7.5.',
    quantity_unreadable: 'A quantity has at most three decimals.',
    currency_unknown: 'The currency is not that of this market.',
    head_differs: 'The rows of one bill must say the same of it.',
    total_differs: 'The total is not the sum of the lines and their tax.',
    negative: 'A bill cannot come to less than nothing; only discounts and corrections are negative.',
    period_unreadable: 'The period must end after it began, and be due after the bill is issued.',
    bill_differs: 'This bill was delivered before, with other content.',
    usage_unknown: 'The kind must be voice, message or data.',
    payment_unmade: 'Only a payment that was made counts: its status must be done or completed.',
    bill_unsent: 'Only a bill that was sent counts: its state must be sent, settled or partiallyPaid.',
    bill_category_unknown:
      'Nothing is owed on bills of this category: it must be normal, interim, last or creditNote.',
    charge_unbilled: 'This charge is not on the bill: its isBilled is false.',
    credit_positive: 'An appliedBillingCredit takes something off, so its amount must be less than nothing.',
    usage_unrated: 'Only rated usage counts: its status must be rated, rerated or billed.',
    country_unknown: 'A country is two letters of ISO 3166, like AT.',
    type_unknown: 'A bill is an invoice or a credit_note.',
    category_unknown: 'There is no such tax category: S, Z, E, AE or O.',
    category_differs: 'This tax category does not go with this rate: only S has one.',
    reason_unknown: 'There is no such code of why there is no tax.',
    reason_missing: 'Say why there is no tax.',
    reason_unexpected: 'There is nothing to give a reason for: this category is taxed.',
    reason_differs: 'A bill has one reason for each tax category.',
    category_mixed: 'What is outside the scope of tax stands on a bill of its own.',
    buyer_unknown: 'Reverse charge needs the tax number of the account’s debtor.',
    rounding_large: 'Nothing is rounded by more than 10.',
    reverses_missing: 'What was taken back has an amount less than nothing, and says which payment it was.',
    no_payment: 'The company has no such payment on this account.',
    bill_not_paid: 'This payment did not pay that bill.',
    reversal_exceeds: 'There is not so much of this payment left.',
    corrects_elsewhere: 'This credit note corrects a bill of another billing account.',
    no_bill: 'The company has no such bill.',
    no_lines: 'This bill has no lines in the file.',
    email_unreadable: 'Enter one e-mail address.',
    too_many_schedules: 'At most 50 can be set up. Stop one first.',
    schedule_there: 'The same goes to this address already.',
    nothing_owed: 'Nothing is owed here any more. No payment was begun and nothing was charged.',
    being_paid:
      'Somebody is paying this already. If they do not finish, it is free again in {minutes, plural, one {# minute} other {# minutes}}.',
    pay_changed: 'What can be paid has changed since you looked. Look at the amount, then pay.',
    payment_over: 'This payment is over. Begin again if something is still owed.',
    no_credit: 'There is no credit here that could be used.',
    payment_twice: 'An earlier row says exactly the same. Two instalments need a reference each.',
    payment_differs: 'A payment with this reference is known already, and here it differs from it.',
    usage_differs: 'This event was delivered before, and here it differs from it.',
  },
  grants: {
    too_many_boxes: 'So many boxes are on no page. Open it again, or bring a file of rights.',
    no_such_places:
      'There is no such place in the company: {count, plural, one {# place} other {# places}} of what you chose. Open the page again.',
    too_much:
      'At most {most, number} rights can be given and taken at once, counted for each person. Choose fewer people, or a wider place instead of many single ones.',
    too_many_roles:
      'A company can have at most {most, number} roles of its own in use. Change or end one that is no longer needed.',
    held_too_much:
      'One person can hold at most {most, number} rights. Give a cost centre, a billing account or the whole company instead of single lines.',
    place_missing: 'Choose where: the whole company, or one that the search has found.',
    reaches_nothing: 'This cannot be held there at all. Choose another place.',
    no_such_substitute: 'There is nobody else of this name in the company.',
    stands_in_already: 'They stand in for this person already. End that first.',
    main_administrator_leaves: 'End the office as main administrator first.',
    review_open: 'A review is open already. Finish it first.',
    nothing_to_review: 'Nobody has been granted anything yet.',
    review_undecided: '{count, plural, one {# row is} other {# rows are}} still undecided.',
    file_problems:
      '{count, plural, one {# row cannot be read} other {# rows cannot be read}}; nothing was changed. Correct the file and bring it again.',
    file_missing: 'Choose a CSV file of at most 1.9 MB.',
    said_twice: 'This right stands above already for this user and place, with another end ({value}).',
    no_such_user: 'The company has no user “{value}”.',
    no_such_right: 'There is no role or function “{value}”.',
    two_such_places:
      '“{value}” is the reference of one line and the number of another: write the number with its country code, and give rights over the other line on its page.',
    no_such_place: 'There is no “{value}”: write company, centre:…, account:… or line:….',
    day_unreadable: '“{value}” is no day: write it like 2027-08-15.',
    day_over: '{value} is over already.',
    beyond_own: 'You can only give what you hold yourself, there and for that long. You lack: {functions}.',
    nothing_changed: 'Nothing would change.',
    too_many: 'At most {most} at once. Choose fewer.',
    reason_missing: 'Say why: somebody will want to know later.',
    applied_already: 'This change has been applied already.',
    changed_meanwhile: 'Somebody has changed the same meanwhile. Look at both changes, then confirm.',
    period_over: 'The time of one of these rights is over by now. Begin again with a later end.',
    period_unreadable: 'Choose a day from today on.',
    template_gone: 'One of these roles is no longer given. Choose another one.',
    template_changed_meanwhile: 'Somebody has changed this role meanwhile. Look at it again.',
    name_taken: 'There is a role of this name already.',
    name_ours: 'One of our roles has this name, here or in another language.',
    undone_already: 'This has been taken back already.',
    undo_over: 'A change can be taken back for 24 hours. Change what is there now instead.',
    nobody_chosen: 'Choose at least one person or number.',
    nothing_chosen: 'Choose what to give or take.',
    no_such_line: 'The company has no such number.',
  },
}
