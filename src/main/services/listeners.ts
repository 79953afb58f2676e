/** A list of functions to tell about changes. */
export interface Listeners<Value> {
  /** @returns the function that takes the listener off. */
  add(listener: (value: Value) => void): () => void;
  tell(value: Value): void;
}

export const createListeners = <Value>(): Listeners<Value> => {
  const listeners = new Set<(value: Value) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(value) {
      for (const listener of listeners) listener(value);
    },
  };
};
