// @ts-check
import { parseSync, Visitor } from 'oxc-parser';

/**
 * One import of a source file.
 * @typedef {{ specifier: string | undefined, typeOnly: boolean, line: number }} ModuleImport `specifier`: undefined when it is computed
 */

/**
 * All `import`, `export … from`, `import()`, `import('…')` in types and `require()` of TypeScript or JavaScript. `import { type A }` is no
 * type-only import: the compiler keeps the import of the module. Throws on source that can not be parsed.
 * @param {{ file: string, source: string }} opts
 * @returns {ModuleImport[]}
 */
export function moduleImports({ file, source }) {
  const { program, errors } = parseSync(file, source);
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  /** @type {ModuleImport[]} */
  const found = [];
  /**
   * @param {import('oxc-parser').Expression | undefined} from the expression that names the module
   * @param {boolean} typeOnly
   */
  const add = (from, typeOnly) =>
    found.push({
      specifier: textOf(from),
      typeOnly,
      line: source.slice(0, from?.start).split('\n').length,
    });
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => node.source !== null && add(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.source, false),
    TSImportType: (node) => add(node.source, true),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && callee.name === 'require')
        add(first?.type === 'SpreadElement' ? undefined : first, false);
    },
  }).visit(program);
  return found;
}

/** @param {import('oxc-parser').Expression | undefined} node */
function textOf(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  // A file in a literal folder with a computed name: `./models/${name}.ts`. A star stands for the name.
  if (node?.type === 'TemplateLiteral' && /^\.{1,2}\//.test(node.quasis[0]?.value.raw ?? ''))
    return node.quasis.map(({ value }) => value.raw).join('*');
  return undefined;
}
