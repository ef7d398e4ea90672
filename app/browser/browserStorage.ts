/**
 * What this browser remembers for the desk. Storage may be blocked (every access throws), missing or full: nothing here ever throws, and
 * the caller learns whether a text was kept.
 */

/** The text under a key; null when there is none or storage can't be read. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text under a key over reloads. False when this browser would not: storage is full, blocked or missing. */
export function keepStored(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** Removes what is under a key. That works in full storage too. */
export function dropStored(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage that can't be reached holds nothing of ours.
  }
}
