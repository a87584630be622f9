import { Elsewhere } from '../pages/Elsewhere';
import { Locked } from '../pages/Locked';
import { Unreadable } from '../pages/Unreadable';
import { Welcome } from '../pages/Welcome';
import { useValue } from './observable';
import { Shell } from './Shell';
import { stage } from './stage';

/** Which screen the phone's present stage calls for. */
export function App() {
  const now = useValue(stage);
  switch (now.name) {
    case 'opening':
      return <main class="page page-narrow" aria-busy="true" />;
    case 'unreadable':
      return <Unreadable />;
    case 'welcome':
      return <Welcome evicted={now.evicted} sealedAway={now.sealedAway} ended={now.ended} />;
    case 'locked':
      return <Locked attemptsLeft={now.attemptsLeft} />;
    case 'elsewhere':
      return <Elsewhere store={now.store} />;
    case 'open':
      return <Shell open={now} />;
  }
}
