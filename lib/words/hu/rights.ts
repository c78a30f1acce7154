export default {
  templates: {
    user_administrator: {
      name: 'Felhasználókezelő',
      can: 'Felhasználók létrehozása, adataik javítása, felfüggesztésük és újraaktiválásuk, új ideiglenes jelszó küldése, e szerepkör megadása és visszavonása, az eseménynapló megtekintése.',
      cannot: 'Főadminisztrátor kezelése, vonalak vagy számlák megtekintése.',
      meant: 'Aki a munkatársak hozzáféréseit gondozza, például az irodavezető.',
    },
  },
  // Completes “Jogosult …” / “Nem jogosult …”, hence -ra/-re.
  functions: {
    'profile:edit': 'saját profilja és jelszava módosítására',
    'user:view': 'a cég felhasználóinak megtekintésére',
    'user:create': 'felhasználók létrehozására',
    'user:edit': 'a felhasználók nevének, e-mail-címének és telefonszámának javítására',
    'user:suspend': 'felhasználók felfüggesztésére',
    'user:reactivate': 'felfüggesztett felhasználók újraaktiválására',
    'temporary_password:reissue': 'új ideiglenes jelszó küldésére a felhasználóknak',
    'session:end': 'a felhasználók kijelentkeztetésére',
    'right:grant': 'jogok megadására és visszavonására a saját jogkörén belül',
    'audit:view': 'az eseménynapló megtekintésére',
    'sign_in_policy:edit': 'a céges belépés módjának beállítására',
    'main_administrator:register': 'cégek és főadminisztrátoraik regisztrálására',
  },
  sources: {
    everybody: 'ez mindenkit megillet',
    main_administrator: 'főadminisztrátorként',
    grant: '„{template}” szerepkörben',
  },
  whyNot: {
    other_company: 'ez másik céghez tartozik',
    not_offered: 'a szolgáltató ezt nem kínálja ennek a cégnek',
    not_granted: 'ezt a jogot nem kapta meg',
    needs: 'ehhez egy másik jog is szükséges',
    suspended: 'a felhasználó fel van függesztve',
  },
}
