export default {
  sms: {
    /** With its second line at most 70 characters where the language needs UCS-2. */
    sign_in_code: 'Belépési kód: {code} ({reference}, 5 perc)',
    reset_code: 'Jelszókód: {code} ({reference}, 5 perc)',
    number_code: 'Belépés számmal: {code} ({reference}, 5 perc)',
    /** Where the portal's host is long: without the minutes; then in letters of GSM 03.38, of which 160 fit. */
    brief: {
      sign_in_code: 'Belépési kód: {code} ({reference})',
      reset_code: 'Jelszókód: {code} ({reference})',
      number_code: 'Belépés számmal: {code} ({reference})',
      contacts_stop: 'Uj elerhetoseg. Nem On volt? {page}, {reference}, {code}',
    },
    plain: {
      sign_in_code: 'Belépés: {code} ({reference})',
      reset_code: 'Jelszokod: {code} ({reference})',
      number_code: 'Belépés, telefonszam: {code} ({reference})',
      contacts_stop:
        'Megvaltoztak {account} elerhetosegei. Nem On volt? 24 oran belul leallithatja: {page}, {reference}, {code}',
    },
    password_reset: 'Új jelszót állítottak be: {account}. Nem Ön volt? Hívja: {number}.',
    mobile_changed: 'Megváltozott {account} mobilszáma. Nem Ön volt? Hívja: {number}.',
    held: 'Még {count} módosítás az önkiszolgáló hozzáférésében. Nem Ön volt? Hívja: {number}.',
    contacts_stop:
      '{account} elérhetőségei megváltoztak. Nem Ön volt? 24 órán belül leállíthatja: {page}, {reference}, {code}',
  },
  mail: {
    greeting: 'Jó napot kívánunk!',
    footer: '{operator} · ügyfélszolgálat: {number}, éjjel-nappal',
    code: 'Kód',
    account: 'Folyószámla',
    payment_reference: 'A befizetés azonosítója',
    user_name: 'Felhasználónév',
    temporary_password: 'Ideiglenes jelszó',
    sign_in_at: 'Belépés itt',
    email: 'E-mail-cím',
    mobile: 'Mobilszám',
    changed: 'megváltozott',
    temporary_password_note:
      'Az ideiglenes jelszó egyszer használható, legkésőbb eddig: {until}. Az első belépéskor saját jelszót kell választani.',
    bill_copy: {
      subject: '{number} számla, {month}',
      text: 'Mellékeljük {company} számláját ({month}): {total}, fizetési határidő {due}. Automatikus küldését {account} állította be.',
      settled:
        'Mellékeljük {company} számláját ({month}): {total}. Nincs rajta fizetnivaló. Automatikus küldését {account} állította be.',
      partly:
        'Mellékeljük {company} számláját ({month}): {total}. Ebből még {open} a fizetendő, határideje {due}. Automatikus küldését {account} állította be.',
      credit_subject: '{number} jóváíró számla, {month}',
      credit:
        'Mellékeljük {company} jóváíró számláját ({month}): {total} az Önök javára. Nincs rajta fizetnivaló. Automatikus küldését {account} állította be.',
    },
    overpaid: {
      back_here: 'A Számlák → Fizetés oldalon visszakérheti oda, ahonnan fizették.',
      back_service: 'Ha vissza szeretné kapni, hívja az ügyfélszolgálatot.',
      subject: '{credit} túlfizetés',
      text: 'Megérkezett {company} {amount} összegű befizetése. Ebből {credit} több a még fennálló tartozásnál. Ebből jóváírás lett: a következő számla érkezésekor automatikusan kiegyenlíti a nyitott számlákat, a legkorábban esedékessel kezdve.',
      note_subject: '{number} jóváíró számla: {credit} jóváírás',
      note: '{company} {amount} összegű jóváíró számlát kapott, száma {number}. Ebből {credit} több a még fennálló tartozásnál. Ebből jóváírás lett: a következő számla érkezésekor automatikusan kiegyenlíti a nyitott számlákat, a legkorábban esedékessel kezdve.',
    },
    bills_covered: {
      subject: 'Jóváírásból számlákat egyenlítettünk ki',
      text: '{company} rendelkezésre álló pénzét a számláira számoltuk el, a legkorábban esedékessel kezdve. Kérjük, a már kiegyenlített összeget ne fizesse be újra.',
      more: 'További számlák: {count}',
      covered: '{amount} kiegyenlítve, {open} fizetendő {due} napjáig',
      moved: '{amount} korábban esedékes számlára került, {open} fizetendő {due} napjáig',
    },
    payment_reversed: {
      subject: 'Visszavont befizetés: {amount}',
      text: '{company} egyik befizetését, {amount} összeget, a feladó vagy a bankja visszavonta. Ezt előbb a jóváírásból vontuk le, ha volt, azután a vele kiegyenlített számlákból: a folyószámlán most {open} fizetendő.',
    },
    payment_unmatched: {
      subject: '{amount} érkezett, de nem számolható el',
      reference: 'A fizetési szolgáltató olyan fizetésről jelentett befizetést, amelyet a portál nem ismer.',
      currency: 'A fizetési szolgáltató más pénznemben jelentett befizetést, mint amelyben kértük.',
      amount: 'A fizetési szolgáltató el nem számolható összegű befizetést jelentett.',
      again: 'A fizetési szolgáltató egy már beérkezett fizetésre újabb befizetést jelentett.',
      text: 'Egyetlen számlán sincs rajta, és jóváírás sem lett belőle. Derítse ki, mire érkezett, majd töltse be a befizetések fájljával, vagy küldje vissza a szolgáltatónál.',
      amount_label: 'Összeg',
      reference_label: 'Azonosító',
      transaction_label: 'A szolgáltató tranzakciója',
      company_label: 'Cég',
    },
    delivery_failed: {
      subject: '{system} egyik küldeménye sikertelen',
      text: '{system} egyik küldeményét ({file}) nem sikerült feldolgozni: {attempts} kísérlet szakadt félbe. Semmi sem került be belőle; amit {system} azóta küldött, azt a rendszer feldolgozza.',
      retry:
        'Az okát az npm run import:waiting mondja meg. Ha elhárult, a küldemény az npm run import:waiting -- retry paranccsal és a sorszámával újra megpróbálható; ehhez legkésőbb {until} napjáig őrizzük meg.',
      id_label: 'A küldemény száma',
    },
    refund_sent: {
      subject: '{amount} visszaküldve',
      text: '{company} {amount} túlfizetését visszaküldtük oda, ahonnan érkezett. Hogy mikor ér oda, a banktól függ.',
    },
    refund_failed: {
      subject: '{amount} visszaküldése nem sikerült',
      text: '{company} {amount} túlfizetését nem sikerült visszaküldeni. Újra jóváírás: a következő számla érkezésekor automatikusan kiegyenlíti a nyitott számlákat, a legkorábban esedékessel kezdve. Az ügyfélszolgálat át tudja utalni.',
    },
    api_key_ending: {
      subject: '{system} kulcsa hamarosan lejár',
      text: 'Az a kulcs, amellyel {system} fájlokat ad át, {until} napján lejár. Cserélje le előtte (npm run api-key -- rotate {system}); néhány napig mindkét kulcs működik.',
    },
    report_copy: {
      subject: 'Kimutatás: {report}',
      text: 'Mellékeljük {company} „{report}” kimutatását. Automatikus küldését {account} állította be.',
    },
    never_ask: 'Munkatársaink soha nem kérnek Öntől jelszót vagy kódot.',
    settle_at: 'Itt döntheti el',
    not_you: 'Nem Ön volt? Azonnal hívja az ügyfélszolgálatot: {number}.',
    ask_administrator: 'Ha kérdése van ezzel kapcsolatban, forduljon a céges adminisztrátorhoz.',
    main_administrator_registered: {
      subject: 'Ön lett cége főadminisztrátora',
      text: 'Nyilatkozatát rögzítettük: mostantól Ön a főadminisztrátor az önkiszolgáló portálon ({company}). Ott mindent elintézhet, és hozzáférést adhat munkatársainak.',
    },
    user_created: {
      subject: 'Hozzáférés az önkiszolgáló portálhoz',
      text: 'A céges adminisztrátor hozzáférést adott Önnek az önkiszolgáló portálhoz ({company}).',
    },
    temporary_password_reissued: {
      subject: 'Új ideiglenes jelszó',
      text: 'A céges adminisztrátor új ideiglenes jelszót küldött Önnek az önkiszolgáló portálhoz ({company}). A régi jelszó már nem érvényes.',
    },
    password_changed: {
      subject: 'Megváltozott a jelszava',
      text: '{account} jelszava az imént megváltozott. A többi munkamenetet lezártuk.',
    },
    sign_in_code: {
      subject: 'Belépési kód',
      text: 'Belépés mint {account} (jel: {reference}). Mivel jelszavát telefonra küldött kóddal állította be, a kód most e-mailben érkezik. Egy óráig érvényes.',
    },
    reset_code: {
      subject: 'Kód új jelszóhoz',
      text: 'Ezzel a kóddal új jelszót állíthat be: {account} (jel: {reference}). Egy óráig érvényes, és egyszer használható.',
    },
    second_code: {
      subject: 'Második kód SIM-csere miatt',
      text: 'Valaki beírta a helyes SMS-kódot ehhez: {account}, amelynek SIM-kártyáját nemrég kicserélték, ezért ezt a második kódot is kérjük (jel: {reference}). Egy óráig érvényes. Ha nem Ön lép be, csak annak adja meg, akiről tudja, hogy övé a szám.',
    },
    password_reset: {
      subject: 'Új jelszót állítottak be',
      text: '{account} új jelszót kapott egyszer használható kóddal. Minden munkamenetet lezártunk.',
    },
    reset_suspended: {
      subject: 'Zárt fiókhoz nem kérhető új jelszó',
      text: 'Valaki új jelszót kért ehhez: {account}. Ez a fiók jelenleg zárva van, ezért nem küldtünk kódot. Kérje a céges adminisztrátort, hogy nyissa meg újra.',
    },
    reset_phone_unconfirmed: {
      subject: 'A kód nem mehetett telefonra',
      text: 'Valaki telefonra küldött kóddal kért új jelszót ehhez: {account}. A telefonszám még nincs megerősítve, ezért nem küldtünk SMS-t. Válassza az e-mailt, vagy kérjen új ideiglenes jelszót a céges adminisztrátortól.',
    },
    held: {
      subject: 'Még {count} értesítés, egyben',
      text: 'Rövid idő alatt több értesítés szólt Önnek, mint amennyit egyenként elküldünk. Ezekről szóltak; a részleteket az önkiszolgáló felületen találja.',
      others: 'További értesítések',
    },
    factor_added: {
      subject: 'Új második tényező',
      text: '{factor, select, passkey {Azonosítókulcsot} other {Hitelesítő alkalmazást}} adtak hozzá ehhez: {account}. Belépéskor az SMS helyett ezt kérjük.',
    },
    factor_removed: {
      subject: 'Második tényező eltávolítva',
      text: '{factor, select, passkey {Azonosítókulcsot} other {Hitelesítő alkalmazást}} távolítottak el innen: {account}.',
    },
    backup_codes_renewed: {
      subject: 'Új tartalékkódok',
      text: 'Új tartalékkódok készültek ehhez: {account}. A régiek már semmit sem nyitnak.',
    },
    backup_code_used: {
      subject: 'Tartalékkódot használtak',
      text: 'Tartalékkóddal léptek be mint {account}.',
    },
    user_factors_removed: {
      subject: 'Második tényezőit eltávolították',
      text: 'Cége ({company}) adminisztrátora eltávolította {account} második tényezőit, és minden munkamenet véget ért. Lépjen be azzal, amit a cége kér.',
    },
    company_linked: {
      subject: 'Céges fiókját összekapcsolták',
      text: '{account} mostantól a céges fiókkal is be tud lépni.',
    },
    company_unlinked: {
      subject: 'Céges fiókja már nincs összekapcsolva',
      text: '{account} a céges fiókkal már nem tud belépni.',
    },
    provider_set: {
      subject: 'Egyszeri bejelentkezés beállítva vagy módosítva',
      text: '{company}: beállították vagy módosították az egyszeri bejelentkezést.',
    },
    provider_in_use: {
      subject: 'Az egyszeri bejelentkezés használatban van',
      text: '{company}: az egyszeri bejelentkezés próbája sikerült. A felhasználók mostantól összekapcsolhatják fiókjukat, és így is beléphetnek.',
    },
    provider_removed: {
      subject: 'Az egyszeri bejelentkezés megszűnt',
      text: '{company}: megszüntették az egyszeri bejelentkezést. Mindenki jelszóval lép be.',
    },
    sms_budget_low: {
      subject: '{company}: az óra SMS-keretének nagy része elfogyott',
      text: '{company}: ebben az órában {budget} egyszeri SMS-kódból {sent} ment ki. Ha elfogy, a következő óráig nem megy több kód. Lehet, hogy valaki költséget próbál okozni.',
    },
    sms_budget_spent: {
      subject: '{company}: az óra SMS-kerete elfogyott',
      text: 'Ebben az órában kiment az összes engedélyezett egyszeri SMS-kód ({budget}) ehhez: {company} ({sent}). A következő óráig nem megy több; a kódot nem igénylő oldalak működnek. Lehet, hogy valaki költséget próbál okozni.',
    },
    wrong_codes: {
      subject: 'Hibás kódok belépéskor',
      text: 'Valaki megadta {account} helyes jelszavát, majd háromszor hibás SMS-kódot írt be.',
    },
    user_suspended: {
      subject: 'Hozzáférését felfüggesztették',
      text: '{account} hozzáférését az önkiszolgáló portálhoz ({company}) egy adminisztrátor felfüggesztette.',
    },
    user_reactivated: {
      subject: 'Újra működik a hozzáférése',
      text: '{account} hozzáférése az önkiszolgáló portálhoz ({company}) ismét aktív.',
    },
    user_edited: {
      subject: 'Megváltoztak az elérhetőségei',
      text: 'A céges adminisztrátor módosította {account} elérhetőségeit. Ahol a régi elérhetőségre küldött kóddal lépett be, ott kijelentkeztettük.',
      stop: 'Ha ezt nem akarja, {until}-ig belépés nélkül leállíthatja az alábbi címen. Ekkor mindenkit kijelentkeztetünk, és senki sem léphet be, amíg cége el nem dönti, melyik elérhetőségek érvényesek.',
      stop_at: 'A módosítás leállítása',
    },
    account_closed: {
      subject: 'Fiókjába most senki sem tud belépni',
      text: '{account} elérhetőségeinek módosítását a régiekről leállították. Mindenkit kijelentkeztettünk, és senki sem léphet be, amíg cége egyik főadminisztrátora vagy más jogosult el nem dönti, melyik elérhetőségek érvényesek. Beszéljen velük.',
    },
    contact_change_stopped: {
      subject: 'Döntse el, melyik elérhetőségek érvényesek',
      text: '{account} elérhetőségeinek módosítását a régiekről leállították. Senki sem léphet be, amíg Ön vagy más jogosult el nem dönti, melyek érvényesek. Előtte kérdezze meg mindkét felet személyesen vagy telefonon: aki leállította, lehet a jogos tulajdonos, de olyan is, akit okkal váltottak le.',
    },
    contacts_hold: {
      subject: 'Elérhetőségei érvényesek',
      text: 'Eldőlt, hogy {account} mostani elérhetőségei érvényesek. Minden korábbi jelszó, második tényező és céges összekapcsolás megszűnt; külön levélben ideiglenes jelszót küldünk, kivéve, ha a fiók fel van függesztve.',
    },
    contacts_hold_no_longer: {
      subject: 'Elérhetőségei már nem érvényesek',
      text: 'Cégénél eldőlt, hogy {account} fiókjához más elérhetőségek érvényesek, ezek pedig már nem.',
    },
    contacts_settled: {
      subject: 'Eldőlt, melyik elérhetőségek érvényesek',
      text: 'Eldőlt, hogy {account} melyik elérhetőségei érvényesek, és a fiók ismét használható, hacsak nincs felfüggesztve. Hogy ki döntött, az a naplóban áll.',
    },
    sms_switched_on: {
      subject: 'Belépéskor kódot is kérünk',
      text: 'Cége ({company}) bekapcsolta az SMS-kódot: mostantól {account} belépésekor a jelszó után SMS-ben kapott kódot is kérünk. Az SMS díjmentes.',
    },
    sms_switched_off: {
      subject: 'Belépéskor nem kell többé kód',
      text: 'Cége ({company}) kikapcsolta az SMS-kódot: mostantól {account} belépéséhez elég a jelszó. Ha jelszava rövid, a következő belépéskor hosszabbat kell választania.',
    },
    approval: {
      where: 'A portálon',
      asked: {
        subject: '{account} jóváhagyást kér',
        text: '{account} ezt kéri: {what}. Hét napon belül döntenie kell annak, aki dönthet.',
      },
      approved: { subject: 'Kérelmét jóváhagyták', text: 'Jóváhagyták: {what}.' },
      rejected: {
        subject: 'Kérelmét elutasították',
        text: 'Elutasították: {what}.',
      },
      asker_gone: {
        subject: 'Amit jóváhagyott, nem történt meg',
        text: '{account} ezt kérte, és Ön jóváhagyta: {what}. Nem történt meg, mert {account} közben fel van függesztve.',
      },
      failed: {
        subject: 'Kérelmét jóváhagyták, de nem teljesíthető',
        text: 'Jóváhagyták, de már nem volt elvégezhető: {what}. Nézze meg a portálon.',
      },
    },
    substitute: {
      subject: 'Helyettesítés',
      text: '{account} helyettese {substitute}, ugyanazokkal a jogokkal, eddig: {until}.',
    },
    main_administrator_ended: {
      subject: 'Ön már nem főadminisztrátor',
      text: '{account} már nem {company} főadminisztrátora.',
    },
    rights_changed: {
      role: 'Módosult szerepkör',
      own_role: 'céges szerepkör',
      account: 'egy folyószámla',
      centre: 'egy költséghely',
      subject: 'Megváltoztak a jogai',
      text: 'Megváltoztak a jogai {company} önkiszolgáló felületén ({account}). Azonnal érvényesek.',
      comes: 'Új',
      goes: 'Megszűnt',
      until: '{what} ({place}), eddig: {until}',
    },
  },
}
