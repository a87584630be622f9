import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { GroupView } from '../store/overlay';
import type { ExchangeState } from './exchange';
import { useValue } from './observable';
import { readGroup, type Snapshot } from './snapshot';
import type { OpenStage } from './stage';

export const OpenContext = createContext<OpenStage | null>(null);

/** The opened phone; only pages behind the lock may ask. */
export function useOpen(): OpenStage {
  const open = useContext(OpenContext);
  if (!open) throw new Error('a page stands outside the opened phone');
  return open;
}

export function useSnapshot(): Snapshot {
  return useValue(useOpen().snapshot);
}

export function useExchange(): ExchangeState {
  return useValue(useOpen().exchange.state);
}

/** `undefined` while it is read, null when the phone does not hold it. */
export function useGroup(group: string): GroupView | null | undefined {
  const { desk } = useOpen();
  const snapshot = useSnapshot();
  const [view, setView] = useState<GroupView | null | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    void readGroup(desk, snapshot, group).then((read) => {
      if (wanted) setView(read);
    });
    return () => {
      wanted = false;
    };
  }, [desk, snapshot, group]);
  return view?.group === group || !view ? view : undefined;
}
