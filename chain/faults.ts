import { type HashKey, halfSipHash } from './market/halfSipHash.ts';

/** The faults that the chain makes on purpose, from chain.settings. Rates are from 0 to 1. */
export type FaultSettings = {
  readonly loseRequestRate: number;
  readonly loseAnswerRate: number;
  readonly delayRate: number;
  readonly delaySlots: number;
  readonly holdLandings: boolean;
};

/** The fate of one HTTP request that sends transactions. */
export type RequestFate = 'served' | 'request-lost' | 'answer-lost';

export type Faults = {
  /** Draws the fate of a request with a sendTransaction in it. */
  requestFate(settings: FaultSettings): RequestFate;
  /** Draws the delay of a landing in slots, usually 0. */
  landingDelay(settings: FaultSettings): number;
};

/** Draws from a seed; the n-th draw of a seed is always the same. */
export function createFaults(seed: HashKey): Faults {
  let drawn = 0;
  const draw = () => halfSipHash(seed, drawn++, 0) / 2 ** 32;
  return {
    requestFate({ loseRequestRate, loseAnswerRate }) {
      if (draw() < loseRequestRate) return 'request-lost';
      return draw() < loseAnswerRate ? 'answer-lost' : 'served';
    },
    landingDelay: ({ delayRate, delaySlots }) => (draw() < delayRate ? delaySlots : 0),
  };
}
