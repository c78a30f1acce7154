export default {
  title: 'Dnevnik aktivnosti',
  intro:
    '{company}: sve što je promenjeno, ko je to uradio i kada. Zapise niko ne može da izmeni niti da obriše; svaki pečati prethodni.',
  columns: { when: 'Kada', who: 'Ko', what: 'Šta', details: 'Detalji', seal: 'Pečat' },
  older: 'Stariji zapisi',
  newest: 'Najnoviji zapisi',
  empty: 'Još se ništa nije dogodilo.',
  reason: 'Razlog: {reason}',
  from: 'sa adrese {address}',
  nothing: 'nema',
  actions: {
    company: {
      main_administrator_registered: 'Korisnik {object} je registrovan kao glavni administrator',
      user_created: 'Korisnik {object} je kreiran',
      user_edited: 'Podaci korisnika {object} su ispravljeni',
      user_suspended: 'Korisnik {object} je suspendovan',
      user_reactivated: 'Korisnik {object} je ponovo aktiviran',
      temporary_password_reissued: 'Nova privremena lozinka je poslata korisniku {object}',
      profile_edited: 'Korisnik {object} je izmenio svoj profil',
    },
    grants: {
      right_granted: 'Korisniku {object} je dodeljena uloga',
      right_ended: 'Korisniku {object} je oduzeta uloga',
    },
    identity: {
      signed_in: 'Korisnik {object} se prijavio',
      password_reset: 'Korisnik {object} je postavio novu lozinku jednokratnim kodom',
      password_changed: 'Korisnik {object} je promenio lozinku',
    },
    demo: { persona_opened: 'Korisnik {object} je otvoren sa stranice likova' },
  },
  fields: {
    name: 'ime i prezime',
    email: 'e-mail adresa',
    mobile: 'broj',
    language: 'jezik',
    template: 'uloga',
    declaration: 'izjava',
    company: 'kompanija',
    factors: 'način potvrde',
  },
}
