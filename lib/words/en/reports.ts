export default {
  reports: {
    title: 'Reports',
    intro: 'Where the money goes, as of the bills of {month}.',
    intro_part:
      'Where the money goes, as of the bills of {month} on the billing accounts that your rights reach.',
    none: 'There are no bills yet to report on.',
    none_part: 'There are no bills to report on within your rights.',
    trend: {
      title: 'Cost by month',
    },
    net: 'Without tax',
    part: 'On the billing accounts that your rights reach',
    was: 'Month before',
    change: 'Change',
    kinds: {
      title: 'By kind',
    },
    centres: {
      title: 'Cost centres',
      text: 'The most expensive of this month.',
    },
    movers: {
      title: 'Top movers',
      text: 'Lines whose cost changed most against the month before.',
    },
    unused: {
      title: 'Unused SIMs',
      text: 'In service, without any traffic for 90 days.',
      none: 'Every SIM was used in the last 90 days.',
      last: 'Last used',
      all: 'All unused lines',
    },
    roaming: {
      title: 'Roaming',
      text: 'Lines with the highest roaming cost this month.',
      none: 'Nobody used anything abroad.',
    },
    line: 'Line',
    see: 'All reports',
    table: 'The same as a table',
    download: 'Download {format}',
    arriving: '{month}: {amount} so far, {billed} of {accounts} billing accounts are billed.',
    this_month: 'Cost of {month}',
  },
  schedule: {
    title: 'Automatic e-mails',
    text: 'Copies of bills or a report go to an e-mail address automatically, for as long as you may see them.',
    what: 'What',
    bills: 'Every new bill (PDF)',
    email: 'To which e-mail address',
    every: 'How often',
    rhythm: {
      bill: 'With every bill',
      week: 'Every Monday',
      month: 'On the first of the month',
    },
    add: 'Set up',
    added: 'Set up. The first one goes out automatically.',
    end: 'Stop',
    stopped:
      'Nothing goes out any more: whoever set it up may no longer have it sent. Stop it, and set it up in your own name if it is needed.',
    ended: 'Stopped.',
    none: 'Nothing is sent automatically yet.',
    by: 'Set up by {name}',
  },
  doc: {
    bill: 'Bill',
    credit_note: 'Credit note',
    reminder: 'Payment reminder',
    reminder_text:
      'This bill was due on {due} and {amount} of it has not arrived yet. Please pay it, so that your lines stay in service. If you have paid meanwhile, there is nothing to do.',
    summary: 'Summary',
    lines: 'Bill lines',
    page: 'Page {page}',
    lacking:
      'Characters shown as � are not in the typefaces of this document. The portal’s pages and spreadsheet files show them.',
  },
}
