import type { Page } from 'playwright/test';

/** A step of an order as received by the page's socket. */
type HeardEvent = { readonly orderId: string; readonly seq: number };

/** The page's connection to the server, which can be cut and restored, and the events that it received. */
export type SocketLine = {
  /** Every event that the page received, in order of arrival. */
  readonly heard: readonly HeardEvent[];
  cut(): Promise<void>;
  mend(): Promise<void>;
};

function isEvent(value: object): value is HeardEvent {
  return 'orderId' in value && 'seq' in value && typeof value.seq === 'number';
}

/** All events in a message of whatever shape. */
function eventsIn(value: unknown): HeardEvent[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isEvent(value)) return [value];
  return Object.values(value).flatMap(eventsIn);
}

/** Puts a switch into the socket of a page; the page is loaded again for it. */
export async function socketLine(page: Page): Promise<SocketLine> {
  const heard: HeardEvent[] = [];
  const cuts: (() => Promise<void>)[] = [];
  let allowed = Promise.resolve();
  let allow = () => {};
  await page.routeWebSocket(/\/api\/ws(\?.*)?$/, async (socket) => {
    await allowed;
    const server = socket.connectToServer();
    let open = true;
    server.onMessage((message) => {
      if (!open) return;
      const text = message.toString();
      if (text.startsWith('{') || text.startsWith('[')) heard.push(...eventsIn(JSON.parse(text)));
      socket.send(message);
    });
    cuts.push(async () => {
      open = false;
      await server.close();
      await socket.close({ code: 1012 });
    });
  });
  await page.reload();
  return {
    heard,
    async cut() {
      allowed = new Promise((resolve) => {
        allow = resolve;
      });
      await page.context().setOffline(true);
      await Promise.all(cuts.splice(0).map((cut) => cut()));
    },
    async mend() {
      await page.context().setOffline(false);
      allow();
    },
  };
}
