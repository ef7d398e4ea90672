import { parentPort } from 'node:worker_threads';
import type { CandleAnswer, CandleQuestion } from './candleDesk.ts';
import { indexCandles } from './candles.ts';
import { createMarketModel, type MarketModel } from './marketModel.ts';
import { createSlotClock } from './slotClock.ts';

/** The thread that computes candles, one request at a time, so that slots stay on time under any load. */

let known: { readonly key: string; readonly model: MarketModel } | undefined;

function modelOf({ seed, settings, listing }: CandleQuestion): MarketModel {
  const key = JSON.stringify([seed, settings, listing.version]);
  if (known?.key !== key) known = { key, model: createMarketModel({ seed, settings, listing }) };
  return known.model;
}

function answer(question: CandleQuestion): CandleAnswer {
  try {
    const clock = createSlotClock(question.clock);
    const { headSlot } = question.clock;
    return { candles: indexCandles({ ...question.range, model: modelOf(question), clock, headSlot }) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

const port = parentPort;
port?.on('message', (question: CandleQuestion) => port.postMessage(answer(question)));
