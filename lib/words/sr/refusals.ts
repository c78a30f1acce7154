export default {
  web: {
    away: 'Portal trenutno ne može da dođe do podataka. Ono što ste uneli je sačuvano: pošaljite ponovo za minut.',
    away_plain:
      'Portal trenutno ne može da dođe do podataka. Ono što ste uneli je sačuvano, osim lozinki, kodova i datoteka: unesite ih ponovo i pošaljite za minut.',
    other_user:
      'Ništa nije poslato: ovu stranicu je otvorio nalog {opened}, a ovde je sada prijavljen {present}. Da biste je poslali kao {opened}, prijavite se tako na drugoj kartici i pošaljite ponovo; ono što ste uneli ostaje.',
    signed_out:
      'Ništa nije poslato: ovde više niko nije prijavljen. Prijavite se kao {opened} na drugoj kartici i pošaljite ponovo; ono što ste uneli ostaje.',
    outdated:
      'Ništa nije poslato: portal je ažuriran otkako je ova stranica otvorena. Ono što ste uneli nije izgubljeno: ponovo otvorite stranicu s tim, proverite i pošaljite.',
    refilled:
      'Još ništa nije poslato. Ovde je ono što ste uneli; lozinke, kodove i datoteke treba ponovo navesti. Proverite i pošaljite.',
    unanswered:
      'Portal ovo nije primio ili nije bio dostupan, pa možda nije sačuvano. Ono što ste uneli i dalje je ovde: proverite vezu i malo kasnije pošaljite ponovo.',
    broken:
      'Došlo je do greške kod nas. Ono što ste uneli i dalje je ovde: pokušajte ponovo malo kasnije ili službi za korisnike navedite ovu oznaku:',
    documents_waiting: 'Već se pravi više vaših dokumenata. Pokušajte ponovo kada oni stignu.',
    document_failed:
      'Dokument nije napravljen: prevelik je ili je došlo do greške. Pokušajte sa CSV datotekom ili kraćim periodom; ako ni to ne uspe, pozovite službu za korisnike.',
    not_there: 'Ovoga više nema.',
    changed_meanwhile:
      'Otkako ste otvorili ovu stranicu, neko je promenio isto, pa ništa nije sačuvano. Ono što ste uneli je i dalje tu: ako želite da zameni novu vrednost, sačuvajte ponovo.',
    unreadable: 'Ovo nije moglo da se pročita. Proverite i pošaljite ponovo.',
  },
  identity: {
    key_there: 'Ključ tog imena postoji ili je postojao: zamenite ga ili izaberite drugo ime.',
    key_none: 'Nema važećeg ključa tog imena.',
    key_company_unknown: 'Jedna od ovih firmi nije registrovana.',
    sees_more:
      'Ta osoba sme ili vidi nešto što vi ne. Samo glavni administrator može da gleda svačijim očima.',
    only_looking: 'Samo gledate nečijim očima: ništa se ne može promeniti. Prvo prekinite.',
    view_over:
      'Ova strana je prikazana dok ste gledali tuđim očima, a to je završeno. Otvorite je ponovo da biste nastavili u svoje ime.',
    no_files: 'Dok gledate nečijim očima, ništa se ne može preuzeti. Prvo prekinite.',
    other_attempt:
      'Ništa nije poslato: na drugoj kartici je ova prijava nastavljena ili je započeta nova. Dovde se sada stiglo.',
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
    suspended:
      'Ovaj nalog je trenutno zatvoren. Zamolite administratora svoje kompanije da ga ponovo otvori.',
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
    password_common:
      'Ova lozinka, ili ono od čega je napravljena, nalazi se na spiskovima ukradenih lozinki. Izaberite drugu.',
    password_guessable:
      'Ovo se lako pogađa na osnovu Vašeg imena, kompanije ili broja. Izaberite nešto što s njima nema veze.',
    password_monotonous: 'Upotrebite više od dva različita znaka.',
    password_same: 'Ovo je Vaša sadašnja lozinka. Izaberite novu.',
    passwords_differ: 'Lozinke se ne podudaraju.',
    current_password_wrong: 'Ovo nije Vaša sadašnja lozinka. Posle pet pogrešnih bićete ovde odjavljeni.',
    proof_spent:
      'Lozinka je pet puta bila pogrešna, pa ste ovde odjavljeni. Da biste nastavili, prijavite se ponovo.',
    prove_again: 'Unesite lozinku da biste potvrdili da ste to Vi.',
  },
  approvals: {
    asker_gone:
      'Osoba koja je ovo tražila u međuvremenu je suspendovana, pa ništa nije urađeno. Kada se vrati, može ponovo da zatraži.',
    whole_form:
      'Ovo je traženo pre ažuriranja portala, sa svime što je obrazac prikazivao. Zatražite ponovo: tada se menja samo ono što promenite.',
    nobody_decides:
      'O ovome niko ne bi mogao da odluči: {functions}. Osim onoga ko traži, kompaniji je potreban neko nezavisan ko sme isto to i sme da odlučuje o zahtevima. Prvo nekome dajte ta prava.',
    needed: 'Kompanija za ovo traži drugu osobu. Pošaljite kao zahtev.',
    too_many: 'Imate {most} otvorenih zahteva. Sačekajte odgovor ili povucite neki.',
    none_chosen: 'Izaberite bar jedan zahtev.',
    decided_already: 'Ovo je u međuvremenu odlučeno, povučeno ili isteklo.',
    own: 'O vašem zahtevu mora da odluči neko drugi.',
    beyond_own: 'Možete da odobrite samo ono što i sami smete.',
    gains: 'I sami biste time dobili više. Mora da odluči neko drugi.',
    not_independent:
      'Za ovo su potrebne dve nezavisne osobe, a vi i {name} se ne računate kao dve: jedno od vas, ili neko između, otvorilo je drugom nalog ili mu je u poslednjih sedam dana promenilo kontakte ili prava. Mora da odluči neko drugi.',
    holds_less:
      '{name} ima prava koja vi nemate, a ovim bi neko mogao da se prijavi kao {name}. Mora da odluči neko ko ima bar ista prava.',
    decider_gone: 'Ko je ovo odobrio, više ne sme da odlučuje o tome. Zatražite ponovo.',
    right_apart: 'Pravo se daje pojedinačno, na dan ili trajno.',
    held_already: 'Ovo već smete.',
  },
  company: {
    not_main_administrator: 'Ovo nije nalog glavnog administratora.',
    login_missing: 'Unesite korisničko ime.',
    login_unreadable:
      'Upotrebite od 1 do 32 znaka: latinična slova bez kvačica, cifre, tačke, crtice ili donje crte; počnite i završite slovom ili cifrom.',
    login_taken: '{account} već postoji. Izaberite drugo korisničko ime.',
    name_missing: 'Unesite ime i prezime.',
    name_unreadable: 'Upotrebite najviše 120 znakova.',
    name_disguised:
      'Napišite ime bez znaka @ i bez nevidljivih znakova, da se ne bi zamenilo korisničkim imenom.',
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
    stop_over:
      'Ovaj link nije potpun, već je iskorišćen ili je prošlo 24 sata. Ako nešto nije u redu, odmah pozovite korisnički servis: {number}.',
    stop_wrong:
      'Oznaka i kod ne pripadaju jedno drugom, iskorišćeni su ili su istekli. Prepišite oboje iz SMS-a. Posle pet pokušaja može da pomogne samo korisnički servis: {number}.',
    sign_in_of_everybody:
      'Ovo određuje kako se prijavljuju svi u kompaniji, pa to može da uradi samo glavni administrator.',
    main_administrator_protected: 'Kod glavnog administratora to može da uradi samo glavni administrator.',
    last_main_administrator:
      'Ovo je poslednji aktivni glavni administrator. Kompanija mora da ima bar jednog, zato prvo imenujte drugog.',
    already_suspended: 'Ovaj korisnik je već suspendovan.',
    contacts_disputed:
      'Promena kontakata ovog korisnika je zaustavljena. Prvo na njegovoj stranici odlučite koji važe.',
    contacts_settled: 'Već je odlučeno koji kontakti važe.',
    contacts_unchosen: 'Izaberite koji kontakti važe.',
    contacts_undecided: 'Promena kontakata je zaustavljena. Kao treći argument navedite koji važe:{choices}',
    contacts_lately_changed:
      'Kontakti su promenjeni u poslednjih 30 dana. Kao treći argument navedite koji važe:{choices}',
    contacts_unknown: 'Treći argument nije ništa od ponuđenog. Navedite koji kontakti važe:{choices}',
    contacts_unchanged:
      'Kontakti nisu menjani u poslednjih 30 dana, pa nema šta da se bira. Izostavite treći argument.',
    contacts_disputed_anew:
      'Otkako ste otvorili ovu stranicu, o ovome je odlučeno, a zatim je zaustavljena druga promena. Otvorite stranicu ponovo, pa izaberite.',
    contacts_changed_by_oneself:
      'Jednu od ovih promena ste napravili ili odobrili Vi. Neko drugi mora da odluči koji kontakti važe, na primer {name}.',
    contacts_left_to_operator:
      'Jednu od ovih promena ste napravili ili odobrili Vi, a firma nema drugog glavnog administratora koji bi mogao da odluči koji kontakti važe. Pozovite korisnički servis: {number}.',
    provider_client_missing: 'Unesite ID klijenta koji je provajder dao ovom portalu.',
    offer_leaves_rules:
      'Kompanija za neke radnje traži drugu osobu, i za to su joj potrebne ove funkcije: {functions}. Njeni glavni administratori prvo treba da ukinu to pravilo.',
    assignment_of_nothing:
      'Navedite za koje funkcije važi dodela: moguće su samo one koje se obavljaju za kompanije korisnike.',
    assignment_reference: 'Unesite broj izjave, prijave ili predmeta na koji se dodela odnosi.',
    provider_secret_missing: 'Unesite tajni ključ klijenta koji je provajder dao ovom portalu.',
    provider_unreachable: 'Na ovoj adresi ništa ne odgovara. Mora biti javna https adresa.',
    provider_not_a_provider: 'Na ovoj adresi nema OpenID Connect provajdera ili on navodi drugog izdavaoca.',
    provider_multi_tenant:
      'Ova adresa važi za sve organizacije, pa se iz nje ne vidi čija je prijava. Unesite adresu svoje organizacije: {address}, sa ID-jem svog zakupca (tenant) umesto tačaka.',
    provider_another_issuer: 'Provajder na ovoj adresi sebe naziva {address}: unesite tu adresu.',
    provider_no_secret:
      'Ovaj provajder ne prima tajni ključ, već samo sertifikate ili parove ključeva. Registrujte tamo ovaj portal kao aplikaciju sa tajnim ključem (client secret).',
    provider_credentials: 'Provajder ne poznaje ovaj ID klijenta sa ovim tajnim ključem.',
    provider_declined: 'Provajder je ovo odbio. Proverite šta dozvoljava ovom klijentu.',
    no_factors: 'Ovaj korisnik nema sopstveni drugi faktor.',
    not_suspended: 'Ovaj korisnik nije suspendovan.',
    suspended: 'Ovaj korisnik je suspendovan. Prvo ga ponovo aktivirajte.',
  },
  files: {
    no_failed_delivery:
      'Nijedna neuspela isporuka sa ovim brojem nije sačuvana. npm run import:waiting navodi sve.',
    newer_delivery:
      'U međuvremenu {count, plural, one {je preuzeta # kasnija isporuka} few {su preuzete # kasnije isporuke} other {je preuzeto # kasnijih isporuka}} iste vrste: stariji redovi bi zamenili novije. Dodajte --over-newer ako to želite.',
    several: 'Čuva se samo jedan podatak, a navedeno ih je više različitih.',
    none_set_aside: 'Nema takvog izdvojenog reda. Sve ih navodi: npm run import:aside -- list',
    sum_too_large: 'Od ovog reda zbir je veći od onog što može da se čuva.',
    encoding: 'Ovo nije UTF-8.',
    columns: 'Kolone nisu one koje ima takva datoteka.',
    column_twice: 'Dve kolone imaju isto ime.',
    row_length:
      'Ovaj red ima više ili manje polja nego što ima kolona. Pogledajte razdvajače i navodnike u njemu.',
    shape: 'Ovaj element nije TM Forum resurs kakav ova vrsta datoteke prima.',
    packed: 'Ova arhiva je oštećena ili šifrovana, ili nije spakovana uobičajenim načinom za gzip i zip.',
    packed_too_far:
      'Ova arhiva je prevelika: zip može imati 64 MB, a njegov sadržaj 4 GB i najviše 200 puta više od spakovanog.',
    several_files:
      'U arhivi mora biti tačno jedna datoteka. I Excel radna sveska je arhiva: sačuvajte je kao CSV.',
    record_too_long: 'Zapis je duži od 64 kB.',
    cut: 'Poslednji red nema kraj: datoteka možda nije cela.',
    too_many_rows: 'Ima više redova nego što se čita odjednom.',
    quotes: 'Navodnici nisu ispravni.',
    json: 'Ovo nije JSON niz TM Forum resursa.',
  },
  subscriptions: {
    moment_far: 'Ovaj datum je predaleko u prošlosti ili u budućnosti.',
    company_beyond_key: 'Ovim ključem ne mogu da se isporuče podaci za ovu firmu.',
    held_elsewhere: 'Ovaj broj ili SIM pripada firmi za koju ovim ključem ne mogu da se isporuče podaci.',
    move_too_wide:
      'Nad ovim mestima troška postoji toliko različitih prava da premeštanje ne može da se proceni u celini. Izaberite manje linija.',
    gives_others:
      'Tamo bi {count, plural, one {još # osoba mogla} few {još # osobe mogle} other {još # osoba moglo}} s premeštenim više nego sada, a to ne možete da date: {functions}.{names, select, none {} other { Tiče se: {names}.}}',
    gives_others_there:
      'Tamo bi drugi s premeštenim mogli više nego sada, a to ne možete da date. Mora da ih premesti neko ko dodeljuje prava.',
    gives_others_there_alone:
      'Tamo bi drugi s premeštenim mogli više nego sada, a u kompaniji su za davanje takvih prava potrebne dve osobe. Neko ko vidi i to mesto treba prvo ovde da ih dodeli, pa onda da premesti.',
    gives_others_alone:
      'Tamo bi {count, plural, one {još # osoba mogla} few {još # osobe mogle} other {još # osoba moglo}} s premeštenim više nego sada: {functions}. U kompaniji su za davanje takvih prava potrebne dve osobe: prvo ih dodelite ovde, pa onda premestite.{names, select, none {} other { Tiče se: {names}.}}',
    beyond_own:
      'Tamo biste s ovim linijama mogli više nego ovde. Mora da ih premesti neko ko dodeljuje prava.',
    centre_too_long: 'Najviše 40 znakova.',
    undo_over: 'Premeštanje može da se poništi 24 sata. Umesto toga premestite linije tamo gde pripadaju.',
    undone_already: 'Ovo je već poništeno.',
    undo_nothing:
      'Nijedna od ovih linija više nije tamo gde ju je ovo premeštanje stavilo, ili više ne smete da ih menjate.',
    label_too_long: 'Najviše 60 znakova.',
    not_number: 'Ovo nije broj telefona iz ove zemlje.',
    number_twice: 'Ovaj broj je u datoteci dva puta.',
    kind_unknown: 'Vrsta može biti mobile, pstn, voip, internet ili tv.',
    status_unknown: 'Status može biti active, restricted, disconnected, suspended ili terminated.',
    status_contradicts: 'Status, karakteristika i terminationDate protivreče jedni drugima.',
    iccid_unreadable:
      'Serijski broj SIM-a ima 19 ili 20 cifara, a poslednja proverava ostale. Ovde se ne slažu.',
    account_twice: 'Taj nalog već stoji u ranijem redu, a ovaj podatak se razlikuje.',
    allowance_twice: 'U ranijem redu ta linija već ima paket sa tim imenom, a ovaj podatak se razlikuje.',
    sim_twice: 'Ovaj SIM je u datoteci dva puta.',
    sim_in_use: 'Ovaj SIM je u drugoj liniji koja ostaje u upotrebi.',
    email_unreadable: 'Ovo nije adresa e-pošte.',
    cell_unreadable: 'Tekst je predugačak ili sadrži kontrolne znakove.',
    cell_formula: 'Tekst ne sme početi sa = ili @: tabele bi ga smatrale formulom.',
    not_mobile: 'Ovo nije domaći broj mobilnog.',
    no_company: 'Takva kompanija ne postoji.',
    no_reference: 'Pretplati bez broja potrebna je oznaka operatora.',
    no_codes: 'Operator nije isporučio kodove ove SIM kartice. Korisnička služba može da ih kaže.',
    too_many: 'Odjednom se može promeniti najviše {most, number} linija. Suzite spisak.',
    changed_meanwhile: 'Ove linije su se promenile otkako ste ih pogledali. Pogledajte ponovo, pa primenite.',
    no_line: 'Firma nema takvu liniju.',
    line_ambiguous: 'To je oznaka jedne linije, a broj druge. Broj napišite sa pozivnim brojem zemlje.',
    ended_here: 'Ova linija je ovde ugašena. Ako je ponovo u upotrebi, navedite to u statusu.',
    no_line_then: 'Firma u to vreme nije imala tu liniju.',
    cell_missing: 'Ovo ne sme biti prazno.',
    amount_unreadable: 'Ovo nije iznos: cifre, tačka, najviše dve decimale.',
    moment_unreadable: 'Datumi se pišu 2026-11-30, a trenuci 2026-11-30T08:15:00Z.',
    pin_unreadable: 'PIN ima od 4 do 8 cifara.',
    puk_unreadable: 'PUK ima 8 cifara.',
    allowance_unreadable:
      'Količina ili njena jedinica ne odgovara ovoj vrsti paketa (na primer MB, minutes ili valuta tržišta).',
    bucket_unknown: 'Vrsta mora biti data, voice, message, money ili points.',
    bucket_inactive: 'Paket je active, suspended ili expired.',
  },
  bills: {
    kind_unknown: 'Ova vrsta stavke računa nije poznata.',
    unit_unknown: 'Ova jedinica nije poznata.',
    rate_unreadable: 'Poreska stopa se piše 20 ili 7.5.',
    quantity_unreadable: 'Količina ima najviše tri decimale.',
    currency_unknown: 'Valuta nije valuta ovog tržišta.',
    head_differs: 'Redovi jednog računa moraju o njemu govoriti isto.',
    total_differs: 'Ukupan iznos nije zbir stavki i njihovog poreza.',
    negative: 'Račun ne može biti negativan; to mogu samo popusti i ispravke.',
    period_unreadable: 'Period mora da se završi posle početka, a rok da bude posle izdavanja.',
    bill_differs: 'Ovaj račun je već isporučen, sa drugim sadržajem.',
    usage_unknown: 'Vrsta mora biti voice, message ili data.',
    payment_unmade: 'Računa se samo izvršena uplata: status mora biti done ili completed.',
    bill_unsent: 'Računa se samo poslat račun: stanje mora biti sent, settled ili partiallyPaid.',
    bill_category_unknown:
      'Po računu ove kategorije ništa se ne duguje: mora biti normal, interim, last ili creditNote.',
    charge_unbilled: 'Ova stavka nije na računu: njen isBilled je false.',
    credit_positive: 'Stavka appliedBillingCredit umanjuje račun, pa njen iznos mora biti manji od nule.',
    usage_unrated: 'Računa se samo obračunata potrošnja: status mora biti rated, rerated ili billed.',
    country_unknown: 'Zemlja se piše sa dva slova po ISO 3166, na primer AT.',
    type_unknown: 'Račun je invoice ili credit_note.',
    category_unknown: 'Takva poreska kategorija ne postoji: S, Z, E, AE ili O.',
    category_differs: 'Ova poreska kategorija ne odgovara stopi: samo S ima stopu.',
    reason_unknown: 'Takva šifra razloga oslobođenja ne postoji.',
    reason_missing: 'Navedite zašto nema poreza.',
    reason_unexpected: 'Ovde se ne navodi razlog: ova kategorija se oporezuje.',
    reason_differs: 'Na jednom računu svaka poreska kategorija ima jedan razlog.',
    category_mixed: 'Ono što je van sistema poreza stoji na posebnom računu.',
    buyer_unknown: 'Za obrnuto oporezivanje potreban je poreski broj kupca na nalogu.',
    rounding_large: 'Zaokruženje ne može biti veće od 10.',
    reverses_missing: 'Povučena uplata ima negativan iznos i navodi koja je to uplata bila.',
    no_payment: 'Firma nema takvu uplatu na ovom nalogu.',
    bill_not_paid: 'Ovom uplatom nije plaćen taj račun.',
    reversal_exceeds: 'Od ove uplate nije ostalo toliko.',
    corrects_elsewhere: 'Ovo knjižno odobrenje ispravlja račun sa drugog naloga.',
    no_bill: 'Firma nema takav račun.',
    no_lines: 'Ovaj račun nema stavki u datoteci.',
    email_unreadable: 'Unesite jednu e-adresu.',
    too_many_schedules: 'Može se podesiti najviše 50. Prvo zaustavite jedno.',
    schedule_there: 'Isto već ide na ovu adresu.',
    nothing_owed: 'Ovde više nema dugovanja. Plaćanje nije započeto i ništa nije naplaćeno.',
    being_paid:
      'Neko upravo plaća ovo. Ako ne završi, ponovo je slobodno za {minutes, plural, one {# minut} few {# minuta} other {# minuta}}.',
    pay_changed: 'U međuvremenu se promenilo šta može da se plati. Pogledajte iznos, pa platite.',
    payment_over: 'Ovo plaćanje je završeno. Ako se još nešto duguje, počnite ponovo.',
    no_credit: 'Ovde nema preplate koja bi mogla da se iskoristi.',
    payment_twice: 'Raniji red kaže potpuno isto. Dve rate moraju imati svaka svoju oznaku.',
    payment_differs: 'Uplata sa ovom oznakom već postoji, a ovaj podatak se razlikuje.',
    usage_differs: 'Ovaj događaj je već isporučen, a ovaj podatak se razlikuje.',
  },
  grants: {
    too_many_boxes: 'Toliko polja nema nijedna stranica. Otvorite je ponovo ili učitajte datoteku s pravima.',
    no_such_places:
      'U firmi ne postoji {count, plural, one {# izabrano mesto} few {# izabrana mesta} other {# izabranih mesta}}. Otvorite stranicu ponovo.',
    too_much:
      'Odjednom se može dati i oduzeti najviše {most, number} prava, računato po osobi. Izaberite manje ljudi ili šire mesto umesto mnogo pojedinačnih.',
    too_many_roles:
      'Firma može imati najviše {most, number} sopstvenih uloga u upotrebi. Izmenite ili ukinite onu koja više nije potrebna.',
    held_too_much:
      'Jedna osoba može imati najviše {most, number} prava. Umesto pojedinačnih linija dodelite mesto troška, račun ili celu firmu.',
    place_missing: 'Izaberite gde: cela kompanija ili nešto što je pretraga našla.',
    reaches_nothing: 'Ovo tamo uopšte ne može da se ima. Izaberite drugo mesto.',
    no_such_substitute: 'U kompaniji nema drugog s tim imenom.',
    stands_in_already: 'Već menja tu osobu. Prvo to završite.',
    main_administrator_leaves: 'Prvo ukinite ulogu glavnog administratora.',
    review_open: 'Provera je već u toku. Prvo je završite.',
    nothing_to_review: 'Još niko nema dodeljena prava.',
    review_undecided: 'Neodlučenih redova: {count}.',
    file_problems:
      'Redova koji ne mogu da se pročitaju: {count}; ništa nije promenjeno. Ispravite datoteku i ponovo je pošaljite.',
    file_missing: 'Izaberite CSV datoteku do 1,9 MB.',
    said_twice: 'Ovo pravo je za tog korisnika i mesto gore već navedeno, sa drugim rokom ({value}).',
    no_such_user: 'Kompanija nema korisnika „{value}“.',
    no_such_right: 'Ne postoji uloga ili funkcija „{value}“.',
    two_such_places:
      '„{value}“ je oznaka jedne linije, a broj druge: broj napišite sa pozivnim brojem zemlje, a prava nad drugom dajte na njenoj stranici.',
    no_such_place: 'Ne postoji „{value}“: pišite company, centre:…, account:… ili line:….',
    day_unreadable: '„{value}“ nije dan: pišite kao 2027-08-15.',
    day_over: '{value} je već prošao.',
    beyond_own:
      'Možete da date samo ono što i sami imate, na tom mestu i toliko dugo. Nedostaje: {functions}.',
    nothing_changed: 'Ništa se ne bi promenilo.',
    too_many: 'Najviše {most} odjednom. Izaberite manje.',
    reason_missing: 'Napišite zašto: neko će kasnije hteti da zna.',
    applied_already: 'Ova promena je već primenjena.',
    changed_meanwhile: 'Neko je u međuvremenu promenio isto. Pogledajte obe promene, pa potvrdite.',
    period_over: 'Rok jednog od ovih prava je u međuvremenu istekao. Počnite ponovo s kasnijim krajem.',
    period_unreadable: 'Izaberite današnji ili kasniji dan.',
    template_gone: 'Jedna od ovih uloga se više ne dodeljuje. Izaberite drugu.',
    template_changed_meanwhile: 'Neko je u međuvremenu promenio ovu ulogu. Pogledajte je ponovo.',
    name_taken: 'Već postoji uloga s tim imenom.',
    name_ours: 'Jedna od naših uloga ima to ime, ovde ili na drugom jeziku.',
    undone_already: 'Ovo je već poništeno.',
    undo_over: 'Promena može da se poništi 24 sata. Umesto toga promenite sadašnje stanje.',
    nobody_chosen: 'Izaberite bar jednu osobu ili broj.',
    nothing_chosen: 'Izaberite šta dajete ili oduzimate.',
    no_such_line: 'Kompanija nema takav broj.',
  },
}
