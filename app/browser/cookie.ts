const KEPT_SECONDS = 365 * 24 * 60 * 60;

/** Keeps a text in a cookie for a year, so that the server can draw the page by it; an empty text removes the cookie. */
export function keepCookie(name: string, text: string): void {
  const seconds = text === '' ? 0 : KEPT_SECONDS;
  document.cookie = `${name}=${text}; path=/; max-age=${seconds}; samesite=lax`;
}
