import type { Page } from 'playwright';

const LIVE_MS = 60_000;

/** Waits until the desk is live and its wallet open. */
export async function untilLive(page: Page): Promise<void> {
  await page.getByRole('status', { name: 'Connection: Live' }).first().waitFor({ timeout: LIVE_MS });
}

/** A trader who knows the desk and trades by one click: no hint, no confirm step. */
export const EXPERIENCED = `localStorage.setItem('oee.preferences', JSON.stringify({ hintSeen: true, oneClick: true }))`;
