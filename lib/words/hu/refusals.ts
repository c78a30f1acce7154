export default {
  web: {
    unreadable: 'Ezt nem tudtuk értelmezni. Ellenőrizze, és küldje el újra.',
  },
  identity: {
    name_missing: 'Adja meg a felhasználónevét.',
    name_unreadable: 'A felhasználónév formája: admin@cegnev. A @ után nincs benne pont.',
    number_given:
      'A telefonszámhoz nem tartozik jelszó. Lépjen be vele SMS-ben kapott kóddal, vagy adjon meg felhasználónevet, például admin@cegnev.',
    number_missing: 'Adja meg a telefonszámát.',
    number_unreadable: 'Ez nem telefonszám. Mobilszámot adjon meg körzetszámmal.',
    number_not_mobile:
      'Kódot csak belföldi mobilszámra tudunk küldeni. Vezetékes vagy külföldi szám esetén lépjen be felhasználónévvel, vagy hívja az ügyfélszolgálatot.',
    number_over: 'Ez a belépés véget ért. Kezdje újra a telefonszámmal.',
    number_spent: 'Ötször volt hibás a kód, ezért a belépés véget ért. Kezdje újra a telefonszámmal.',
    password_missing: 'Adja meg a jelszavát.',
    name_or_password_wrong:
      'A felhasználónév vagy a jelszó nem megfelelő, vagy több sikertelen próbálkozás miatt a belépés egy ideig szünetel. Ellenőrizze mindkettőt, és próbálja újra.',
    suspended:
      'Ez a felhasználó fel van függesztve. Az újraaktiváláshoz forduljon a céges adminisztrátorhoz.',
    temporary_password_expired: 'Ez az ideiglenes jelszó lejárt. Kérjen újat a céges adminisztrátortól.',
    start_over: 'Ez a belépés megszakadt. Kezdje újra a felhasználónévvel.',
    code_unreadable: 'Írja be az SMS-ben kapott 6 számjegyet.',
    code_wrong: 'Nem ez a kód. Még {left, plural, one {# próbálkozása} other {# próbálkozása}} maradt.',
    factor_wrong: 'Ez nem jó. Még {left, plural, one {# próbálkozása} other {# próbálkozása}} maradt.',
    way_missing: 'Ez a mód nem áll rendelkezésére. Válasszon másikat.',
    backup_code_unreadable: 'Tartalékkódot írjon be: tíz betű és számjegy.',
    passkey_unreadable: 'A böngésző nem tudta használni az azonosítókulcsot. Válasszon más módot.',
    passkey_wrong: 'Ezt az azonosítókulcsot nem sikerült átvenni. Próbálja újra.',
    app_code_wrong:
      'Az alkalmazás most nem ezt a kódot mutatja. A legújabbat írja be; a telefon órájának pontosnak kell lennie.',
    factor_over: 'Túl sokáig tartott. Kezdje újra.',
    factor_name_too_long: 'Legfeljebb 60 karaktert használjon.',
    too_many_factors: 'Már tíz második tényezője van. Előbb távolítson el egyet.',
    no_factor: 'A tartalékkódok a második tényezőt pótolják. Előbb állítson be egyet.',
    company_missing: 'Adja meg a céget: ami a felhasználónevében a @ után áll.',
    no_provider:
      'Ezen a néven nincs itt saját céges belépés. Lépjen be felhasználónévvel, vagy kérdezze az adminisztrátort.',
    not_linked:
      'A cége ismeri Önt, de az itteni felhasználója még nincs vele összekapcsolva. Lépjen be egyszer felhasználónévvel és jelszóval, és a profiljában kapcsolja össze.',
    link_over: 'Az összekapcsolás nem sikerült. Kezdje újra a profiljából.',
    linked_elsewhere: 'Ezzel a céges fiókkal itt már másik felhasználó van összekapcsolva.',
    provider_unreachable:
      'A cége belépése jelenleg nem érhető el. Próbálja újra, vagy lépjen be felhasználónévvel.',
    provider_not_a_provider:
      'A cége belépése hibásan válaszolt. Az adminisztrátor ellenőrizze; addig lépjen be felhasználónévvel.',
    provider_credentials:
      'A cége belépése már nem ismeri ezt a portált. Az adminisztrátor ellenőrizze; addig lépjen be felhasználónévvel.',
    provider_declined: 'Ott nem sikerült belépnie. Próbálja újra, vagy lépjen be felhasználónévvel.',
    code_spent: 'Ötször volt hibás a kód, ezért ez a belépés megszakadt. Kezdje újra a felhasználónévvel.',
    recovery_over: 'Ez véget ért. Kezdje újra a felhasználónévvel.',
    recovery_spent: 'Ötször volt hibás a kód, ezért ez véget ért. Kezdje újra a felhasználónévvel.',
    channel_missing: 'Válassza ki, hová küldjük a kódot.',
    code_expired: 'Ez a kód lejárt. Új kódot a „Nem kaptam meg az SMS-t” gombbal kérhet.',
    wait: 'Túl sok sikertelen próbálkozás. Újra próbálhatja {seconds, plural, one {# másodperc} other {# másodperc}} múlva.',
    network_wait:
      'Túl sok sikertelen próbálkozás jött az Ön hálózatából. {seconds, plural, one {# másodperc} other {# másodperc}} múlva próbálhatja újra.',
    send_again_later: 'Az SMS {seconds, plural, one {# másodperc} other {# másodperc}} múlva küldhető újra.',
    number_limit:
      'Erre a számra most nem küldhető több SMS. Próbálja újra {minutes, plural, one {# perc} other {# perc}} múlva, vagy hívja az ügyfélszolgálatot.',
    password_too_short:
      'Legalább {minimum} karakter szükséges. Több szót könnyebb megjegyezni, mint különleges jeleket.',
    password_too_long: 'Legfeljebb 128 karakter lehet.',
    password_common: 'Ez a jelszó szerepel ellopott jelszavak listáin. Válasszon másikat.',
    password_guessable:
      'Ez a név, a cég vagy a telefonszám alapján könnyen kitalálható. Válasszon olyat, aminek nincs köze ezekhez.',
    password_monotonous: 'Kettőnél több különböző karakter szükséges.',
    password_same: 'Ez a jelenlegi jelszava. Válasszon újat.',
    passwords_differ: 'A két jelszó nem egyezik.',
    current_password_wrong:
      'Nem ez a jelenlegi jelszava, vagy több sikertelen próbálkozás miatt egy ideig nem lehet újra próbálni.',
    prove_again: 'Adja meg a jelszavát annak megerősítésére, hogy valóban Ön az.',
  },
  company: {
    not_main_administrator: 'Ez nem főadminisztrátor felhasználója.',
    login_missing: 'Adjon meg egy felhasználónevet.',
    login_unreadable:
      '1–32 karakter lehet: ékezet nélküli betű, számjegy, pont, kötőjel vagy aláhúzás; betűvel vagy számjeggyel kezdődjön és végződjön.',
    login_taken: '{account} már létezik. Válasszon másik felhasználónevet.',
    name_missing: 'Adja meg a teljes nevet.',
    name_unreadable: 'Legfeljebb 120 karakter lehet.',
    email_missing: 'Adja meg az e-mail-címet: ide küldjük az ideiglenes jelszót.',
    email_unreadable: 'Adjon meg egy e-mail-címet, például nev@cegnev.hu.',
    mobile_missing: 'Adja meg a mobilszámot: ide küldjük a belépési kódokat.',
    mobile_unreadable: 'Adjon meg egy mobilszámot körzetszámmal.',
    mobile_invalid: 'Ez nem telefonszám. Adjon meg egy mobilszámot körzetszámmal.',
    mobile_other: 'Kód csak belföldi mobilszámra küldhető.',
    reason_too_long: 'Legfeljebb 500 karakter lehet.',
    slug_unreadable: '2–32 karakter lehet: ékezet nélküli betű, számjegy vagy kötőjel.',
    slug_taken: 'Ez a cégnév már foglalt.',
    declaration_missing: 'Adja meg az aláírt nyilatkozat azonosítóját.',
    not_oneself: 'Ezt saját magával nem teheti meg. Kérjen meg egy másik adminisztrátort.',
    main_administrator_protected: 'Főadminisztrátor esetében ezt csak főadminisztrátor teheti meg.',
    last_main_administrator:
      'Ő az utolsó aktív főadminisztrátor. A cégnél legalább egynek maradnia kell, ezért előbb nevezzen ki másikat.',
    already_suspended: 'Ez a felhasználó már fel van függesztve.',
    provider_client_missing: 'Adja meg a kliensazonosítót, amelyet a szolgáltató ennek a portálnak adott.',
    provider_secret_missing:
      'Adja meg a kliens titkos kulcsát, amelyet a szolgáltató ennek a portálnak adott.',
    provider_unreachable: 'Ezen a címen semmi sem válaszol. Nyilvános https-cím kell.',
    provider_not_a_provider: 'Ezen a címen nincs OpenID Connect szolgáltató, vagy más kibocsátót nevez meg.',
    provider_credentials: 'A szolgáltató nem ismeri ezt a kliensazonosítót ezzel a titkos kulccsal.',
    provider_declined: 'A szolgáltató ezt elutasította. Ellenőrizze, mit enged ennek a kliensnek.',
    no_factors: 'Ennek a felhasználónak nincs saját második tényezője.',
    not_suspended: 'Ez a felhasználó nincs felfüggesztve.',
    suspended: 'Ez a felhasználó fel van függesztve. Előbb aktiválja újra.',
  },
  csv: {
    encoding: 'Ez nem UTF-8.',
    columns: 'Az oszlopok nem a docs/import.md szerintiek, vagy egy sorban több vagy kevesebb van.',
    record_too_long: 'Egy rekord hosszabb 64 kB-nál.',
    quotes: 'Az idézőjelek hibásak.',
  },
  subscriptions: {
    label_too_long: 'Legfeljebb 60 karaktert használjon.',
    not_number: 'Ez nem ennek az országnak a telefonszáma.',
    number_twice: 'Ez a szám kétszer szerepel a fájlban.',
    kind_unknown: 'A fajta csak mobile, pstn, voip, internet vagy tv lehet.',
    status_unknown: 'Az állapot csak active, restricted, disconnected, suspended vagy terminated lehet.',
    iccid_unreadable: 'A SIM sorszáma 19 vagy 20 számjegy.',
    email_unreadable: 'Ez nem e-mail-cím.',
    cell_unreadable: 'A szöveg túl hosszú, vagy vezérlőkaraktert tartalmaz.',
    cell_formula: 'A szöveg nem kezdődhet = vagy @ jellel: a táblázatkezelők képletnek vennék.',
    not_mobile: 'Ez nem belföldi mobilszám.',
    no_company: 'Nincs ilyen cég.',
  },
  grants: {
    beyond_own: 'Csak olyan jogot adhat, amellyel Ön is rendelkezik.',
    holds_all: 'A főadminisztrátor már minden joggal rendelkezik.',
    already_granted: 'Ez a felhasználó már rendelkezik vele.',
    not_granted: 'Ez a felhasználó nem rendelkezik vele.',
  },
}
