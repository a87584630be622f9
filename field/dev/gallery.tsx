import { AreaStrip, AreaStripSmall } from '../src/design/AreaStrip';
import { Banner } from '../src/design/Banner';
import { BottomNav } from '../src/design/BottomNav';
import { Hearth } from '../src/design/Hearth';
import { Row } from '../src/design/Row';
import { Light, Urgency } from '../src/design/Tag';

const CELLS = [
  {
    area: 'social_assistance',
    title: 'Asistență socială',
    urgency: 2,
    finding: 'Fără venituri',
    needs: 2,
  },
  { area: 'health', title: 'Sănătate', urgency: 3, finding: 'Gravidă fără consultație', needs: 1 },
  { area: 'education', title: 'Educație', urgency: 0, needs: 0 },
  { area: 'employment', title: 'Ocupare', urgency: 1, finding: 'Lucrează ocazional', needs: 1 },
  { area: 'housing', title: 'Locuire', urgency: 2, finding: 'Locuință supraaglomerată', needs: 21 },
  { area: 'identity_documents', title: 'Documente de identitate', urgency: null, needs: 0 },
];

/** Every part of the phone's design on one page, to look at and to check. */
export function Gallery() {
  return (
    <>
      <main class="page">
        <p class="line-up">
          <Hearth />
          <strong>Vatra</strong>
        </p>
        <div class="page-head">
          <p class="caption">Comuna Vorona · sâmbătă, 21 nov. 2026</p>
          <h1>Azi</h1>
        </div>
        <div class="unsent">
          <span class="unsent-figure">3</span>
          <span>înregistrări netrimise</span>
          <button type="button" class="btn btn-small">
            Trimite acum
          </button>
        </div>
        <div class="line-up">
          <Light state="saved" />
          <Light state="sent" />
          <Light state="accepted" />
          <Light state="held" />
        </div>
        <div class="line-up">
          {[0, 1, 2, 3].map((level) => (
            <Urgency key={level} level={level} />
          ))}
        </div>
        <Banner tone="urgent" title="O înregistrare a fost reținută">
          Persoana nu mai este în comuna dumneavoastră.{' '}
          <a href="#retinute">Vedeți ce puteți face</a>
        </Banner>
        <Banner tone="warn" title="Nu s-a trimis nimic de 3 zile">
          Mergeți unde este semnal și apăsați „Trimite acum”.
        </Banner>
        <Banner tone="good" title="Totul este trimis" />
        <h2>Gospodăria Popa</h2>
        <AreaStrip cells={CELLS} hrefOf={(area) => `#${area}`} />
        <ul class="rows">
          <Row
            title="Popa Maria"
            sub="34 de ani, Vorona nr. 112"
            icon="user"
            href="#om"
            end={<Urgency level={3} />}
          />
          <Row
            title="Vizită la nou-născut"
            sub="până la 24 nov. 2026 · art. 3.4"
            icon="calendar-check"
            onPress={() => undefined}
          />
          <Row
            title="Gospodăria Dumitrescu-Constantinescu"
            sub={<AreaStripSmall cells={CELLS} />}
            href="#casa"
          />
        </ul>
        <div class="stack">
          <button type="button" class="btn btn-main btn-wide">
            Vizită nouă
          </button>
          <button type="button" class="btn btn-wide">
            Alt formular
          </button>
          <button type="button" class="btn btn-danger">
            Șterge ciorna
          </button>
          <button type="button" class="btn" aria-disabled="true">
            Se trimite…
          </button>
        </div>
      </main>
      <BottomNav
        places={[
          { href: '#azi', title: 'Azi', icon: 'sun', current: true },
          { href: '#oameni', title: 'Oameni', icon: 'users', current: false },
          { href: '#adauga', title: 'Adaugă', icon: 'plus', current: false, main: true },
          { href: '#sarcini', title: 'Sarcini', icon: 'list-checks', current: false, waiting: 4 },
          { href: '#mai-mult', title: 'Mai mult', icon: 'ellipsis', current: false },
        ]}
      />
    </>
  );
}
