/** The function that makes the JSON of an item, by item. */
const jsonOfItem = new WeakMap<object, () => string>();

/** True for an item of withJson or sharedItem. */
export const hasJson = (item: object): boolean => jsonOfItem.has(item);

/**
 * Registers the function that makes the JSON of an item, which must never change again. It runs once, at the first use, and has to return the same
 * as JSON.stringify. Returns the item.
 */
export function withJson<Item extends object>(item: Item, make: () => string): Item {
  let json: string | undefined;
  jsonOfItem.set(item, () => {
    json ??= make();
    return json;
  });
  return item;
}

/** Marks an item, which must never change again, as sent to many: it is serialised once. Returns the item. */
export const sharedItem = <Item extends object>(item: Item): Item =>
  hasJson(item) ? item : withJson(item, () => JSON.stringify(item));

/** The JSON of an item, from memory where it was made before. */
export const jsonOf = (item: object): string => jsonOfItem.get(item)?.() ?? JSON.stringify(item);
