export default {
  web: {
    unreadable: 'Ovo nije moglo da se pročita. Proverite i pošaljite ponovo.',
  },
  identity: {
    name_missing: 'Unesite korisničko ime.',
    name_unreadable: 'Unesite korisničko ime u obliku admin@kompanija. Iza znaka @ nema tačke.',
    number_given:
      'Broj telefona nema lozinku. Prijavite se njime kodom iz SMS-a ili unesite korisničko ime, na primer admin@kompanija.',
    number_missing: 'Unesite broj telefona.',
    number_unreadable: 'Ovo nije broj telefona. Unesite broj mobilnog sa pozivnim brojem.',
    number_not_mobile:
      'Kod možemo da pošaljemo samo na domaći broj mobilnog. Za fiksni ili strani broj prijavite se korisničkim imenom ili pozovite korisničku službu.',
    number_over: 'Ova prijava je završena. Počnite ponovo od broja telefona.',
    number_spent: 'Pet pogrešnih kodova: prijava je završena. Počnite ponovo od broja telefona.',
    password_missing: 'Unesite lozinku.',
    name_or_password_wrong:
      'Korisničko ime ili lozinka nisu ispravni, ili je prijava privremeno zaustavljena posle više neuspelih pokušaja. Proverite oba podatka i pokušajte ponovo.',
    suspended: 'Ovaj korisnik je suspendovan. Zamolite administratora svoje kompanije da ga ponovo aktivira.',
    temporary_password_expired:
      'Ova privremena lozinka je istekla. Zamolite administratora svoje kompanije da pošalje novu.',
    start_over: 'Ova prijava je završena. Počnite ponovo od korisničkog imena.',
    code_unreadable: 'Unesite 6 cifara iz SMS-a.',
    code_wrong:
      'Ovo nije taj kod. {left, plural, one {Preostao Vam je još # pokušaj} few {Preostala su Vam još # pokušaja} other {Preostalo Vam je još # pokušaja}}.',
    factor_wrong:
      'Ovo nije ispravno. {left, plural, one {Preostao je # pokušaj} few {Preostala su # pokušaja} other {Preostalo je # pokušaja}}.',
    way_missing: 'Ovaj način Vam nije dostupan. Izaberite drugi.',
    backup_code_unreadable: 'Unesite rezervni kod: deset slova i cifara.',
    passkey_unreadable: 'Pregledač nije mogao da upotrebi pristupni ključ. Izaberite drugi način.',
    passkey_wrong: 'Ovaj pristupni ključ nije mogao da se preuzme. Pokušajte ponovo.',
    app_code_wrong: 'Aplikacija sada ne prikazuje ovaj kod. Unesite najnoviji; sat telefona mora biti tačan.',
    factor_over: 'Trajalo je predugo. Počnite ponovo.',
    factor_name_too_long: 'Najviše 60 znakova.',
    too_many_factors: 'Već imate deset drugih faktora. Prvo uklonite jedan.',
    no_factor: 'Rezervni kodovi zamenjuju drugi faktor. Prvo podesite jedan.',
    company_missing: 'Unesite kompaniju: ono što u korisničkom imenu stoji iza @.',
    no_provider:
      'Pod ovim imenom ovde nema sopstvene prijave kompanije. Prijavite se korisničkim imenom ili pitajte administratora.',
    not_linked:
      'Kompanija Vas poznaje, ali Vaš korisnik ovde još nije povezan. Prijavite se jednom korisničkim imenom i lozinkom i povežite ga na svom profilu.',
    link_over: 'Povezivanje nije uspelo. Počnite ponovo sa svog profila.',
    linked_elsewhere: 'Sa ovim nalogom kompanije ovde je već povezan drugi korisnik.',
    provider_unreachable:
      'Prijava Vaše kompanije trenutno nije dostupna. Pokušajte ponovo ili se prijavite korisničkim imenom.',
    provider_not_a_provider:
      'Prijava Vaše kompanije je neispravno odgovorila. Administrator treba da je proveri; do tada se prijavite korisničkim imenom.',
    provider_credentials:
      'Prijava Vaše kompanije više ne poznaje ovaj portal. Administrator treba da je proveri; do tada se prijavite korisničkim imenom.',
    provider_declined: 'Tamo niste prijavljeni. Pokušajte ponovo ili se prijavite korisničkim imenom.',
    code_spent: 'Pet pogrešnih kodova: ova prijava je završena. Počnite ponovo od korisničkog imena.',
    recovery_over: 'Ovo je završeno. Počnite ponovo od korisničkog imena.',
    recovery_spent: 'Pet pogrešnih kodova: ovo je završeno. Počnite ponovo od korisničkog imena.',
    channel_missing: 'Izaberite kuda da pošaljemo kod.',
    code_expired: 'Ovaj kod je istekao. Za novi pritisnite „SMS mi nije stigao“.',
    wait: 'Previše neuspelih pokušaja. Možete da pokušate ponovo za {seconds, plural, one {# sekundu} few {# sekunde} other {# sekundi}}.',
    network_wait:
      'Previše neuspešnih pokušaja sa Vaše mreže. Pokušajte ponovo za {seconds, plural, one {# sekundu} few {# sekunde} other {# sekundi}}.',
    send_again_later:
      'SMS može ponovo da se pošalje za {seconds, plural, one {# sekundu} few {# sekunde} other {# sekundi}}.',
    number_limit:
      'Na ovaj broj trenutno ne može da se pošalje više SMS poruka. Pokušajte ponovo za {minutes, plural, one {# minut} few {# minuta} other {# minuta}} ili pozovite korisničku službu.',
    password_too_short:
      'Upotrebite najmanje {minimum} znakova. Više reči se lakše pamti nego posebni znakovi.',
    password_too_long: 'Upotrebite najviše 128 znakova.',
    password_common: 'Ova lozinka je na spiskovima ukradenih lozinki. Izaberite drugu.',
    password_guessable:
      'Ovo se lako pogađa na osnovu Vašeg imena, kompanije ili broja. Izaberite nešto što s njima nema veze.',
    password_monotonous: 'Upotrebite više od dva različita znaka.',
    password_same: 'Ovo je Vaša sadašnja lozinka. Izaberite novu.',
    passwords_differ: 'Lozinke se ne podudaraju.',
    current_password_wrong:
      'Ovo nije Vaša sadašnja lozinka, ili su pokušaji privremeno zaustavljeni posle više neuspelih.',
    prove_again: 'Unesite lozinku da biste potvrdili da ste to Vi.',
  },
  company: {
    not_main_administrator: 'Ovo nije nalog glavnog administratora.',
    login_missing: 'Unesite korisničko ime.',
    login_unreadable:
      'Upotrebite od 1 do 32 znaka: latinična slova bez kvačica, cifre, tačke, crtice ili donje crte; počnite i završite slovom ili cifrom.',
    login_taken: '{account} već postoji. Izaberite drugo korisničko ime.',
    name_missing: 'Unesite ime i prezime.',
    name_unreadable: 'Upotrebite najviše 120 znakova.',
    email_missing: 'Unesite e-mail adresu: na nju šaljemo privremenu lozinku.',
    email_unreadable: 'Unesite e-mail adresu, na primer ime@kompanija.rs.',
    mobile_missing: 'Unesite broj mobilnog telefona: na njega šaljemo kodove za prijavu.',
    mobile_unreadable: 'Unesite broj mobilnog telefona, zajedno s pozivnim brojem mreže.',
    mobile_invalid:
      'Ovo nije broj telefona. Unesite broj mobilnog telefona, zajedno s pozivnim brojem mreže.',
    mobile_other: 'Kodovi se mogu slati samo na domaći broj mobilnog telefona.',
    reason_too_long: 'Upotrebite najviše 500 znakova.',
    slug_unreadable: 'Upotrebite od 2 do 32 znaka: latinična slova bez kvačica, cifre i crtice.',
    slug_taken: 'Ovo ime kompanije je zauzeto.',
    declaration_missing: 'Unesite oznaku potpisane izjave.',
    not_oneself: 'Ovo ne možete da uradite sami sebi. Zamolite drugog administratora.',
    main_administrator_protected: 'Kod glavnog administratora to može da uradi samo glavni administrator.',
    last_main_administrator:
      'Ovo je poslednji aktivni glavni administrator. Kompanija mora da ima bar jednog, zato prvo imenujte drugog.',
    already_suspended: 'Ovaj korisnik je već suspendovan.',
    provider_client_missing: 'Unesite ID klijenta koji je provajder dao ovom portalu.',
    provider_secret_missing: 'Unesite tajni ključ klijenta koji je provajder dao ovom portalu.',
    provider_unreachable: 'Na ovoj adresi ništa ne odgovara. Mora biti javna https adresa.',
    provider_not_a_provider: 'Na ovoj adresi nema OpenID Connect provajdera ili on navodi drugog izdavaoca.',
    provider_credentials: 'Provajder ne poznaje ovaj ID klijenta sa ovim tajnim ključem.',
    provider_declined: 'Provajder je ovo odbio. Proverite šta dozvoljava ovom klijentu.',
    no_factors: 'Ovaj korisnik nema sopstveni drugi faktor.',
    not_suspended: 'Ovaj korisnik nije suspendovan.',
    suspended: 'Ovaj korisnik je suspendovan. Prvo ga ponovo aktivirajte.',
  },
  csv: {
    encoding: 'Ovo nije UTF-8.',
    columns: 'Kolone nisu one iz docs/import.md ili ih u nekom redu ima više ili manje.',
    record_too_long: 'Zapis je duži od 64 kB.',
    quotes: 'Navodnici nisu ispravni.',
  },
  subscriptions: {
    label_too_long: 'Najviše 60 znakova.',
    not_number: 'Ovo nije broj telefona iz ove zemlje.',
    number_twice: 'Ovaj broj je u datoteci dva puta.',
    kind_unknown: 'Vrsta može biti mobile, pstn, voip, internet ili tv.',
    status_unknown: 'Status može biti active, restricted, disconnected, suspended ili terminated.',
    iccid_unreadable: 'Serijski broj SIM-a ima 19 ili 20 cifara.',
    email_unreadable: 'Ovo nije adresa e-pošte.',
    cell_unreadable: 'Tekst je predugačak ili sadrži kontrolne znakove.',
    cell_formula: 'Tekst ne sme početi sa = ili @: tabele bi ga smatrale formulom.',
    not_mobile: 'Ovo nije domaći broj mobilnog.',
    no_company: 'Takva kompanija ne postoji.',
  },
  grants: {
    beyond_own: 'Možete da dodelite samo prava koja i sami imate.',
    holds_all: 'Glavni administrator već ima sva prava.',
    already_granted: 'Ovaj korisnik to već ima.',
    not_granted: 'Ovaj korisnik to nema.',
  },
}
