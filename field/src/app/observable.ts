import { useLayoutEffect, useState } from 'preact/hooks';

/** A value that screens watch. */
export interface Observable<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

export function observable<T>(initial: T): Observable<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useValue<T>(source: Observable<T>): T {
  const [value, setValue] = useState(source.get());
  useLayoutEffect(() => {
    const take = () => setValue(() => source.get());
    take();
    return source.subscribe(take);
  }, [source]);
  return value;
}
