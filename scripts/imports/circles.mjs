// @ts-check

/**
 * The circles of a graph, each as a list of its nodes; every graph with a circle gives at least one.
 * @param {ReadonlyMap<string, Iterable<string>>} edges
 * @returns {string[][]}
 */
export function circles(edges) {
  /** @type {string[][]} */
  const found = [];
  /** @type {string[]} */
  const way = [];
  const done = new Set();
  /** @param {string} node */
  function walk(node) {
    const met = way.indexOf(node);
    if (met >= 0) found.push([...way.slice(met), node]);
    if (met >= 0 || done.has(node)) return;
    way.push(node);
    for (const next of edges.get(node) ?? []) walk(next);
    way.pop();
    done.add(node);
  }
  for (const node of edges.keys()) walk(node);
  return found;
}

/**
 * The edges between folders of one room, derived from the edges between files. Imports of tests do not count.
 * @param {{ edges: ReadonlyMap<string, Iterable<string>>, room: string }} opts
 * @returns {Map<string, Set<string>>}
 */
export function folderEdges({ edges, room }) {
  /** @type {Map<string, Set<string>>} */
  const folders = new Map();
  for (const [file, imported] of edges) {
    if (!file.startsWith(`${room}/`) || /\.i?test\.|\/testing\//.test(file)) continue;
    for (const other of imported) {
      const [from, to] = [folderOf(file), folderOf(other)];
      if (from === to || !other.startsWith(`${room}/`)) continue;
      folders.set(from, (folders.get(from) ?? new Set()).add(to));
    }
  }
  return folders;
}

/** @param {string} file */
const folderOf = (file) => file.slice(0, file.lastIndexOf('/'));
