export default {
  sms: {
    /** With its second line at most 70 characters where the language needs UCS-2. */
    sign_in_code: 'Belépési kód: {code} ({reference}, 5 perc)',
    mobile_changed: 'Megváltozott {account} mobilszáma. Nem Ön volt? Hívja: {number}.',
  },
  mail: {
    greeting: 'Kedves {name}!',
    footer: '{operator} · ügyfélszolgálat: {number}, éjjel-nappal',
    user_name: 'Felhasználónév',
    temporary_password: 'Ideiglenes jelszó',
    sign_in_at: 'Belépés itt',
    email: 'E-mail-cím',
    mobile: 'Mobilszám',
    changed: 'megváltozott',
    temporary_password_note:
      'Az ideiglenes jelszó egyszer használható, legkésőbb eddig: {until}. Az első belépéskor saját jelszót kell választani.',
    never_ask: 'Munkatársaink soha nem kérnek Öntől jelszót vagy kódot.',
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
      text: 'A céges adminisztrátor módosította {account} elérhetőségeit.',
    },
    right_granted: {
      subject: 'Új jogokat kapott',
      text: '{account} ({company}) új szerepköre: {template}. A változás azonnal érvényes.',
    },
    right_ended: {
      subject: 'Egyes jogai megszűntek',
      text: '{account} ({company}) „{template}” szerepköre megszűnt.',
    },
  },
}
