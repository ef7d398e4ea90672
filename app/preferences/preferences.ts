import { keepStored, readStored } from '../browser/browserStorage.ts';
import { createExternalStore } from '../browser/externalStore.ts';

/** The trader's preferences, as stored in this browser. */
export type Preferences = {
  /** Swaps without the confirm step, where the price impact allows. */
  readonly oneClick: boolean;
  /** Shortcuts of a single key, such as F. */
  readonly singleKeys: boolean;
  /** The first visit's hint was read or dismissed. */
  readonly hintSeen: boolean;
  /** The trader's slippage in basis points; null leaves it to the desk. */
  readonly slippageBps: number | null;
};

export const DEFAULT_PREFERENCES: Preferences = {
  oneClick: false,
  singleKeys: true,
  hintSeen: false,
  slippageBps: null,
};

const KEY = 'oee.preferences';
const MAX_BPS = 5_000;

function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

/** Preferences from stored text; missing or invalid values get their defaults. */
function parsePreferences(text: string | null): Preferences {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '{}');
  } catch {
    return DEFAULT_PREFERENCES;
  }
  if (typeof stored !== 'object' || stored === null) return DEFAULT_PREFERENCES;
  const given = stored as Readonly<Record<string, unknown>>;
  const bps = given.slippageBps;
  return {
    oneClick: flag(given.oneClick, DEFAULT_PREFERENCES.oneClick),
    singleKeys: flag(given.singleKeys, DEFAULT_PREFERENCES.singleKeys),
    hintSeen: flag(given.hintSeen, DEFAULT_PREFERENCES.hintSeen),
    slippageBps: typeof bps === 'number' && Number.isInteger(bps) && bps >= 0 && bps <= MAX_BPS ? bps : null,
  };
}

export const preferences = createExternalStore<Preferences>(DEFAULT_PREFERENCES);

/** Reads the stored preferences, and follows changes in other tabs; returns a function that stops it. */
export function watchPreferences(): () => void {
  const read = () => preferences.set(parsePreferences(readStored(KEY)));
  const onStorage = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) read();
  };
  read();
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}

/** Changes and stores preferences; without storage they apply only until the page is closed. */
export function setPreferences(change: Partial<Preferences>): void {
  const next = { ...preferences.get(), ...change };
  preferences.set(next);
  keepStored(KEY, JSON.stringify(next));
}
