export default {
  title: 'Audit',
  intro:
    'Everything that was changed in {company}, by whom and when. Entries cannot be altered or deleted by anybody; each one seals the one before it.',
  columns: { when: 'When', who: 'Who', what: 'What', details: 'Details', seal: 'Seal' },
  older: 'Older entries',
  newest: 'Newest entries',
  empty: 'Nothing has happened yet.',
  reason: 'Reason: {reason}',
  from: 'from {address}',
  nothing: 'nothing',
  actions: {
    company: {
      main_administrator_registered: '{object} was registered as main administrator',
      user_created: '{object} was created',
      user_edited: '{object} was corrected',
      user_suspended: '{object} was suspended',
      user_reactivated: '{object} was reactivated',
      temporary_password_reissued: 'A new temporary password was sent to {object}',
      profile_edited: '{object} changed their profile',
    },
    grants: {
      right_granted: 'A role was given to {object}',
      right_ended: 'A role was taken from {object}',
    },
    identity: {
      signed_in: '{object} signed in',
      password_reset: '{object} set a new password with a one-time code',
      password_changed: '{object} changed their password',
    },
    demo: { persona_opened: '{object} was opened from the personas' },
  },
  fields: {
    name: 'name',
    email: 'e-mail',
    mobile: 'number',
    language: 'language',
    template: 'role',
    declaration: 'declaration',
    company: 'company',
    factors: 'proven by',
  },
}
