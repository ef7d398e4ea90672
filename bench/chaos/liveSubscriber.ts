import type { EngineConnection } from '../../client/index.ts';
import type { Draws } from './draws.ts';

/** A trader's page that stays open throughout, and moves between the two servers. */
export type LiveSubscriber = {
  /** The last event number seen. */
  seen(): bigint;
  /** Events that were missing, repeated or out of order. */
  gaps(): number;
  /** How often it moved to the other server. */
  moves(): number;
  close(): void;
};

/** How long it stays at a server, milliseconds. */
const STAYS = [2_000, 6_000] as const;

/** Follows all of a trader's events from the first on; moves to the other server from time to time, resuming after the last event seen. */
export function followTrader(opts: { connections: readonly EngineConnection[]; draws: Draws }): LiveSubscriber {
  const { connections, draws } = opts;
  let last = 0n;
  let gaps = 0;
  let turn = draws.whole(0, 1);
  let moves = 0;
  let current: { unsubscribe(): void } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function subscribe(): void {
    const mine = moves;
    // Late items of an earlier subscription are ignored.
    const moveOn = () => {
      if (mine === moves) move();
    };
    const connection = connections[turn % connections.length];
    current = connection?.client.orders.onUpdate.subscribe(
      { lastEventId: last.toString() },
      {
        onData: ({ data }) => {
          if (data.type !== 'events' || mine !== moves) return;
          for (const event of data.events) {
            const seq = BigInt(event.traderSeq);
            if (seq !== last + 1n) gaps += 1;
            if (seq > last) last = seq;
          }
        },
        // The subscription ended for good at this server; the other one may work.
        onError: moveOn,
        onComplete: moveOn,
      },
    );
    timer = setTimeout(moveOn, draws.whole(...STAYS));
  }

  function move(): void {
    clearTimeout(timer);
    if (closed) return;
    turn += 1;
    moves += 1;
    current?.unsubscribe();
    subscribe();
  }

  subscribe();
  return {
    seen: () => last,
    gaps: () => gaps,
    moves: () => moves,
    close() {
      closed = true;
      clearTimeout(timer);
      current?.unsubscribe();
    },
  };
}
