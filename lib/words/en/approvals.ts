export default {
  title: 'Approvals',
  text: 'What waits for a decision, and what you have asked for.',
  to_decide:
    '{count, plural, =0 {Nothing waits for you} one {# request waits for you} other {# requests wait for you}}',
  nothing: 'Requests that need a second person come here and by e-mail.',
  own: 'What you have asked for',
  none: 'Nothing so far.',
  all: 'All {count} at once',
  until: 'until',
  answered: 'Answer: {text}',
  failed: 'approved, but not possible',
  look: 'Look at the change',
  answer: 'A word to whoever asked (optional)',
  approve: 'Approve',
  reject: 'Reject',
  give_day: 'Give for a day',
  give_good: 'Give for good',
  withdraw: 'Withdraw',
  ask: 'Ask',
  ask_title: 'Ask for a right',
  ask_text: 'Whoever decides is told at once, and can give it for a day or for good.',
  ask_for: 'Ask for it',
  comment: 'Why do you need it? (optional)',
  comment_hint: 'It is shown to whoever decides.',
  states: {
    open: 'open',
    approved: 'approved',
    rejected: 'rejected',
    withdrawn: 'withdrawn',
    expired: 'expired',
  },
  concerns: {
    name: 'Name: from “{was}” to “{next}”.',
    email: 'E-mail address: from {was} to {next}.',
    mobile: 'Mobile number: from {was} to {next}.',
    password:
      'A new temporary password goes to {email}. Their present password stops working and {account} is signed out everywhere.',
    factors:
      'All second factors and backup codes of {account} are removed, and they are signed out everywhere.',
    way_in:
      'Passwords and codes go there from then on: whoever reads them can sign in as {account}. Ask them in person whether it is right.',
    nothing: 'Nothing would change any more.',
  },
  can_decide: 'Can decide: {names}',
  nobody_decides:
    'Nobody in your company can decide this at the moment. Whoever decides must be allowed to do it too, must gain nothing from it, and must be independent of whoever asks and whoever gains. Another main administrator could; your operator registers one.',
  done: {
    asked: 'Sent. You will be told by e-mail when it is decided.',
    decided: 'Decided. Whoever asked is told.',
    withdrawn: 'Withdrawn.',
    given: 'Given. Whoever asked is told.',
    second: 'A second person is asked as well: your company wants two for giving rights.',
  },
  usage: {
    title: 'A second person has to approve this download',
    text: 'Itemised usage says who was called. When it is approved you can download it here for a day.',
    take: 'Download the month as {format}',
  },
  rules: {
    title: 'What nobody decides alone',
    text: 'For what is ticked a second person has to approve. It holds for everybody, main administrators too.',
    grants: 'Only changes that need care: those from risk 2 on.',
    warning:
      'Somebody independent must be able to approve: whose account you did not create, and to whom you gave neither rights nor new contact details in the last seven days. A second main administrator is the sure way. Taking something off this list needs a second person too.',
    save: 'Save',
  },
  lacking: 'You may not: {what}. {why}',
}
