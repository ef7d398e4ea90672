import { createHash } from 'node:crypto';
import { escaped, prose } from './docsText.ts';
import type { OpenApiDocument } from './openApiDocument.ts';
import { isSchema, type Schema, schemaHtml, typeHtml } from './schemaHtml.ts';

/** The desk's colours, by the reader's own preference. */
const STYLE = `
:root { color-scheme: dark; --ground: #0a0d12; --panel: #10141b; --line: #222a36; --ink: #e8ecf2; --muted: #a3aebd; --accent: #6cb2ff; --good: #4bc99a; --bad: #ff7f87; }
@media (prefers-color-scheme: light) { :root { color-scheme: light; --ground: #eef1f5; --panel: #fff; --line: #dbe1e9; --ink: #10161f; --muted: #465264; --accent: #1556b8; --good: #08684a; --bad: #b3202f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow-x: auto; white-space: pre; padding: .75rem 1rem; background: var(--ground); border: 1px solid var(--line); border-radius: 6px; }
section { margin: 1.5rem 0; padding: 1rem 1.25rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 0; } h3 { font-size: 1.05rem; margin: 0 0 .5rem; } h4 { font-size: .9rem; margin: 1rem 0 .25rem; color: var(--muted); }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); } th { font-weight: 500; white-space: nowrap; }
ul { margin: .25rem 0; padding-left: 1.25rem; } li { margin: .15rem 0; }
@media (max-width: 40rem) { section { padding: 1rem .75rem; } tr { display: block; padding: .35rem 0; border-top: 1px solid var(--line); } th, td { display: block; padding: 0; border: 0; white-space: normal; } ul { padding-left: .9rem; } }
.method { color: var(--good); font-weight: 600; } .muted, .type { color: var(--muted); } .required { color: var(--bad); }
`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

type Operation = NonNullable<NonNullable<OpenApiDocument['paths']>[string]['get']>;
type Part = { readonly [name: string]: unknown };

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

function bodySchema(part: unknown): Schema | undefined {
  const content = isPart(part) && isPart(part.content) ? part.content['application/json'] : undefined;
  return isPart(content) && isSchema(content.schema) ? content.schema : undefined;
}

function parameterRow(parameter: unknown): string {
  if (!isPart(parameter)) return '';
  const schema: Schema = isSchema(parameter.schema) ? parameter.schema : {};
  const must = parameter.required === true ? ' <span class="required">required</span>' : '';
  const where = parameter.in === 'query' ? '' : ` <span class="muted">in ${escaped(String(parameter.in))}</span>`;
  const text = typeof parameter.description === 'string' ? parameter.description : (schema.description ?? '');
  return `<tr><th scope="row"><code>${escaped(String(parameter.name))}</code>${must}${where}</th><td>${typeHtml(schema)}</td><td>${prose(text)}</td></tr>`;
}

function responseRow([status, response]: [string, unknown]): string {
  const schema = bodySchema(response);
  const text = isPart(response) && typeof response.description === 'string' ? response.description : '';
  return `<tr><th scope="row"><code>${escaped(status)}</code></th><td>${prose(text)}</td><td>${schema === undefined ? '' : typeHtml(schema)}</td></tr>`;
}

function operationHtml(opts: { path: string; method: string; operation: Operation }): string {
  const { path, method, operation } = opts;
  const parameters = operation.parameters ?? [];
  const body = bodySchema(operation.requestBody);
  return `<section id="${escaped(operation.operationId ?? path)}">
<h3><span class="method">${method.toUpperCase()}</span> <code>${escaped(path)}</code> ${escaped(operation.summary ?? '')}</h3>
<p>${prose(operation.description ?? '')}</p>
${body === undefined ? '' : `<h4>Body</h4><p>${typeHtml(body)}</p>`}
${parameters.length === 0 ? '' : `<h4>Parameters</h4><table>${parameters.map(parameterRow).join('')}</table>`}
<h4>Answers</h4><table>${Object.entries(operation.responses ?? {})
    .map(responseRow)
    .join('')}</table>
</section>`;
}

/** Commands to try, with a key in the shell's variable KEY. */
function examples(url: string): string {
  return `curl -X POST ${url}/api/orders/execute -H "x-api-key: $KEY" -H 'content-type: application/json' \\
  -d '{"type":"market","tokenIn":"SOL","tokenOut":"USDC","amountIn":"1000000000",
       "slippageBps":50,"idempotencyKey":"my-first"}'
curl '${url}/api/orders?status=open&limit=20' -H "x-api-key: $KEY"
curl -N '${url}/api/orders/stream?after=0' -H "x-api-key: $KEY"
curl '${url}/api/quotes?tokenIn=SOL&tokenOut=USDC&amountIn=1000000000'
npx wscat -H "x-api-key: $KEY" -c '${url.replace(/^http/, 'ws')}/api/orders/execute?orderId=…'`;
}

/** The document as a page for people: self-contained and without scripts, so that it works under the strictest policy. */
export function docsPage(document: OpenApiDocument): { html: string; headers: Record<string, string> } {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (['post', 'get'] as const).flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [operationHtml({ path, method, operation })];
    }),
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) =>
    isSchema(schema) ? `<section id="${escaped(name)}"><h3>${escaped(name)}</h3>${schemaHtml(schema)}</section>` : '',
  );
  const { title, version, description = '' } = document.info;
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}: interface</title><style>${STYLE}</style></head>
<body><main>
<h1>${escaped(title)} <span class="muted">${escaped(version)}</span></h1>
<p>${prose(description)}</p>
<p>The same for programs: <a href="/api/openapi.json">openapi.json</a>.</p>
<pre tabindex="0"><code>${escaped(examples(document.servers?.[0]?.url ?? ''))}</code></pre>
<h2>Paths</h2>
${operations.join('\n')}
<h2>Forms</h2>
${schemas.join('\n')}
</main></body>
</html>
`;
  return { html, headers: HEADERS };
}
