// @ts-check
import { parseSync, Visitor } from 'oxc-parser';

/**
 * The places in a TypeScript or JavaScript source whose code (not its comments, and not the names of imported modules) contains one of the
 * brands' words: in a text, a template, JSX, a property or another name. Throws on source that can not be parsed.
 * @param {{ file: string, source: string, words: readonly string[] }} opts words in lower case
 * @returns {{ line: number, text: string }[]}
 */
export function brandLiterals({ file, source, words }) {
  const { program, errors } = parseSync(file, source);
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  /** @type {Map<number, string>} */
  const found = new Map();
  /** @type {Set<number>} */
  const modules = new Set();
  /**
   * @param {number} start
   * @param {unknown} text
   */
  const look = (start, text) => {
    if (typeof text !== 'string' || modules.has(start)) return;
    if (words.some((word) => text.toLowerCase().includes(word))) found.set(start, text);
  };
  /** @param {{ start: number } | null | undefined} module */
  const skip = (module) => {
    if (module) modules.add(module.start);
  };
  new Visitor({
    ImportDeclaration: (node) => skip(node.source),
    ExportAllDeclaration: (node) => skip(node.source),
    ExportNamedDeclaration: (node) => skip(node.source),
    ImportExpression: (node) => skip(node.source),
    TSImportType: (node) => skip(node.source),
    Literal: (node) => look(node.start, node.value),
    TemplateElement: (node) => look(node.start, node.value.cooked),
    JSXText: (node) => look(node.start, node.value),
    Identifier: (node) => look(node.start, node.name),
  }).visit(program);
  return [...found].map(([start, text]) => ({ line: source.slice(0, start).split('\n').length, text: text.trim() }));
}
