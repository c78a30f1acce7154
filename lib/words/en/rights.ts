export default {
  templates: {
    user_administrator: {
      name: 'User administrator',
      can: 'Create, correct, suspend and reactivate users, send new temporary passwords, give and take this role, read the audit.',
      cannot: 'Touch a main administrator, see lines or bills.',
      meant: 'Somebody who looks after colleagues’ access, such as an office manager.',
    },
  },
  functions: {
    'profile:edit': 'change one’s own profile and password',
    'user:view': 'see the company’s users',
    'user:create': 'create users',
    'user:edit': 'correct users’ names, e-mail addresses and numbers',
    'user:suspend': 'suspend users',
    'user:reactivate': 'reactivate suspended users',
    'temporary_password:reissue': 'send users a new temporary password',
    'session:end': 'sign users out',
    'right:grant': 'give and take rights that they hold themselves',
    'audit:view': 'read the audit',
    'sign_in_policy:edit': 'set how the company’s users sign in',
    'main_administrator:register': 'register companies and their main administrators',
  },
  sources: {
    everybody: 'everybody may',
    main_administrator: 'as main administrator',
    grant: 'as {template}',
  },
  whyNot: {
    other_company: 'belongs to another company',
    not_offered: 'the operator does not offer it to this company',
    not_granted: 'has not been granted',
    needs: 'also needs another right',
    suspended: 'the user is suspended',
  },
}
