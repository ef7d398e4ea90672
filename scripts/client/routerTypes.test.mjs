// @ts-check
import { describe, expect, it } from 'vitest';
import { routerTypes } from './routerTypes.mjs';

const errorShape = 'export type EngineErrorData = {\n    code: ErrorCode;\n    text: string;\n};\n';
const errors = 'export declare const ERRORS: {\n    readonly FIRST: {\n    };\n    readonly SECOND: {\n    };\n};\n';

/** @param {string} output */
const router = (output) => `import type { TRPCBuiltRouter } from '@trpc/server';
import type { EngineErrorShape } from './errorShape.ts';
export declare const appRouter: TRPCBuiltRouter<{ ctx: import("./context.ts").CallContext }, { get: ${output} }>;
export type AppRouter = typeof appRouter;
`;

describe('routerTypes', () => {
  it('leaves out the context and writes the error codes out', () => {
    const text = routerTypes({
      router: router('import("@trpc/server").Procedure<{ id: string }>'),
      errorShape,
      errors,
    });
    expect(text).toContain('{ ctx: object }');
    expect(text).toContain("export type ErrorCode = 'FIRST' | 'SECOND';");
    expect(text).not.toContain('.ts"');
    expect(text).not.toContain(".ts'");
  });

  it('refuses a router that names a type of the server, and names that type', () => {
    const naming = () => routerTypes({ router: router('import("../events/x.ts").Item'), errorShape, errors });
    expect(naming).toThrow('../events/x.ts');
  });

  it('refuses errors in an unexpected form', () => {
    expect(() => routerTypes({ router: router('string'), errorShape: '', errors })).toThrow('an unexpected form');
    expect(() => routerTypes({ router: router('string'), errorShape, errors: '' })).toThrow('an unexpected form');
  });
});
