/**
 * The browser's storage for the desk. Storage may be blocked (every access throws), missing or full. These functions never throw, and report
 * whether a text was stored.
 */

/** The text under a key; null when there is none or storage can't be read. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Stores a text under a key, across reloads. False when that failed: storage is full, blocked or missing. */
export function keepStored(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** Removes a key. That works in full storage too. */
export function dropStored(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage that can't be reached contains none of our data.
  }
}
