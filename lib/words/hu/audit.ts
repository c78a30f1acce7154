export default {
  title: 'Eseménynapló',
  intro:
    '{company}: minden módosítás, azzal együtt, hogy ki és mikor végezte. A bejegyzéseket senki sem módosíthatja és nem törölheti; mindegyik lepecsételi az előzőt.',
  columns: { when: 'Mikor', who: 'Ki', what: 'Mit', details: 'Részletek', seal: 'Pecsét' },
  older: 'Régebbi bejegyzések',
  newest: 'Legfrissebb bejegyzések',
  empty: 'Még nem történt semmi.',
  reason: 'Indok: {reason}',
  from: 'innen: {address}',
  nothing: 'nincs',
  actions: {
    company: {
      main_administrator_registered: '{object} főadminisztrátorként regisztrálva',
      user_created: '{object} létrehozva',
      user_edited: '{object} adatai javítva',
      user_suspended: '{object} felfüggesztve',
      user_reactivated: '{object} újraaktiválva',
      temporary_password_reissued: 'Új ideiglenes jelszó küldve {object} részére',
      profile_edited: '{object} módosította a profilját',
    },
    grants: {
      right_granted: '{object} szerepkört kapott',
      right_ended: '{object} szerepköre visszavonva',
    },
    identity: {
      signed_in: '{object} belépett',
      password_reset: '{object} egyszer használható kóddal új jelszót állított be',
      password_changed: '{object} megváltoztatta a jelszavát',
    },
    demo: { persona_opened: '{object} megnyitva a szereplők közül' },
  },
  fields: {
    name: 'név',
    email: 'e-mail-cím',
    mobile: 'telefonszám',
    language: 'nyelv',
    template: 'szerepkör',
    declaration: 'nyilatkozat',
    company: 'cég',
    factors: 'igazolás módja',
  },
}
