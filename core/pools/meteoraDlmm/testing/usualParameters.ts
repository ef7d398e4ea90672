import type { DlmmParameters } from '../dlmmPool.ts';

/** Parameters of an ordinary pair, as the vectors in `golden` have them (bench/oracle). */
export const USUAL_PARAMETERS: DlmmParameters = {
  binStep: 4,
  baseFactor: 10_000,
  baseFeePowerFactor: 0,
  filterPeriod: 30,
  decayPeriod: 600,
  reductionFactor: 5_000,
  variableFeeControl: 40_000,
  maxVolatilityAccumulator: 350_000,
  protocolShare: 500,
};
