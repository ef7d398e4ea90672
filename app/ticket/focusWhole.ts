/** Focuses a field with its text selected. */
export function focusWhole(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}
