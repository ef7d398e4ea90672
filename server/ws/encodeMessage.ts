/** The JSON of items that many sockets are sent, made once. */
const shared = new WeakMap<object, string | undefined>();

/** Marks an item, never changed again, as sent to many: its JSON is made once. Returns it. */
export function sharedItem<Item extends object>(item: Item): Item {
  if (!shared.has(item)) shared.set(item, undefined);
  return item;
}

function textOf(item: object): string {
  const known = shared.get(item);
  if (known !== undefined) return known;
  const text = JSON.stringify(item);
  shared.set(item, text);
  return text;
}

/** The shared item that a message of tRPC's carries as its result's data, undefined for any other message. */
function itemOf(message: unknown): { id: unknown; item: object } | undefined {
  if (typeof message !== 'object' || message === null || !('result' in message)) return undefined;
  const { result } = message;
  if (typeof result !== 'object' || result === null || !('data' in result)) return undefined;
  const { data } = result;
  if (typeof data !== 'object' || data === null || !shared.has(data)) return undefined;
  return { id: 'id' in message ? message.id : undefined, item: data };
}

/** A message of tRPC's as JSON, as JSON.stringify makes it, but that a shared item's is not made again for every socket. */
export function encodeMessage(message: unknown): string {
  const found = itemOf(message);
  if (found === undefined) return JSON.stringify(message);
  const id = found.id === undefined ? '' : `"id":${JSON.stringify(found.id)},`;
  return `{${id}"result":{"type":"data","data":${textOf(found.item)}}}`;
}
