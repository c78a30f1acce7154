export default {
  reports: {
    title: 'Izveštaji',
    intro: 'Kuda ide novac, po računima za {month}.',
    intro_part: 'Kuda ide novac, prema računima za {month} na nalozima za koje imate prava.',
    none: 'Još nema računa za izveštaje.',
    none_part: 'Nema računa za izveštaje na nalozima za koje imate prava.',
    trend: {
      title: 'Trošak po mesecima',
    },
    net: 'Bez poreza',
    part: 'Na nalozima za koje imate prava',
    was: 'Prethodni mesec',
    change: 'Promena',
    kinds: {
      title: 'Po vrsti',
    },
    centres: {
      title: 'Mesta troška',
      text: 'Najskuplja ovog meseca.',
    },
    movers: {
      title: 'Najveće promene',
      text: 'Linije čiji se trošak najviše promenio u odnosu na prethodni mesec.',
    },
    unused: {
      title: 'Nekorišćene SIM kartice',
      text: 'U upotrebi, bez saobraćaja 90 dana.',
      none: 'Svaka SIM kartica je korišćena u poslednjih 90 dana.',
      last: 'Poslednja upotreba',
      all: 'Sve nekorišćene linije',
    },
    roaming: {
      title: 'Roming',
      text: 'Linije sa najvećim troškom rominga ovog meseca.',
      none: 'Niko nije ništa koristio u inostranstvu.',
    },
    line: 'Linija',
    see: 'Svi izveštaji',
    table: 'Isto kao tabela',
    download: 'Preuzmi: {format}',
    arriving: '{month}: za sada {amount}, računi su izdati za {billed} od {accounts} naloga.',
    this_month: 'Trošak: {month}',
  },
  schedule: {
    title: 'Automatske e-poruke',
    text: 'Kopije računa ili izveštaj šalju se automatski na e-adresu, dokle god ih vi smete videti.',
    what: 'Šta',
    bills: 'Svaki novi račun (PDF)',
    email: 'Na koju e-adresu',
    every: 'Koliko često',
    rhythm: {
      bill: 'Uz svaki račun',
      week: 'Svakog ponedeljka',
      month: 'Prvog u mesecu',
    },
    add: 'Podesi',
    added: 'Podešeno. Prvi se šalje automatski.',
    end: 'Zaustavi',
    stopped:
      'Ništa se više ne šalje: ko je ovo podesio, više nema pravo na to. Zaustavite ga i, ako je potrebno, podesite u svoje ime.',
    ended: 'Zaustavljeno.',
    none: 'Još se ništa ne šalje automatski.',
    by: 'Podesio/la: {name}',
  },
  doc: {
    bill: 'Račun',
    credit_note: 'Knjižno odobrenje',
    reminder: 'Opomena za plaćanje',
    reminder_text:
      'Rok ovog računa bio je {due}, a {amount} još nije stiglo. Molimo platite, da bi vaše linije ostale u upotrebi. Ako ste u međuvremenu platili, ne morate ništa da činite.',
    summary: 'Pregled',
    lines: 'Stavke računa',
    page: 'Strana {page}',
    lacking:
      'Znakovi prikazani kao � ne postoje u pismima ovog dokumenta. Stranice portala i njegove tabele ih prikazuju.',
  },
}
