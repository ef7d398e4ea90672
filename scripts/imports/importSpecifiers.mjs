// @ts-check

/**
 * One import of a source file.
 * @typedef {{ specifier: string | undefined, typeOnly: boolean, line: number }} ImportFound `specifier`: undefined when it is computed
 */

/**
 * Finds `import`, `export … from`, `import()` and `require()` in TypeScript or JavaScript, JSX included. Comments don't count, nor does what
 * stands in strings. `import { type A }` is no type-only import: the compiler keeps the import of the module.
 * @param {string} source
 * @returns {ImportFound[]}
 */
export function importSpecifiers(source) {
  const { code, strings } = withoutTexts(source);
  /** @type {ImportFound[]} */
  const found = [];
  // What is between the keyword and its string can only be names, braces, commas, stars and the words `as`, `type`, `from`.
  const statement = /(?<![\w$.])(import|export)(\s+type(?=[\s{*]))?([\s\w$,{}*]*?)(?:\bfrom\s*)?\ue000(\d+)\ue000/g;
  for (const match of code.matchAll(statement)) {
    const [, keyword, type, names = '', index] = match;
    if (keyword === 'export' && !/\bfrom\s*\ue000\d+\ue000$/.test(match[0])) continue;
    // `import type from 'x'` imports a value called `type`.
    const typeOnly = type !== undefined && names.trim() !== '';
    found.push({ specifier: strings[Number(index)], typeOnly, line: lineAt(code, match.index) });
  }
  for (const match of code.matchAll(/(?<![\w$.])(typeof\s+)?(import|require)\s*\(\s*(\ue000(\d+)\ue000)?/g)) {
    const [, typeOf, , literal, index] = match;
    found.push({
      specifier: literal === undefined ? undefined : strings[Number(index)],
      typeOnly: typeOf !== undefined,
      line: lineAt(code, match.index),
    });
  }
  return found;
}

/**
 * The source with comments blanked and each string replaced by its number between two characters of the private use area.
 * @param {string} source
 */
function withoutTexts(source) {
  /** @type {string[]} */
  const strings = [];
  let code = '';
  let at = 0;
  /** Depths of braces at which a template goes on: `${ … }`. @type {number[]} */
  const templates = [];
  let depth = 0;
  while (at < source.length) {
    const two = source.slice(at, at + 2);
    const one = source[at] ?? '';
    if (two === '//') {
      while (at < source.length && source[at] !== '\n') at++;
    } else if (two === '/*') {
      const end = source.indexOf('*/', at + 2);
      const comment = source.slice(at, end < 0 ? source.length : end + 2);
      code += comment.replace(/[^\n]/g, ' ');
      at += comment.length;
    } else if (one === '/' && startsRegex(code)) {
      at = endOfRegex(source, at);
      code += '0';
    } else if (one === "'" || one === '"') {
      const end = endOfString(source, at);
      // A quote that its line does not close is an apostrophe in the text of JSX.
      if (end === undefined) {
        code += ' ';
        at += 1;
      } else {
        code += `\ue000${strings.push(source.slice(at + 1, end)) - 1}\ue000`;
        at = end + 1;
      }
    } else if (one === '`' || (one === '}' && templates.at(-1) === depth)) {
      if (one === '}') templates.pop();
      const begun = at + 1;
      at = endOfTemplateText(source, begun);
      const text = source.slice(begun, at);
      if (source[at] === '`') {
        const plain = one === '`';
        code += plain ? `\ue000${strings.push(text) - 1}\ue000` : ' 0';
        code += text.replace(/[^\n]/g, '');
        at += 1;
      } else {
        code += `0 ${text.replace(/[^\n]/g, '')}`;
        templates.push(depth);
        at += 2;
      }
    } else {
      if (one === '{') depth += 1;
      if (one === '}') depth -= 1;
      code += one;
      at += 1;
    }
  }
  return { code, strings };
}

/**
 * @param {string} source
 * @param {number} begin of the opening quote
 * @returns {number | undefined} of the closing one on the same line
 */
function endOfString(source, begin) {
  for (let at = begin + 1; at < source.length && source[at] !== '\n'; at++) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === source[begin]) return at;
  }
  return undefined;
}

/**
 * @param {string} source
 * @param {number} begin
 * @returns {number} of the closing backtick or of the `$` of `${`
 */
function endOfTemplateText(source, begin) {
  let at = begin;
  while (at < source.length && source[at] !== '`' && source.slice(at, at + 2) !== '${')
    at += source[at] === '\\' ? 2 : 1;
  return at;
}

/**
 * A slash begins a regular expression where no value can have ended before it.
 * @param {string} before code so far
 */
function startsRegex(before) {
  const text = before.trimEnd();
  return /(^|[=(,:;!&|?{}[+\-*%~^]|=>|\b(return|typeof|case|in|of|void|delete|await|yield))$/.test(text.slice(-12));
}

/**
 * @param {string} source
 * @param {number} begin of the opening slash
 */
function endOfRegex(source, begin) {
  let inClass = false;
  for (let at = begin + 1; at < source.length; at++) {
    const one = source[at];
    if (one === '\n') return begin + 1;
    if (one === '\\') at += 1;
    else if (one === '[') inClass = true;
    else if (one === ']') inClass = false;
    else if (one === '/' && !inClass) return at + 1;
  }
  return begin + 1;
}

/**
 * @param {string} code
 * @param {number} index
 */
function lineAt(code, index) {
  return code.slice(0, index).split('\n').length;
}
