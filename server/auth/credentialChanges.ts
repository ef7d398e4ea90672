/** Notifies parts of this process at once that a trader's sessions or keys changed; other servers find out by their own checks. */
export type CredentialChanges = {
  changed(traderId: string): void;
  /** Calls the listener on each change, as long as the process lives. */
  onChange(listener: (traderId: string) => void): void;
};

export function createCredentialChanges(): CredentialChanges {
  const listeners: ((traderId: string) => void)[] = [];
  return {
    changed(traderId) {
      for (const listener of listeners) listener(traderId);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
