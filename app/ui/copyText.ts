/** Copies a text. Rejects where the browser refuses; without a secure origin it has no clipboard at all. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
