import { useLayoutEffect } from 'preact/hooks';
import { BottomNav, type NavPlace } from '../design/BottomNav';
import { Account } from '../pages/Account';
import { Add } from '../pages/Add';
import { FormList } from '../pages/FormList';
import { FormPage } from '../pages/FormPage';
import { Household } from '../pages/Household';
import { More } from '../pages/More';
import { People } from '../pages/People';
import { Person } from '../pages/Person';
import { RecordPage } from '../pages/RecordPage';
import { Saved } from '../pages/Saved';
import { heldCount, SyncLight } from '../pages/SyncLight';
import { Tasks } from '../pages/Tasks';
import { Today } from '../pages/Today';
import { Transmissions } from '../pages/Transmissions';
import { dayOf } from '../store/context';
import { watchIdle } from './idle';
import { OpenContext, useSnapshot } from './open';
import { hrefOf, type Route, useRoute } from './route';
import type { Snapshot } from './snapshot';
import { lock, type OpenStage } from './stage';
import { openTasks } from './tasks';

/** The unlocked app: the light on top, one page, five places under the thumb. */
export function Shell({ open }: { open: OpenStage }) {
  return (
    <OpenContext.Provider value={open}>
      <Frame />
    </OpenContext.Provider>
  );
}

function Frame() {
  const route = useRoute();
  const snapshot = useSnapshot();
  const minutes = snapshot.settings.lock_minutes;
  useLayoutEffect(() => watchIdle(minutes, lock), [minutes]);
  useLayoutEffect(() => {
    document.title = `${TITLES[route.page]} · Vatra`;
  }, [route.page]);
  return (
    <>
      <header class="top">
        <SyncLight />
      </header>
      <Page key={hrefOf(route)} route={route} />
      {route.page === 'formular' ? null : <BottomNav places={places(route, snapshot)} />}
    </>
  );
}

/** Titles name the kind of page, never a person: they end in the browser's history. */
const TITLES: Record<Route['page'], string> = {
  azi: 'Azi',
  oameni: 'Oameni',
  adauga: 'Adaugă',
  sarcini: 'Sarcini',
  'mai-mult': 'Mai mult',
  trimiteri: 'Trimiteri',
  cont: 'PIN și cont',
  casa: 'Gospodărie',
  om: 'Persoană',
  formulare: 'Ce scrieți?',
  formular: 'Formular',
  inregistrare: 'Intrare',
  salvat: 'Salvat',
};

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'azi':
      return <Today />;
    case 'oameni':
      return <People />;
    case 'adauga':
      return <Add />;
    case 'sarcini':
      return <Tasks />;
    case 'mai-mult':
      return <More />;
    case 'trimiteri':
      return <Transmissions />;
    case 'cont':
      return <Account />;
    case 'casa':
      return <Household group={route.group} />;
    case 'om':
      return <Person group={route.group} person={route.person} />;
    case 'formulare':
      return <FormList group={route.group} person={route.person} />;
    case 'formular':
      return <FormPage draft={route.draft} />;
    case 'inregistrare':
      return <RecordPage group={route.group} record={route.record} />;
    case 'salvat':
      return <Saved group={route.group} record={route.record} />;
  }
}

function places(route: Route, snapshot: Snapshot): NavPlace[] {
  const late = openTasks(snapshot, true).filter(
    ({ task }) => (task.due_on ?? '9999') <= dayOf(new Date()),
  );
  const at = (...pages: Route['page'][]) => pages.includes(route.page);
  return [
    { href: '#/azi', title: 'Azi', icon: 'sun', current: at('azi') },
    {
      href: '#/oameni',
      title: 'Oameni',
      icon: 'users',
      current: at('oameni', 'casa', 'om', 'formulare', 'inregistrare', 'salvat'),
    },
    { href: '#/adauga', title: 'Adaugă', icon: 'plus', current: at('adauga'), main: true },
    {
      href: '#/sarcini',
      title: 'Sarcini',
      icon: 'list-checks',
      current: at('sarcini'),
      waiting: late.length,
    },
    {
      href: '#/mai-mult',
      title: 'Mai mult',
      icon: 'ellipsis',
      current: at('mai-mult', 'trimiteri', 'cont'),
      waiting: heldCount(snapshot),
    },
  ];
}
