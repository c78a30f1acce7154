export default {
  templates: {
    user_administrator: {
      name: 'Administrator korisnika',
      can: 'Kreiranje, ispravljanje, suspendovanje i ponovno aktiviranje korisnika, slanje novih privremenih lozinki, dodeljivanje i oduzimanje ove uloge, uvid u dnevnik aktivnosti.',
      cannot: 'Bilo kakve radnje nad glavnim administratorom, uvid u linije i račune.',
      meant: 'Za osobu koja vodi računa o pristupu kolega, kao što je kancelarijski menadžer.',
    },
  },
  // Completes “Dozvoljeno je …” / “Nije dozvoljeno …”, hence neuter nouns.
  functions: {
    'profile:edit': 'menjanje sopstvenog profila i lozinke',
    'user:view': 'pregledanje korisnika kompanije',
    'user:create': 'kreiranje korisnika',
    'user:edit': 'ispravljanje imena, e-mail adresa i brojeva korisnika',
    'user:suspend': 'suspendovanje korisnika',
    'user:reactivate': 'ponovno aktiviranje suspendovanih korisnika',
    'temporary_password:reissue': 'slanje nove privremene lozinke korisnicima',
    'session:end': 'odjavljivanje korisnika',
    'right:grant': 'dodeljivanje i oduzimanje prava u okviru sopstvenih ovlašćenja',
    'audit:view': 'čitanje dnevnika aktivnosti',
    'sign_in_policy:edit': 'podešavanje načina prijave u kompaniji',
    'main_administrator:register': 'registrovanje kompanija i njihovih glavnih administratora',
  },
  sources: {
    everybody: 'to sme svako',
    main_administrator: 'po ulozi glavnog administratora',
    grant: 'po ulozi „{template}“',
  },
  whyNot: {
    other_company: 'to pripada drugoj kompaniji',
    not_offered: 'operator to ne nudi ovoj kompaniji',
    not_granted: 'pravo nije dodeljeno',
    needs: 'potrebno je još jedno pravo',
    suspended: 'korisnik je suspendovan',
  },
}
