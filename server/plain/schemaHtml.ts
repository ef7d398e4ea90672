import { escaped, prose } from './docsText.ts';

/** The parts of a JSON Schema that the document uses. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}

/** Bounds that only mean that a number is a safe integer. */
const isWide = (bound: number | undefined) => bound === undefined || Math.abs(bound) === Number.MAX_SAFE_INTEGER;

function plainText({ type = '', minimum, maximum }: Schema): string {
  const from = isWide(minimum) ? '' : ` from ${minimum}`;
  const to = isWide(maximum) ? '' : ` to ${maximum}`;
  return `${[type].flat().join(' or ')}${from}${to}`;
}

/** A schema in a word or a few; names of the document's own are links. */
export function typeHtml(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = escaped(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1));
    return `<a href="#${name}">${name}</a>`;
  }
  const either = schema.oneOf ?? schema.anyOf;
  if (either !== undefined) return either.map(typeHtml).join(' or ');
  if (schema.const !== undefined) return `<code>${escaped(JSON.stringify(schema.const))}</code>`;
  const usual =
    schema.default === undefined ? '' : `, <code>${escaped(JSON.stringify(schema.default))}</code> if absent`;
  if (schema.enum !== undefined)
    return `${schema.enum.map((one) => `<code>${escaped(JSON.stringify(one))}</code>`).join(' ')}${usual}`;
  const text =
    schema.type === 'array'
      ? `list of ${typeHtml(schema.prefixItems?.[0] ?? schema.items ?? {})}`
      : escaped(plainText(schema));
  return `<span class="type">${text === '' ? 'any' : text}${schema.format === 'date-time' ? ' (instant)' : ''}${usual}</span>`;
}

/** The field that distinguishes an alternative: one with a single value, such as its status. */
function whenHtml({ properties = {} }: Schema): string {
  const [name, field] = Object.entries(properties).find(([, { const: only }]) => only !== undefined) ?? [];
  return field === undefined ? 'either' : `when <code>${escaped(name ?? '')}</code> is ${typeHtml(field)}`;
}

/** The fields of a schema, also inside lists and alternatives; empty when it has none. */
function insideHtml(schema: Schema): string {
  const either = schema.oneOf ?? schema.anyOf;
  if (either !== undefined) {
    const parts = either.flatMap((one) => {
      const inside = insideHtml(one);
      const text = one.description === undefined ? '' : ` ${prose(one.description)}`;
      return inside === '' ? [] : [{ inside, when: `${whenHtml(one)}${text}` }];
    });
    if (parts.length < 2) return parts[0]?.inside ?? '';
    return `<ul>${parts.map(({ inside, when }) => `<li>${when} ${inside}</li>`).join('')}</ul>`;
  }
  if (schema.items !== undefined) return insideHtml(schema.items);
  return schema.properties === undefined ? '' : schemaHtml(schema);
}

/** A schema with all its fields, nested like them. */
export function schemaHtml(schema: Schema): string {
  if (schema.properties === undefined) return insideHtml(schema) || `<p>${typeHtml(schema)}</p>`;
  const rows = Object.entries(schema.properties).map(([name, field]) => {
    const optional = schema.required?.includes(name) === true ? '' : ' <span class="muted">optional</span>';
    const text = field.description === undefined ? '' : ` ${prose(field.description)}`;
    return `<li><code>${escaped(name)}</code>${optional} ${typeHtml(field)}${text}${insideHtml(field)}</li>`;
  });
  return `<ul>${rows.join('')}</ul>`;
}
