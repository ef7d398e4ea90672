/** How the JSON of an item is had, where that is known. */
const jsonOfItem = new WeakMap<object, () => string>();

/** True for an item of withJson or sharedItem. */
export const hasJson = (item: object): boolean => jsonOfItem.has(item);

/** Notes how the JSON of an item, never changed again, is made; that happens once, when it is first asked for. `make` has to give what JSON.stringify would. Returns the item. */
export function withJson<Item extends object>(item: Item, make: () => string): Item {
  let json: string | undefined;
  jsonOfItem.set(item, () => {
    json ??= make();
    return json;
  });
  return item;
}

/** Marks an item, never changed again, as sent to many: its JSON is made once. Returns it. */
export const sharedItem = <Item extends object>(item: Item): Item =>
  hasJson(item) ? item : withJson(item, () => JSON.stringify(item));

/** The JSON of an item, not made again where it is known. */
export const jsonOf = (item: object): string => jsonOfItem.get(item)?.() ?? JSON.stringify(item);
