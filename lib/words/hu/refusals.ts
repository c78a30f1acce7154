export default {
  web: {
    away: 'A portál most nem éri el az adatait. Amit beírt, megmaradt: küldje el újra egy perc múlva.',
    away_plain:
      'A portál most nem éri el az adatait. Amit beírt, megmaradt, a jelszavak, kódok és fájlok kivételével: adja meg azokat újra, és küldje el egy perc múlva.',
    other_user:
      'Semmit sem küldtünk el: ezt az oldalt {opened} nyitotta meg, itt viszont már {present} van bejelentkezve. Ha {opened} nevében szeretné elküldeni, jelentkezzen be így egy másik lapon, és küldje el újra; amit beírt, megmarad.',
    signed_out:
      'Semmit sem küldtünk el: itt már senki sincs bejelentkezve. Jelentkezzen be egy másik lapon mint {opened}, és küldje el újra; amit beírt, megmarad.',
    outdated:
      'Semmit sem küldtünk el: mióta megnyitotta ezt az oldalt, a portál frissült. Amit beírt, megmaradt: nyissa meg vele újra az oldalt, ellenőrizze, és küldje el.',
    refilled:
      'Még semmit sem küldtünk el. Itt van, amit beírt; a jelszavakat, kódokat és fájlokat újra meg kell adnia. Ellenőrizze, és küldje el.',
    unanswered:
      'A portál ezt nem fogadta, vagy nem volt elérhető, ezért lehet, hogy a mentés nem történt meg. Amit beírt, itt maradt: ellenőrizze a kapcsolatot, és kis idő múlva küldje el újra.',
    broken:
      'Nálunk hiba történt. Amit beírt, itt maradt: próbálja újra kicsit később, vagy adja meg az ügyfélszolgálatnak ezt a hivatkozást:',
    documents_waiting: 'Már több dokumentuma készül. Kérjük, próbálja újra, ha azok megérkeztek.',
    document_failed:
      'A dokumentum nem készült el: túl nagy, vagy hiba történt. Próbálja meg CSV-fájlként vagy rövidebb időszakra; ha így sem sikerül, hívja az ügyfélszolgálatot.',
    not_there: 'Ez már nincs meg.',
    changed_meanwhile:
      'Mióta megnyitotta ezt az oldalt, valaki ugyanezt módosította, ezért semmit sem mentettünk. Amit beírt, megmaradt: ha azt szeretné az új érték helyett, mentse újra.',
    unreadable: 'Ezt nem tudtuk értelmezni. Ellenőrizze, és küldje el újra.',
  },
  identity: {
    key_there: 'Ilyen nevű kulcs van vagy volt már: cserélje le, vagy válasszon másik nevet.',
    key_none: 'Nincs ilyen nevű érvényes kulcs.',
    key_company_unknown: 'A cégek egyike nem szerepel a portálon.',
    sees_more:
      'Ő olyat is tehet vagy láthat, amit Ön nem. Csak főadminisztrátor tekintheti meg a portált bárki más nevében.',
    only_looking: 'Most valaki más nevében nézi a portált: semmi sem módosítható. Előbb fejezze be.',
    view_over:
      'Ez az oldal még akkor készült, amikor valaki más nevében nézte a portált; annak vége. Nyissa meg újra, és a saját nevében folytathatja.',
    no_files: 'Amíg valaki más nevében nézi a portált, semmi sem tölthető le. Előbb fejezze be.',
    other_attempt:
      'Semmit sem küldtünk el: egy másik lapon ez a belépés már továbbhaladt, vagy új belépés kezdődött. Itt tart most.',
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
    suspended: 'Ez a fiók jelenleg zárva van. Kérje a céges adminisztrátort, hogy nyissa meg újra.',
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
    password_common:
      'Ez a jelszó, vagy amiből képezték, szerepel ellopott jelszavak listáin. Válasszon másikat.',
    password_guessable:
      'Ez a név, a cég vagy a telefonszám alapján könnyen kitalálható. Válasszon olyat, aminek nincs köze ezekhez.',
    password_monotonous: 'Kettőnél több különböző karakter szükséges.',
    password_same: 'Ez a jelenlegi jelszava. Válasszon újat.',
    passwords_differ: 'A két jelszó nem egyezik.',
    current_password_wrong: 'Nem ez a jelenlegi jelszava. Öt hibás próbálkozás után itt kijelentkeztetjük.',
    proof_spent: 'Ötször volt hibás a jelszó, ezért itt kijelentkeztettük. A folytatáshoz lépjen be újra.',
    prove_again: 'Adja meg a jelszavát annak megerősítésére, hogy valóban Ön az.',
  },
  approvals: {
    asker_gone:
      'Aki ezt kérte, azt közben felfüggesztették, ezért semmi sem történt. Ha visszatér, újra kérheti.',
    whole_form:
      'Ezt a portál frissítése előtt kérték, az űrlap teljes tartalmával. Kérje újra: akkor csak az változik, amit módosít.',
    nobody_decides:
      'Erről senki sem dönthetne: {functions}. A kérelmezőn kívül kell a cégnél valaki, aki tőle független, ugyanezt megteheti, és kérelmekről dönthet. Előbb adja meg valakinek ezeket a jogokat.',
    needed: 'A cég ehhez második személyt kér. Küldje el kérelemként.',
    too_many: '{most} nyitott kérelme van. Várjon választ, vagy vonjon vissza egyet.',
    none_chosen: 'Válasszon legalább egy kérelmet.',
    decided_already: 'Ezt közben eldöntötték, visszavonták, vagy lejárt.',
    own: 'A saját kérelméről másnak kell döntenie.',
    beyond_own: 'Csak azt hagyhatja jóvá, amit Ön is megtehet.',
    gains: 'Ebből Ön is többet kapna. Másnak kell döntenie.',
    not_independent:
      'Ehhez két független ember kell, és Ön meg {name} nem számít kettőnek: egyikük, vagy valaki kettejük között, létrehozta a másik fiókját, vagy az elmúlt hét napban módosította a másik elérhetőségét vagy jogait. Másnak kell döntenie.',
    holds_less:
      '{name} olyan jogokkal is rendelkezik, amelyekkel Ön nem, és ezzel valaki a nevében léphetne be. Olyan valakinek kell döntenie, aki legalább ugyanezekkel a jogokkal rendelkezik.',
    decider_gone: 'Aki ezt jóváhagyta, már nem dönthet róla. Kérje újra.',
    right_apart: 'Jogot egyenként lehet adni, egy napra vagy végleg.',
    held_already: 'Ezt már megteheti.',
  },
  company: {
    not_main_administrator: 'Ez nem főadminisztrátor felhasználója.',
    login_missing: 'Adjon meg egy felhasználónevet.',
    login_unreadable:
      '1–32 karakter lehet: ékezet nélküli betű, számjegy, pont, kötőjel vagy aláhúzás; betűvel vagy számjeggyel kezdődjön és végződjön.',
    login_taken: '{account} már létezik. Válasszon másik felhasználónevet.',
    name_missing: 'Adja meg a teljes nevet.',
    name_unreadable: 'Legfeljebb 120 karakter lehet.',
    name_disguised: 'A névben ne legyen @ és láthatatlan karakter, hogy ne lehessen felhasználónévnek nézni.',
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
    stop_over:
      'Ez a hivatkozás hiányos, már felhasználták, vagy letelt a 24 óra. Ha valami nincs rendben, hívja azonnal az ügyfélszolgálatot: {number}.',
    stop_wrong:
      'A hivatkozás és a kód nem tartozik össze, már felhasználták, vagy lejárt. Mindkettőt az SMS-ből írja be. Öt próbálkozás után csak az ügyfélszolgálat segíthet: {number}.',
    sign_in_of_everybody:
      'Ez a cég minden felhasználójának belépését érinti, ezért csak főadminisztrátor teheti meg.',
    main_administrator_protected: 'Főadminisztrátor esetében ezt csak főadminisztrátor teheti meg.',
    last_main_administrator:
      'Ő az utolsó aktív főadminisztrátor. A cégnél legalább egynek maradnia kell, ezért előbb nevezzen ki másikat.',
    already_suspended: 'Ez a felhasználó már fel van függesztve.',
    contacts_disputed:
      'Ennek a felhasználónak az elérhetőség-módosítását leállították. Előbb döntse el a felhasználó oldalán, melyek érvényesek.',
    contacts_settled: 'Már eldőlt, melyik elérhetőségek érvényesek.',
    contacts_unchosen: 'Válassza ki, melyik elérhetőségek érvényesek.',
    contacts_undecided:
      'Az elérhetőségek módosítását leállították. Adja meg harmadik paraméterként, melyek érvényesek:{choices}',
    contacts_lately_changed:
      'Az elérhetőségek az elmúlt 30 napban megváltoztak. Adja meg harmadik paraméterként, melyek érvényesek:{choices}',
    contacts_unknown:
      'A harmadik paraméter egyik lehetőséggel sem egyezik. Adja meg, melyik elérhetőségek érvényesek:{choices}',
    contacts_unchanged:
      'Az elérhetőségek az elmúlt 30 napban nem változtak, így nincs miből választani. Hagyja el a harmadik paramétert.',
    contacts_disputed_anew:
      'Mióta megnyitotta ezt az oldalt, ez eldőlt, azóta pedig egy újabb módosítást állítottak le. Nyissa meg újra az oldalt, és utána válasszon.',
    contacts_changed_by_oneself:
      'E módosítások egyikét Ön végezte vagy hagyta jóvá. Másnak kell eldöntenie, melyik elérhetőségek érvényesek, például neki: {name}.',
    contacts_left_to_operator:
      'E módosítások egyikét Ön végezte vagy hagyta jóvá, és a cégnek nincs másik főadminisztrátora, aki eldönthetné, melyik elérhetőségek érvényesek. Hívja az ügyfélszolgálatot: {number}.',
    provider_client_missing: 'Adja meg a kliensazonosítót, amelyet a szolgáltató ennek a portálnak adott.',
    offer_leaves_rules:
      'A cég bizonyos műveletekhez második személyt kér, és ehhez ezekre a funkciókra van szüksége: {functions}. Előbb a főadminisztrátorainak kell megszüntetniük ezt a szabályt.',
    assignment_of_nothing:
      'Adja meg, mely funkciókra szól a kijelölés: csak ügyfélcégen végezhető funkciók választhatók.',
    assignment_reference:
      'Adja meg a nyilatkozat, a bejelentés vagy az ügy számát, amelyre a kijelölés vonatkozik.',
    provider_secret_missing:
      'Adja meg a kliens titkos kulcsát, amelyet a szolgáltató ennek a portálnak adott.',
    provider_unreachable: 'Ezen a címen semmi sem válaszol. Nyilvános https-cím kell.',
    provider_not_a_provider: 'Ezen a címen nincs OpenID Connect szolgáltató, vagy más kibocsátót nevez meg.',
    provider_multi_tenant:
      'Ez a cím minden szervezeté, így nem derül ki belőle, kinek a belépése. A saját szervezetéét adja meg: {address}, a pontok helyén a saját bérlő (tenant) azonosítójával.',
    provider_another_issuer:
      'Az ezen a címen lévő szolgáltató így nevezi magát: {address}. Ezt a címet adja meg.',
    provider_no_secret:
      'Ez a szolgáltató nem fogad el titkos kulcsot, csak tanúsítványt vagy kulcspárt. Olyan alkalmazásként vegye fel ott a portált, amelynek van titkos kulcsa (client secret).',
    provider_credentials: 'A szolgáltató nem ismeri ezt a kliensazonosítót ezzel a titkos kulccsal.',
    provider_declined: 'A szolgáltató ezt elutasította. Ellenőrizze, mit enged ennek a kliensnek.',
    no_factors: 'Ennek a felhasználónak nincs saját második tényezője.',
    not_suspended: 'Ez a felhasználó nincs felfüggesztve.',
    suspended: 'Ez a felhasználó fel van függesztve. Előbb aktiválja újra.',
  },
  files: {
    no_failed_delivery:
      'Ilyen számú sikertelen küldemény nincs megőrizve. Az npm run import:waiting mindet felsorolja.',
    newer_delivery:
      'Azóta {count} későbbi, ugyanilyen küldemény bekerült: régebbi sorok írnák felül az újabbakat. Ha ez a cél, adja meg a --over-newer kapcsolót.',
    several: 'Ebből csak egy tárolható, de több, egymástól eltérő van megadva.',
    none_set_aside: 'Nincs ilyen félretett sor. Az összeset felsorolja: npm run import:aside -- list',
    sum_too_large: 'Ettől a sortól egy összeg nagyobb lesz, mint ami tárolható.',
    encoding: 'Ez nem UTF-8.',
    columns: 'Az oszlopok nem az ilyen fájl oszlopai.',
    column_twice: 'Két oszlopnak ugyanaz a neve.',
    row_length:
      'Ebben a sorban több vagy kevesebb cella van, mint ahány oszlop. Nézze meg az elválasztóit és az idézőjeleit.',
    shape: 'Ez az elem nem olyan TM Forum-erőforrás, amilyet ez a fájl fogad.',
    packed: 'Ez az archívum sérült vagy titkosított, vagy nem a szokásos gzip- vagy zip-módon van tömörítve.',
    packed_too_far:
      'Ez az archívum túl nagy: egy zip legfeljebb 64 MB lehet, a tartalma pedig legfeljebb 4 GB és a tömörített méret 200-szorosa.',
    several_files:
      'Egy archívumban pontosan egy fájl lehet. Az Excel-munkafüzet is archívum: mentse CSV-ként.',
    record_too_long: 'Egy rekord hosszabb 64 kB-nál.',
    cut: 'Az utolsó sornak nincs vége: lehet, hogy a fájl nem teljes.',
    too_many_rows: 'Több sor van benne, mint amennyit egyszerre beolvasunk.',
    quotes: 'Az idézőjelek hibásak.',
    json: 'Ez nem TM Forum-erőforrások JSON-tömbje.',
  },
  subscriptions: {
    moment_far: 'Ez a dátum túl messze van a múltban vagy a jövőben.',
    company_beyond_key: 'Ezzel a kulccsal ehhez a céghez nem adható át adat.',
    held_elsewhere: 'Ez a szám vagy SIM olyan cégé, amelyhez ezzel a kulccsal nem adható át adat.',
    move_too_wide:
      'Ezekre a költséghelyekre annyiféle jog szól, hogy az áthelyezés egyben nem bírálható el. Válasszon kevesebb előfizetést.',
    gives_others:
      'Ott {count} másik ember többet tehetne azzal, amit áthelyez, mint most, és ezt Ön nem adhatja meg: {functions}.{names, select, none {} other { Érintett: {names}.}}',
    gives_others_there:
      'Ott mások többet tehetnének azzal, amit áthelyez, mint most, és ezt Ön nem adhatja meg. Olyasvalaki helyezze át, aki jogokat ad.',
    gives_others_there_alone:
      'Ott mások többet tehetnének azzal, amit áthelyez, mint most, és a cégnél ilyen jogok adásához két ember kell. Olyasvalaki adja meg őket előbb itt, aki azt a helyet is látja, és utána helyezze át.',
    gives_others_alone:
      'Ott {count} másik ember többet tehetne azzal, amit áthelyez, mint most: {functions}. A cégnél ilyen jogok adásához két ember kell: előbb adja meg őket itt, és utána helyezze át.{names, select, none {} other { Érintett: {names}.}}',
    beyond_own:
      'Ott többet tehetne ezekkel az előfizetésekkel, mint itt. Ezt olyasvalaki tegye, aki jogokat ad.',
    centre_too_long: 'Legfeljebb 40 karakter lehet.',
    undo_over:
      'Egy áthelyezés 24 óráig vonható vissza. Helyette helyezze át az előfizetéseket oda, ahová tartoznak.',
    undone_already: 'Ezt már visszavonták.',
    undo_nothing:
      'Egyik előfizetés sincs már ott, ahová ez az áthelyezés tette, vagy már nem módosíthatja őket.',
    label_too_long: 'Legfeljebb 60 karaktert használjon.',
    not_number: 'Ez nem ennek az országnak a telefonszáma.',
    number_twice: 'Ez a szám kétszer szerepel a fájlban.',
    kind_unknown: 'A fajta csak mobile, pstn, voip, internet vagy tv lehet.',
    status_unknown: 'Az állapot csak active, restricted, disconnected, suspended vagy terminated lehet.',
    status_contradicts: 'Az állapot, a jellemző és a terminationDate ellentmond egymásnak.',
    iccid_unreadable: 'A SIM sorszáma 19 vagy 20 számjegy, az utolsó a többit ellenőrzi. Itt nem egyeznek.',
    account_twice: 'Ez a folyószámla egy korábbi sorban már szerepel, és az itt mást mond.',
    allowance_twice:
      'Ennek az előfizetésnek egy korábbi sorban már van ilyen nevű kerete, és az itt mást mond.',
    sim_twice: 'Ez a SIM kétszer szerepel a fájlban.',
    sim_in_use: 'Ez a SIM egy másik, szolgáltatásban maradó előfizetésé.',
    email_unreadable: 'Ez nem e-mail-cím.',
    cell_unreadable: 'A szöveg túl hosszú, vagy vezérlőkaraktert tartalmaz.',
    cell_formula: 'A szöveg nem kezdődhet = vagy @ jellel: a táblázatkezelők képletnek vennék.',
    not_mobile: 'Ez nem belföldi mobilszám.',
    no_company: 'Nincs ilyen cég.',
    no_reference: 'Szám nélküli előfizetéshez a szolgáltató azonosítója kell.',
    no_codes: 'A szolgáltató nem adta át ennek a SIM-nek a kódjait. Az ügyfélszolgálat megmondja őket.',
    too_many: 'Egyszerre legfeljebb {most, number} előfizetés módosítható. Szűkítse a listát.',
    changed_meanwhile:
      'Ezek az előfizetések megváltoztak, mióta megnézte őket. Nézze meg újra, és utána alkalmazza.',
    no_line: 'A cégnek nincs ilyen előfizetése.',
    line_ambiguous:
      'Ez az egyik előfizetés azonosítója és egy másiknak a száma. A számot írja országhívóval.',
    ended_here: 'Ez az előfizetés itt már megszűnt. Ha újra él, ezt az állapotának kell mondania.',
    no_line_then: 'A cégnek akkor nem volt ilyen előfizetése.',
    cell_missing: 'Ez nem lehet üres.',
    amount_unreadable: 'Ez nem összeg: számjegyek, pont, legfeljebb két tizedes.',
    moment_unreadable: 'A dátum formája 2026-11-30, az időponté 2026-11-30T08:15:00Z.',
    pin_unreadable: 'A PIN 4–8 számjegyből áll.',
    puk_unreadable: 'A PUK 8 számjegyből áll.',
    allowance_unreadable:
      'A mennyiség vagy a mértékegysége nem ilyen fajta kereté (például MB, minutes vagy a piac pénzneme).',
    bucket_unknown: 'A fajta data, voice, message, money vagy points lehet.',
    bucket_inactive: 'Egy keret állapota active, suspended vagy expired lehet.',
  },
  bills: {
    kind_unknown: 'Ilyen fajta számlatétel nincs.',
    unit_unknown: 'Ilyen mértékegység nincs.',
    rate_unreadable: 'Az adókulcs formája 27 vagy 7.5.',
    quantity_unreadable: 'A mennyiségnek legfeljebb három tizedese lehet.',
    currency_unknown: 'A pénznem nem ezé a piacé.',
    head_differs: 'Egy számla sorainak ugyanazt kell mondaniuk a számláról.',
    total_differs: 'A végösszeg nem a tételek és adójuk összege.',
    negative: 'Egy számla nem lehet negatív; csak kedvezmény és helyesbítés lehet az.',
    period_unreadable: 'Az időszaknak a kezdete után kell véget érnie, a határidőnek a kelte után.',
    bill_differs: 'Ez a számla már megérkezett, más tartalommal.',
    usage_unknown: 'A fajta voice, message vagy data lehet.',
    payment_unmade: 'Csak a teljesült befizetés számít: az állapota done vagy completed lehet.',
    bill_unsent: 'Csak az elküldött számla számít: az állapota sent, settled vagy partiallyPaid lehet.',
    bill_category_unknown:
      'Az ilyen kategóriájú számla alapján nem kell fizetni: a kategória normal, interim, last vagy creditNote lehet.',
    charge_unbilled: 'Ez a tétel nincs a számlán: az isBilled értéke false.',
    credit_positive: 'Az appliedBillingCredit levon a számlából, ezért az összege csak negatív lehet.',
    usage_unrated: 'Csak a díjazott forgalom számít: az állapota rated, rerated vagy billed lehet.',
    country_unknown: 'Az ország az ISO 3166 két betűje, például AT.',
    type_unknown: 'A számla típusa invoice vagy credit_note.',
    category_unknown: 'Nincs ilyen adókategória: S, Z, E, AE vagy O lehet.',
    category_differs: 'Ez az adókategória nem illik ehhez az adókulcshoz: csak az S-nek van kulcsa.',
    reason_unknown: 'Nincs ilyen kódja az adómentesség okának.',
    reason_missing: 'Adja meg, miért nincs adó.',
    reason_unexpected: 'Itt nincs mit indokolni: ez a kategória adóköteles.',
    reason_differs: 'Egy számlán minden adókategóriának egy oka van.',
    category_mixed: 'Az áfa hatályán kívüli tételek külön számlán szerepelnek.',
    buyer_unknown: 'Fordított adózáshoz meg kell adni a folyószámla vevőjének adószámát.',
    rounding_large: 'A kerekítés legfeljebb 10 lehet.',
    reverses_missing: 'A visszavont befizetés összege negatív, és megmondja, melyik befizetés volt.',
    no_payment: 'A cégnek nincs ilyen befizetése ezen a folyószámlán.',
    bill_not_paid: 'Ez a befizetés nem azt a számlát egyenlítette ki.',
    reversal_exceeds: 'Ebből a befizetésből már nincs ennyi.',
    corrects_elsewhere: 'Ez a jóváíró számla egy másik folyószámla számláját helyesbíti.',
    no_bill: 'A cégnek nincs ilyen számlája.',
    no_lines: 'Ennek a számlának nincsenek tételei a fájlban.',
    email_unreadable: 'Adjon meg egy e-mail-címet.',
    too_many_schedules: 'Legfeljebb 50 állítható be. Előbb állítson le egyet.',
    schedule_there: 'Ugyanez erre a címre már megy.',
    nothing_owed: 'Itt már nincs tartozás. Nem indult fizetés, és nem vontunk le semmit.',
    being_paid: 'Valaki éppen fizeti ezt. Ha nem fejezi be, {minutes} perc múlva újra fizethető.',
    pay_changed: 'Időközben megváltozott, mi fizethető. Nézze meg az összeget, és úgy fizessen.',
    payment_over: 'Ez a fizetés már lezárult. Ha még van tartozás, kezdje újra.',
    no_credit: 'Itt nincs felhasználható jóváírás.',
    payment_twice: 'Egy korábbi sor pontosan ugyanezt mondja. Két részletnek két külön hivatkozás kell.',
    payment_differs: 'Ezzel a hivatkozással már van befizetés, és az itt mást mond.',
    usage_differs: 'Ez az esemény már megérkezett, és az itt mást mond.',
  },
  grants: {
    too_many_boxes:
      'Ennyi jelölő egyetlen oldalon sincs. Nyissa meg újra, vagy töltse fel a jogokat fájlból.',
    no_such_places:
      'A választottak közül {count, number} hely nincs meg a cégben. Nyissa meg újra az oldalt.',
    too_much:
      'Egyszerre legfeljebb {most, number} jog adható és vehető el, személyenként számolva. Válasszon kevesebb embert, vagy sok egyedi hely helyett egy tágabbat.',
    too_many_roles:
      'Egy cégnek legfeljebb {most, number} saját szerepköre lehet használatban. Módosítson vagy szüntessen meg egyet, amely már nem kell.',
    held_too_much:
      'Egy ember legfeljebb {most, number} jogot kaphat. Egyes előfizetések helyett adjon költséghelyet, folyószámlát vagy az egész céget.',
    place_missing: 'Válassza ki, hol: az egész cég, vagy a keresés egyik találata.',
    reaches_nothing: 'Ez ott egyáltalán nem adható. Válasszon másik helyet.',
    no_such_substitute: 'Nincs ilyen nevű másik felhasználó a cégnél.',
    stands_in_already: 'Már helyettesíti ezt a személyt. Előbb azt szüntesse meg.',
    main_administrator_leaves: 'Előbb szüntesse meg a főadminisztrátori tisztséget.',
    review_open: 'Már folyik egy felülvizsgálat. Előbb azt fejezze be.',
    nothing_to_review: 'Még senki sem kapott jogot.',
    review_undecided: '{count} sor még eldöntetlen.',
    file_problems: '{count} sor nem olvasható; semmi sem változott. Javítsa a fájlt, és töltse fel újra.',
    file_missing: 'Válasszon legfeljebb 1,9 MB-os CSV-fájlt.',
    said_twice: 'Ez a jog ennél a felhasználónál és helyen feljebb már szerepel, más véggel ({value}).',
    no_such_user: 'A cégnek nincs „{value}” felhasználója.',
    no_such_right: 'Nincs „{value}” szerepkör vagy művelet.',
    two_such_places:
      'A(z) „{value}” az egyik előfizetés azonosítója és egy másiknak a száma: a számot írja országhívóval, a másikhoz pedig az oldalán adjon jogot.',
    no_such_place: 'Nincs ilyen: „{value}”; írja így: company, centre:…, account:… vagy line:….',
    day_unreadable: 'Ez nem nap: „{value}”. Írja így: 2027-08-15.',
    day_over: '{value} már elmúlt.',
    beyond_own: 'Csak azt adhatja meg, amivel ott és annyi ideig Ön is rendelkezik. Hiányzik: {functions}.',
    nothing_changed: 'Semmi sem változna.',
    too_many: 'Egyszerre legfeljebb {most}. Válasszon kevesebbet.',
    reason_missing: 'Írja le, miért: később valaki tudni akarja.',
    applied_already: 'Ezt a változtatást már alkalmazták.',
    changed_meanwhile:
      'Közben valaki más ugyanezt módosította. Nézze meg mindkét változtatást, majd erősítse meg.',
    period_over: 'Az egyik jog ideje közben lejárt. Kezdje újra későbbi lejárattal.',
    period_unreadable: 'Mai vagy későbbi napot válasszon.',
    template_gone: 'Az egyik szerepkör már nem adható. Válasszon másikat.',
    template_changed_meanwhile: 'Közben valaki módosította ezt a szerepkört. Nézze meg újra.',
    name_taken: 'Már van ilyen nevű szerepkör.',
    name_ours: 'Van ilyen nevű szerepkörünk, itt vagy más nyelven.',
    undone_already: 'Ezt már visszavonták.',
    undo_over: 'Egy változtatás 24 óráig vonható vissza. Helyette módosítsa a jelenlegi állapotot.',
    nobody_chosen: 'Válasszon legalább egy személyt vagy számot.',
    nothing_chosen: 'Válassza ki, mit ad vagy vesz el.',
    no_such_line: 'A cégnek nincs ilyen száma.',
  },
}
