import { z } from 'zod';
import { refusalView } from '../../core/errors/refusal.ts';
import { type EngineErrorShape, refusalOf } from '../trpc/errorShape.ts';

/** The answer of the plain interface to a refused request: one form for every path and for the WebSocket. */
export const plainError = z.object({ error: refusalView });
export type PlainError = z.infer<typeof plainError>;

/** The flat form of an error. */
export function plainErrorOf(shape: EngineErrorShape): PlainError {
  return { error: refusalOf(shape) };
}
