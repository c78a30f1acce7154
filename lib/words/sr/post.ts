export default {
  sms: {
    /** With its second line at most 70 characters where the language needs UCS-2. */
    sign_in_code: 'Kod za prijavu: {code} ({reference}, 5 min)',
    reset_code: 'Kod za lozinku: {code} ({reference}, 5 minuta)',
    number_code: 'Prijava brojem: {code} ({reference}, 5 min)',
    /** Where the portal's host is long: without the minutes; then in letters of GSM 03.38, of which 160 fit. */
    brief: {
      sign_in_code: 'Kod za prijavu: {code} ({reference})',
      reset_code: 'Kod za lozinku: {code} ({reference})',
      number_code: 'Prijava brojem: {code} ({reference})',
      contacts_stop: 'Novi kontakti. Niste Vi? {page}, {reference}, {code}',
    },
    plain: {
      sign_in_code: 'Prijava: {code} ({reference})',
      reset_code: 'Lozinka: {code} ({reference})',
      number_code: 'Prijava brojem: {code} ({reference})',
      contacts_stop:
        'Kontakti naloga {account} su promenjeni. Niste Vi? Zaustavite u roku od 24 sata: {page}, {reference}, {code}',
    },
    password_reset: 'Postavljena je nova lozinka za {account}. Niste to bili Vi? Pozovite {number}.',
    mobile_changed: 'Promenjen je broj mobilnog za {account}. Niste to bili Vi? Pozovite {number}.',
    held: 'Još {count, plural, one {# promena} few {# promene} other {# promena}} u Vašem pristupu portalu. Niste to bili Vi? Pozovite {number}.',
    contacts_stop:
      'Kontakti naloga {account} su promenjeni. Niste to bili Vi? U roku od 24 sata zaustavite: {page}, {reference}, {code}',
  },
  mail: {
    greeting: 'Dobar dan,',
    footer: '{operator} · korisnička služba: {number}, danju i noću',
    code: 'Kod',
    account: 'Nalog',
    payment_reference: 'Oznaka uplate',
    user_name: 'Korisničko ime',
    temporary_password: 'Privremena lozinka',
    sign_in_at: 'Prijava na adresi',
    email: 'E-mail adresa',
    mobile: 'Broj mobilnog telefona',
    changed: 'promenjeno',
    temporary_password_note:
      'Privremena lozinka može da se upotrebi samo jednom i važi do: {until}. Pri prvoj prijavi birate svoju lozinku.',
    bill_copy: {
      subject: 'Račun {number}, {month}',
      text: 'U prilogu je račun firme {company} za {month}: {total}, rok {due}. Automatsko slanje podesio/la je {account}.',
      settled:
        'U prilogu je račun firme {company} za {month}: {total}. Po njemu nema više šta da se plati. Automatsko slanje podesio/la je {account}.',
      partly:
        'U prilogu je račun firme {company} za {month}: {total}. Od toga preostaje {open}, rok {due}. Automatsko slanje podesio/la je {account}.',
      credit_subject: 'Knjižno odobrenje {number}, {month}',
      credit:
        'U prilogu je knjižno odobrenje firme {company} za {month}: {total} u vašu korist. Po njemu nema šta da se plati. Automatsko slanje podesio/la je {account}.',
    },
    overpaid: {
      back_here: 'Na stranici Računi → Plaćanje možete zatražiti povraćaj tamo odakle je plaćeno.',
      back_service: 'Za povraćaj pozovite korisnički servis.',
      subject: '{credit} više nego što se dugovalo',
      text: 'Za {company} stigla je uplata od {amount}. Od toga je {credit} više nego što se još dugovalo. To je sada preplata: kada stigne sledeći račun, automatski plaća otvorene račune, počev od onog koji prvi dospeva.',
      note_subject: 'Knjižno odobrenje {number}: {credit} preplate',
      note: 'Za {company} izdato je knjižno odobrenje {number} na {amount}. Od toga je {credit} više nego što se još dugovalo. To je sada preplata: kada stigne sledeći račun, automatski plaća otvorene račune, počev od onog koji prvi dospeva.',
    },
    bills_covered: {
      subject: 'Preplata je iskorišćena za račune',
      text: 'Raspoloživi novac firme {company} raspoređen je na njene račune, počev od onog koji prvi dospeva. Molimo vas da već pokriveni iznos ne plaćate ponovo.',
      more: 'Ostali računi: {count}',
      covered: 'pokriveno {amount}, ostaje {open} do {due}',
      moved: '{amount} preneto na račun koji ranije dospeva, ostaje {open} do {due}',
    },
    payment_reversed: {
      subject: 'Povučena uplata: {amount}',
      text: 'Uplatu firme {company} od {amount} povukao je uplatilac ili njegova banka. Iznos je skinut prvo sa preplate, ako je bilo, a zatim sa računa koji su njome plaćeni: na tom nalogu sada treba platiti {open}.',
    },
    payment_unmatched: {
      subject: '{amount} je stiglo, a ne može da se proknjiži',
      reference: 'Platni servis javlja uplatu za plaćanje koje portal ne poznaje.',
      currency: 'Platni servis javlja uplatu u drugoj valuti od tražene.',
      amount: 'Platni servis javlja uplatu sa iznosom koji ne može da se proknjiži.',
      again: 'Platni servis javlja još novca za plaćanje koje je već stiglo.',
      text: 'Nije ni na jednom računu i nije preplata. Utvrdite za šta je, pa je isporučite u datoteci uplata ili je vratite kod platnog servisa.',
      amount_label: 'Iznos',
      reference_label: 'Oznaka',
      transaction_label: 'Transakcija platnog servisa',
      company_label: 'Firma',
    },
    delivery_failed: {
      subject: 'Isporuka sistema {system} nije uspela',
      text: 'Isporuka sistema {system} ({file}) nije mogla da se obradi: {attempts, plural, one {prekinut je # pokušaj} few {prekinuta su # pokušaja} other {prekinuto je # pokušaja}}. Ništa iz nje nije preuzeto, a ono što je {system} poslao u međuvremenu obrađuje se.',
      retry:
        'Razlog navodi npm run import:waiting. Kada se otkloni, isporuka može ponovo da se pokuša sa npm run import:waiting -- retry i njenim brojem; za to se čuva najduže do {until}.',
      id_label: 'Broj isporuke',
    },
    refund_sent: {
      subject: '{amount} je vraćeno',
      text: 'Iznos od {amount} koji je {company} preplatila vraćen je tamo odakle je plaćen. Kada će stići, zavisi od banke.',
    },
    refund_failed: {
      subject: '{amount} nije moglo da se vrati',
      text: 'Iznos od {amount} koji je {company} preplatila nije mogao da se vrati. Ponovo je preplata: kada stigne sledeći račun, automatski plaća otvorene račune, počev od onog koji prvi dospeva. Korisnički servis može da ga prenese.',
    },
    api_key_ending: {
      subject: 'Ključ za {system} uskoro ističe',
      text: 'Ključ kojim {system} isporučuje fajlove ističe {until}. Zamenite ga pre toga (npm run api-key -- rotate {system}); nekoliko dana rade oba ključa.',
    },
    report_copy: {
      subject: 'Izveštaj: {report}',
      text: 'U prilogu je izveštaj firme {company}: „{report}”. Automatsko slanje podesio/la je {account}.',
    },
    never_ask: 'Niko od nas Vam nikada neće tražiti lozinku ni kod.',
    settle_at: 'Odlučite na',
    not_you: 'Niste to bili Vi? Odmah pozovite korisničku službu: {number}.',
    ask_administrator: 'Ako imate pitanja u vezi s ovim, obratite se administratoru svoje kompanije.',
    main_administrator_registered: {
      subject: 'Vi ste glavni administrator svoje kompanije',
      text: 'Vaša izjava je evidentirana: od sada ste glavni administrator kompanije {company} na samouslužnom portalu. Tamo možete da uradite sve i da kolegama date pristup.',
    },
    user_created: {
      subject: 'Vaš pristup samouslužnom portalu',
      text: 'Administrator kompanije {company} dao Vam je pristup samouslužnom portalu.',
    },
    temporary_password_reissued: {
      subject: 'Vaša nova privremena lozinka',
      text: 'Administrator kompanije {company} poslao Vam je novu privremenu lozinku za samouslužni portal. Stara lozinka više ne važi.',
    },
    password_changed: {
      subject: 'Vaša lozinka je promenjena',
      text: 'Lozinka za {account} je upravo promenjena. Ostale sesije su prekinute.',
    },
    sign_in_code: {
      subject: 'Vaš kod za prijavu',
      text: 'Prijavljujete se kao {account} (oznaka {reference}). Pošto je lozinka postavljena kodom poslatim na telefon, ovog puta kod stiže e-poštom. Važi sat vremena.',
    },
    reset_code: {
      subject: 'Vaš kod za novu lozinku',
      text: 'Ovim kodom možete da postavite novu lozinku za {account} (oznaka {reference}). Važi sat vremena i može da se upotrebi jednom.',
    },
    second_code: {
      subject: 'Drugi kod, jer je SIM promenjen',
      text: 'Neko je uneo tačan SMS kod za {account}, čija je SIM kartica nedavno promenjena, pa tražimo i ovaj drugi kod (oznaka {reference}). Važi sat vremena. Ako se ne prijavljujete Vi, dajte ga samo osobi za koju znate da je broj njen.',
    },
    password_reset: {
      subject: 'Postavljena je nova lozinka',
      text: 'Za {account} je postavljena nova lozinka jednokratnim kodom. Sve sesije su završene.',
    },
    reset_suspended: {
      subject: 'Nema nove lozinke dok je nalog zatvoren',
      text: 'Neko je zatražio novu lozinku za {account}. Taj nalog je trenutno zatvoren, pa kod nije poslat. Zamolite administratora svoje kompanije da ga ponovo otvori.',
    },
    reset_phone_unconfirmed: {
      subject: 'Kod nije mogao da bude poslat na telefon',
      text: 'Neko je zatražio novu lozinku za {account} kodom na telefon. Broj telefona još nije potvrđen, pa SMS nije poslat. Izaberite e-poštu ili zatražite novu privremenu lozinku od administratora svoje kompanije.',
    },
    held: {
      subject:
        'Još {count, plural, one {# obaveštenje} few {# obaveštenja} other {# obaveštenja}}, u jednoj poruci',
      text: 'Za kratko vreme bilo je više obaveštenja za Vas nego što ih šaljemo pojedinačno. Odnosila su se na sledeće; ostalo ćete naći na portalu.',
      others: 'Ostala obaveštenja',
    },
    factor_added: {
      subject: 'Dodat je drugi faktor',
      text: '{factor, select, passkey {Pristupni ključ} other {Aplikacija za potvrdu}}: dodato za {account}. Traži se pri prijavi umesto SMS-a.',
    },
    factor_removed: {
      subject: 'Uklonjen je drugi faktor',
      text: '{factor, select, passkey {Pristupni ključ} other {Aplikacija za potvrdu}}: uklonjeno za {account}.',
    },
    backup_codes_renewed: {
      subject: 'Novi rezervni kodovi',
      text: 'Napravljeni su novi rezervni kodovi za {account}. Stari više ništa ne otvaraju.',
    },
    backup_code_used: {
      subject: 'Upotrebljen je rezervni kod',
      text: 'Neko se prijavio kao {account} rezervnim kodom.',
    },
    user_factors_removed: {
      subject: 'Vaši drugi faktori su uklonjeni',
      text: 'Administrator kompanije {company} uklonio je druge faktore za {account} i sve sesije su završene. Prijavite se onim što Vaša kompanija traži.',
    },
    company_linked: {
      subject: 'Povezan je nalog kompanije',
      text: '{account} od sada može da se prijavi i nalogom kompanije.',
    },
    company_unlinked: {
      subject: 'Nalog kompanije više nije povezan',
      text: '{account} više ne može da se prijavi nalogom kompanije.',
    },
    provider_set: {
      subject: 'Podešena ili promenjena jedinstvena prijava',
      text: '{company}: podešena je ili promenjena jedinstvena prijava.',
    },
    provider_in_use: {
      subject: 'Jedinstvena prijava je u upotrebi',
      text: '{company}: probna jedinstvena prijava je uspela. Korisnici od sada mogu da povežu svoje naloge i prijavljuju se tako.',
    },
    provider_removed: {
      subject: 'Uklonjena jedinstvena prijava',
      text: '{company}: uklonjena je jedinstvena prijava. Svi se prijavljuju lozinkom.',
    },
    sms_budget_low: {
      subject: '{company}: veći deo SMS budžeta za ovaj sat je potrošen',
      text: 'U ovom satu za {company} poslato je {sent} od {budget} jednokratnih SMS kodova. Kad se potroše, do sledećeg sata se više ne šalju. Možda neko pokušava da napravi troškove.',
    },
    sms_budget_spent: {
      subject: '{company}: SMS budžet za ovaj sat je potrošen',
      text: 'U ovom satu za {company} poslati su svi jednokratni SMS kodovi: {budget} ({sent}). Do sledećeg sata se više ne šalju; stranice kojima kod ne treba rade dalje. Možda neko pokušava da napravi troškove.',
    },
    wrong_codes: {
      subject: 'Pogrešni kodovi pri prijavi',
      text: 'Neko je uneo ispravnu lozinku za {account}, a zatim tri puta pogrešan SMS kod.',
    },
    user_suspended: {
      subject: 'Vaš pristup je suspendovan',
      text: 'Administrator kompanije {company} suspendovao je pristup korisnika {account} samouslužnom portalu.',
    },
    user_reactivated: {
      subject: 'Vaš pristup ponovo radi',
      text: 'Pristup korisnika {account} samouslužnom portalu kompanije {company} ponovo je aktivan.',
    },
    user_edited: {
      subject: 'Vaši kontakt podaci su promenjeni',
      text: 'Administrator Vaše kompanije promenio je kontakt podatke korisnika {account}. Odjavljeni ste tamo gde ste se prijavili kodom poslatim na stari kontakt.',
      stop: 'Ako to ne želite, do {until} možete da zaustavite na adresi ispod, bez prijave. Tada se svi odjavljuju i niko ne može da uđe dok Vaša kompanija ne odluči koji kontakti važe.',
      stop_at: 'Zaustavite promenu na',
    },
    account_closed: {
      subject: 'Na Vaš nalog niko ne može da se prijavi',
      text: 'Promena kontakata naloga {account} zaustavljena je sa starih. Svi su odjavljeni i niko ne može da uđe dok glavni administrator Vaše kompanije, ili neko drugi ko na to ima pravo, ne odluči koji kontakti važe. Razgovarajte s njima.',
    },
    contact_change_stopped: {
      subject: 'Odlučite koji kontakti važe',
      text: 'Promena kontakata naloga {account} zaustavljena je sa starih. Niko ne može da uđe dok Vi, ili neko drugi ko na to ima pravo, ne odlučite koji važe. Pre toga pitajte obe strane lično ili telefonom: ko ju je zaustavio, može biti pravi vlasnik, ali i neko ko je s razlogom zamenjen.',
    },
    contacts_hold: {
      subject: 'Vaši kontakti važe',
      text: 'Odlučeno je da za {account} važe sadašnji kontakti. Sve starije lozinke, drugi faktori i veze sa prijavom kompanije više ne važe; privremena lozinka stiže posebnom porukom, osim ako je nalog suspendovan.',
    },
    contacts_hold_no_longer: {
      subject: 'Vaši kontakti više ne važe',
      text: 'U Vašoj kompaniji je odlučeno da za {account} važe drugi kontakti, a ovi više ne.',
    },
    contacts_settled: {
      subject: 'Odlučeno je koji kontakti važe',
      text: 'Odlučeno je koji kontakti naloga {account} važe i nalog je ponovo otvoren, osim ako je suspendovan. Ko je odlučio, piše u dnevniku.',
    },
    sms_switched_on: {
      subject: 'Pri prijavi se traži kod',
      text: 'Kompanija {company} je uključila SMS kod: od sada se pri prijavi kao {account} posle lozinke traži kod iz SMS-a. SMS je besplatan.',
    },
    sms_switched_off: {
      subject: 'Pri prijavi više nema koda',
      text: 'Kompanija {company} je isključila SMS kod: od sada je za prijavu kao {account} dovoljna lozinka. Ako je kratka, pri sledećoj prijavi birate dužu.',
    },
    approval: {
      where: 'Na portalu',
      asked: {
        subject: '{account} traži odobrenje',
        text: '{account} traži: {what}. Neko ko odlučuje treba da odgovori u roku od sedam dana.',
      },
      approved: { subject: 'Vaš zahtev je odobren', text: 'Odobreno je: {what}.' },
      rejected: { subject: 'Vaš zahtev je odbijen', text: 'Odbijeno je: {what}.' },
      asker_gone: {
        subject: 'Ono što ste odobrili nije urađeno',
        text: '{account} je ovo tražio/la, a vi ste odobrili: {what}. Nije urađeno, jer je nalog {account} u međuvremenu suspendovan.',
      },
      failed: {
        subject: 'Zahtev je odobren ali nije mogao da se izvrši',
        text: 'Odobreno je, ali više nije moglo da se izvrši: {what}. Pogledajte na portalu.',
      },
    },
    substitute: { subject: 'Zamena', text: '{account}: menja {substitute}, s istim pravima, do {until}.' },
    main_administrator_ended: {
      subject: 'Više niste glavni administrator',
      text: 'U kompaniji {company} korisnik {account} više nije glavni administrator.',
    },
    rights_changed: {
      role: 'Promenjena uloga',
      own_role: 'uloga kompanije',
      account: 'jedan račun za naplatu',
      centre: 'jedno mesto troška',
      subject: 'Vaša prava su promenjena',
      text: 'Vaša prava na portalu kompanije {company} su promenjena ({account}). Važe odmah.',
      comes: 'Novo',
      goes: 'Ukinuto',
      until: '{what} ({place}), do {until}',
    },
  },
}
