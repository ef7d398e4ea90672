/** The kinds whose orders wait for the market; for code that does without the schemas of the kinds. A test compares it with them. */
export const RESTING_NAMES = ['limit', 'stop', 'takeProfit', 'trailingStop', 'oco', 'bracket'] as const;

const names: ReadonlySet<string> = new Set(RESTING_NAMES);

/** True for a kind whose orders wait for the market before they are executed. */
export function kindRests(name: string): boolean {
  return names.has(name);
}
