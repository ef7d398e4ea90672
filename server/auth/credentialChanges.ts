/** Tells parts of this process at once that a trader's sessions or keys changed; other servers find out by their own looks. */
export type CredentialChanges = {
  changed(traderId: string): void;
  /** The one listener: the watch over open sockets. */
  onChange(listener: (traderId: string) => void): void;
};

export function createCredentialChanges(): CredentialChanges {
  let listener: (traderId: string) => void = () => {};
  return {
    changed: (traderId) => listener(traderId),
    onChange(next) {
      listener = next;
    },
  };
}
