/** Copies a text. Rejects where the browser refuses; without a secure origin there is no clipboard. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
