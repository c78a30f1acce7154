export default {
  reports: {
    title: 'Kimutatások',
    intro: 'Merre megy a pénz, a {month}i számlák szerint.',
    intro_part: 'Merre megy a pénz, a {month}i számlák szerint, azokon a folyószámlákon, amelyekre jogosult.',
    none: 'Még nincs számla, amelyről kimutatás készülhetne.',
    none_part: 'A jogai körében nincs számla, amelyről kimutatás készülhetne.',
    trend: {
      title: 'Költség havonta',
    },
    net: 'Nettó',
    part: 'Azokon a folyószámlákon, amelyekre jogosult',
    was: 'Előző hónap',
    change: 'Változás',
    kinds: {
      title: 'Fajta szerint',
    },
    centres: {
      title: 'Költséghelyek',
      text: 'A hónap legdrágábbjai.',
    },
    movers: {
      title: 'Legnagyobb változások',
      text: 'Előfizetések, amelyek költsége a legtöbbet változott az előző hónaphoz képest.',
    },
    unused: {
      title: 'Használatlan SIM-ek',
      text: 'Üzemelnek, de 90 napja nincs forgalmuk.',
      none: 'Minden SIM-et használtak az elmúlt 90 napban.',
      last: 'Utolsó használat',
      all: 'Minden használatlan előfizetés',
    },
    roaming: {
      title: 'Roaming',
      text: 'A hónap legmagasabb roamingköltségű előfizetései.',
      none: 'Senki sem használt semmit külföldön.',
    },
    line: 'Előfizetés',
    see: 'Minden kimutatás',
    table: 'Ugyanez táblázatban',
    download: 'Letöltés: {format}',
    arriving: '{month}: eddig {amount}, {accounts} folyószámlából {billed} kapott számlát.',
    this_month: 'Költség: {month}',
  },
  schedule: {
    title: 'Automatikus e-mailek',
    text: 'Számlamásolatok vagy egy kimutatás automatikusan megy egy e-mail-címre, amíg Ön láthatja őket.',
    what: 'Mit',
    bills: 'Minden új számla (PDF)',
    email: 'Melyik e-mail-címre',
    every: 'Milyen gyakran',
    rhythm: {
      bill: 'Minden számlával',
      week: 'Minden hétfőn',
      month: 'A hónap elsején',
    },
    add: 'Beállítás',
    added: 'Beállítva. Az első automatikusan indul.',
    end: 'Leállítás',
    stopped:
      'Már semmi sem megy ki: aki beállította, annak erre már nincs joga. Állítsa le, és ha kell, állítsa be a saját nevében.',
    ended: 'Leállítva.',
    none: 'Még semmi sem megy ki automatikusan.',
    by: 'Beállította: {name}',
  },
  doc: {
    bill: 'Számla',
    credit_note: 'Jóváíró számla',
    reminder: 'Fizetési emlékeztető',
    reminder_text:
      'E számla határideje {due} volt, és {amount} még nem érkezett meg. Kérjük, fizesse ki, hogy előfizetései üzemben maradjanak. Ha közben fizetett, nincs teendője.',
    summary: 'Összesítő',
    lines: 'Számlatételek',
    page: '{page}. oldal',
    lacking:
      'A � helyén álló karakterek nincsenek meg e dokumentum betűtípusaiban. A portál oldalai és táblázatfájljai megjelenítik őket.',
  },
}
