/** Fields of errors that carry a statement's parameters or a request's content: postgres.js, drizzle, ioredis and zod set them. */
const CONTENT = new Set(['parameters', 'params', 'args', 'argv', 'query', 'sql', 'types', 'input', 'body', 'headers']);
/** Fields of Postgres' errors that quote rows or values. */
const QUOTED_ROWS = new Set(['detail', 'where', 'internal_query']);
const MAX_DEPTH = 6;

/** A logged value in which every error, at any depth, is replaced by its `loggedError`. */
export function withLoggedErrors(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return loggedError(value, depth);
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => withLoggedErrors(one, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return mapFields(value, (field) => withLoggedErrors(field, depth + 1));
}

/** The parts of an error that are logged: type, message, stack, codes and causes, without statement parameters and rows. */
function loggedError(error: Error, depth: number): Record<string, unknown> {
  if (depth > MAX_DEPTH) return { type: error.name };
  const message = safeMessage(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    ...safeFields(error, depth),
    type: error.constructor.name || error.name,
    message,
    stack: [`${error.name}: ${message}`, ...frames].join('\n'),
    ...(error.cause === undefined ? {} : { cause: withLoggedErrors(error.cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: withLoggedErrors(error.errors, depth + 1) } : {}),
  };
}

/** The fields of an error, or of an object in one, without their content. */
function safeFields(source: object, depth: number): Record<string, unknown> {
  const kept = Object.entries(source).filter(
    ([name]) => !CONTENT.has(name) && !(isFromPostgres(source) && QUOTED_ROWS.has(name)),
  );
  return mapFields(Object.fromEntries(kept), (field) => {
    if (field instanceof Error) return loggedError(field, depth + 1);
    if (typeof field !== 'object' || field === null) return field;
    if (depth > MAX_DEPTH) return '[object]';
    if (Array.isArray(field))
      return field.filter((one) => one instanceof Error).map((one) => loggedError(one, depth + 1));
    return safeFields(field, depth + 1);
  });
}

/** Drizzle appends the parameters to its message; Postgres quotes a value that it can't read. */
export function safeMessage(error: Error): string {
  const message = withoutParameters(error.message);
  return isFromPostgres(error) ? message.replace(/: ".*"/s, '') : message;
}

/** A text without the list of parameters that drizzle ends its messages with. */
export function withoutParameters(text: string): string {
  return text.replace(/\nparams:[\s\S]*$/, '');
}

function isFromPostgres(source: object): boolean {
  return 'severity' in source && 'code' in source;
}

function mapFields(source: object, map: (field: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(source).map(([name, field]) => [name, map(field)]));
}
