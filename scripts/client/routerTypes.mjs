// @ts-check
import { moduleImports } from '../imports/moduleImports.mjs';
import { PlainError } from '../supervision/plainError.mjs';

/**
 * The type of the server's router as one self-contained declaration file: procedures with their inputs, outputs and errors; its only
 * imports are of `@trpc/`. The compiler has already written out every type that a schema infers; the context, which clients
 * never see, and the error remain. Throws PlainError when the file still names a type of the server.
 * @param {{ router: string, errorShape: string, errors: string }} declarations as emitted: of the router, the error's shape, the error codes
 */
export function routerTypes({ router, errorShape, errors }) {
  const codes = [...errors.matchAll(/^ {4}readonly ([A-Z_]+): \{$/gm)].map(([, code]) => `'${code}'`);
  const data = /^export type EngineErrorData = \{$[^}]*^\};$/m.exec(errorShape)?.[0];
  if (codes.length === 0 || data === undefined)
    throw new PlainError('The declarations of the errors have an unexpected form.');
  const standing = [
    router
      .replaceAll('import("./context.ts").CallContext', 'object')
      .replace(/^import type \{ EngineErrorShape \} from '.\/errorShape.ts';$/m, '')
      .replace(/^export declare const appRouter/m, 'declare const appRouter')
      .trim(),
    `/** Every way in which the engine says no. */\nexport type ErrorCode = ${codes.join(' | ')};`,
    data,
    "export type EngineErrorShape = import('@trpc/server').TRPCErrorShape<EngineErrorData>;",
  ].join('\n');
  const named = moduleImports({ file: 'router.d.ts', source: standing }).map(
    ({ specifier }) => specifier ?? 'something computed',
  );
  const foreign = named.filter((specifier) => !specifier.startsWith('@trpc/'));
  if (foreign.length > 0) {
    throw new PlainError(
      `The client's types would need ${[...new Set(foreign)].join(', ')}: give what a procedure takes and yields as \`z.infer\` of a schema, so that it is written out.`,
    );
  }
  return `${standing}\n`;
}
