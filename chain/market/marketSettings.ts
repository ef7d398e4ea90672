/** Parameters of the market; each is a percentage of the default, 100. */
export type MarketSettings = {
  /** Of the fair prices' movements, which stay within their bounds for any value. */
  readonly volatilityPercent: number;
  /** Of the venues' own deviation from the fair price. */
  readonly venueSpreadPercent: number;
  /** Of the pools' liquidity. */
  readonly depthPercent: number;
};

export const ORDINARY_MARKET: MarketSettings = { volatilityPercent: 100, venueSpreadPercent: 100, depthPercent: 100 };

/** The market's part of all settings. */
export function marketSettingsOf(settings: MarketSettings): MarketSettings {
  const { volatilityPercent, venueSpreadPercent, depthPercent } = settings;
  return { volatilityPercent, venueSpreadPercent, depthPercent };
}
