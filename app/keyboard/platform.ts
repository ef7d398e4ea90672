/** True on Apple's keyboards, whose shortcuts use ⌘. In the browser only. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
