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

/** What can stop an order of any kind. */
type Circumstances = {
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
  /** Base units of tokenIn; undefined while not known. */
  available: bigint | undefined;
};

/** Why no order of this amount can be sent now, whatever its kind, in words; undefined when one can. */
export function gateOf(opts: Circumstances): string | undefined {
  const { state, quote, available } = opts;
  const link = linkWords(opts.session, opts.connection, opts.stale);
  if (link !== undefined) return link;
  if (opts.chainChanged) return 'The chain was replaced';
  if (opts.intakePaused) return 'New orders are paused';
  if (quote.amountProblem !== undefined) return amountWords(quote.amountProblem, state.tokenIn.decimals);
  if (!opts.hasMarket || available === undefined || quote.amountIn === undefined) return 'Waiting for prices';
  return quote.amountIn > available ? `Not enough ${state.tokenIn.symbol}` : undefined;
}

/** Why the quote can't be sent as a market order, as the text of the button; undefined when it can. */
export function swapObstacle(quote: TicketQuote): string | undefined {
  if (quote.decision === undefined) return 'Waiting for prices';
  if (quote.decision.kind !== 'route') return NO_ROUTE_WORDS[quote.decision.reason];
  if (impactBandOf(quote.decision.route.priceImpactPpm) === 'blocked') return 'Price impact above 15%';
  if (quote.slippageBps === undefined) return 'Enter a slippage';
  return quote.ownMinimumProblem === undefined ? undefined : 'Enter your minimum';
}
