import { hasJson, jsonOf } from '../sharedJson.ts';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** A field of a JSON object with a comma after it; empty for a value that JSON leaves out. */
const field = (name: string, value: unknown): string =>
  value === undefined ? '' : `"${name}":${JSON.stringify(value)},`;

/** The JSON of a result's data if the data is, or is tracked and contains, an item whose JSON is known. */
function knownData(data: unknown): string | undefined {
  if (!isObject(data)) return undefined;
  if (hasJson(data)) return jsonOf(data);
  // The form in which tRPC writes the envelope of `tracked` into a message.
  const { id, data: item } = data;
  return isObject(item) && hasJson(item) ? `{${field('id', id)}"data":${jsonOf(item)}}` : undefined;
}

/** A message of tRPC as JSON, equal to that of JSON.stringify, but the JSON of an item for many sockets is made only once. */
export function encodeMessage(message: unknown): string {
  if (!isObject(message) || !isObject(message.result)) return JSON.stringify(message);
  const { id, jsonrpc, result } = message;
  const data = knownData(result.data);
  if (data === undefined) return JSON.stringify(message);
  const before = `${field('id', id)}${field('jsonrpc', jsonrpc)}`;
  return `{${before}"result":{${field('type', result.type)}${field('id', result.id)}"data":${data}}}`;
}
