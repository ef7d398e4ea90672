import type { AmountProblem } from '../../core/amounts/parse.ts';
import type { NoRouteReason } from '../../core/routing/route.ts';
import type { ConnectionState } from '../live/connectionState.ts';
import type { Session } from '../live/session.ts';
import { impactBandOf } from '../quotes/impact.ts';
import type { TicketQuote } from './quoteTicket.ts';
import type { TicketState } from './ticketState.ts';

function amountWords(problem: AmountProblem | 'zero', decimals: number): string {
  switch (problem) {
    case 'empty':
    case 'zero':
      return 'Enter an amount';
    case 'not-a-number':
      return 'That is not an amount';
    case 'too-many-decimals':
      return `At most ${decimals} decimals`;
    case 'too-large':
      return 'The amount is too large';
    default:
      return problem satisfies never;
  }
}

const NO_ROUTE_WORDS = {
  'no-pool': 'No pool trades this pair',
  'zero-output': 'The amount is too small',
  'not-enough-liquidity': 'More than the pools hold',
  refused: 'The pools refuse this swap',
} as const satisfies Record<NoRouteReason, string>;

function linkWords(session: Session, connection: ConnectionState, stale: boolean): string | undefined {
  if (session.status === 'ended') return session.bySigningOut ? 'Signed out' : 'Your session has ended';
  if (session.status === 'starting') {
    return session.problem?.final === true ? session.problem.title : 'Opening your paper wallet';
  }
  if (connection === 'offline') return 'Offline';
  if (connection === 'reconnecting') return 'Reconnecting';
  if (connection === 'connecting') return 'Connecting';
  return stale ? 'Waiting for current prices' : undefined;
}

/** Why the ticket can't be sent, as the text of its button; undefined when it can. */
export function blockerOf(opts: {
  state: TicketState;
  quote: TicketQuote;
  session: Session;
  connection: ConnectionState;
  stale: boolean;
  hasMarket: boolean;
  /** True while the engine accepts no new orders. */
  intakePaused: boolean;
  /** True while the chain is not the one that the engine trades on. */
  chainChanged: boolean;
  /** Seconds that the server asked to wait for; 0 when it did not. */
  waitSeconds: number;
  /** Base units of tokenIn; undefined while not known. */
  available: bigint | undefined;
}): string | undefined {
  const { state, quote, available } = opts;
  const link = linkWords(opts.session, opts.connection, opts.stale);
  if (link !== undefined) return link;
  if (opts.chainChanged) return 'The chain was replaced';
  if (opts.intakePaused) return 'New orders are paused';
  if (quote.amountProblem !== undefined) return amountWords(quote.amountProblem, state.tokenIn.decimals);
  if (!opts.hasMarket || available === undefined || quote.amountIn === undefined) return 'Waiting for prices';
  if (quote.amountIn > available) return `Not enough ${state.tokenIn.symbol}`;
  if (quote.decision === undefined) return 'Waiting for prices';
  if (quote.decision.kind !== 'route') {
    return NO_ROUTE_WORDS[quote.decision.reason];
  }
  if (impactBandOf(quote.decision.route.priceImpactPpm) === 'blocked') return 'Price impact above 15%';
  if (quote.slippageBps === undefined) return 'Enter a slippage';
  if (quote.ownMinimumProblem !== undefined) return 'Enter your minimum';
  return opts.waitSeconds > 0 ? `Wait ${opts.waitSeconds} s` : undefined;
}
