export {
  type AppRouter,
  type ClientOptions,
  createClient,
  type EngineClient,
  type EngineClientError,
  type EngineConnection,
  type RouterInputs,
  type RouterOutputs,
  retryDelayMs,
} from './createClient.ts';
export { GuestSessionError, guestSession } from './guestSession.ts';
