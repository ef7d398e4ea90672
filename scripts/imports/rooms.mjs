// @ts-check

/**
 * What the code in a room may import from other rooms: the table of README.md, enforced by scripts/checkImports.mjs.
 * @typedef {object} Room
 * @property {string[] | 'everything'} values rooms from which it may import
 * @property {string[]} [types] rooms from which it may import only types, by `import type`
 * @property {boolean} [pure] imports no module of Node, so that it also runs in a browser
 * @property {boolean} [layered] its folders may not import in a circle; files may not in any room
 */

/** @type {Record<string, Room>} */
export const rooms = {
  core: { values: [], pure: true, layered: true },
  runtime: { values: ['core'] },
  drizzle: { values: ['core', 'runtime'] },
  redis: { values: ['core', 'runtime'] },
  chain: { values: ['core', 'runtime'] },
  worker: { values: ['core', 'runtime', 'drizzle', 'redis'] },
  server: { values: ['core', 'runtime', 'drizzle', 'redis'] },
  app: { values: ['core'], types: ['server'], layered: true },
  client: { values: [], types: ['server'] },
  e2e: { values: 'everything' },
  bench: { values: 'everything' },
  scripts: { values: [] },
};
