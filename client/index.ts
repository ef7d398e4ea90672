export { type ClientOptions, createClient, type EngineConnection } from './createClient.ts';
export { EngineClientError, type EngineErrorCode, type EngineRefusalCode } from './engineClientError.ts';
export type {
  Amendment,
  AppRouter,
  EngineClient,
  Order,
  OrderEvent,
  OrderRequest,
  RouterInputs,
  RouterOutputs,
} from './engineTypes.ts';
export { GuestSessionError, guestSession } from './guestSession.ts';
export type { PlacedOrder } from './placeMany.ts';
export { retryDelayMs } from './retryDelay.ts';
