// @ts-check
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { installDependencies } from './install.mjs';

/**
 * A project with our npm settings and a package that has an install script and is not in `allowScripts`.
 * @returns {string} its folder
 */
function projectWithScript() {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'install-scripts-')));
  const source = path.join(root, 'source');
  fs.mkdirSync(source);
  const scripts = { postinstall: `node -e "require('node:fs').writeFileSync('${path.join(root, 'ran')}', '')"` };
  fs.writeFileSync(path.join(source, 'package.json'), JSON.stringify({ name: 'unlisted', version: '1.0.0', scripts }));
  expect(npm(root, 'pack', './source')).toBe(0);
  fs.copyFileSync(path.join(repositoryRoot, '.npmrc'), path.join(root, '.npmrc'));
  const dependencies = { unlisted: 'file:unlisted-1.0.0.tgz' };
  const manifest = { name: 'project', version: '1.0.0', dependencies, allowScripts: { another: true } };
  fs.writeFileSync(path.join(root, 'package.json'), JSON.stringify(manifest));
  expect(npm(root, 'install', '--package-lock-only', '--ignore-scripts')).toBe(0);
  return root;
}

/**
 * @param {string} cwd
 * @param {string[]} args
 */
function npm(cwd, ...args) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)));
  return spawnSync('npm', [...args, '--offline'], { cwd, env }).status;
}

test('an install script of a package that is not listed does not run', async () => {
  const root = projectWithScript();
  const ran = () => fs.existsSync(path.join(root, 'ran'));
  try {
    await installDependencies({ root }).catch(() => {});
    expect(ran()).toBe(false);
    // The script is a real one: it runs without our settings.
    fs.rmSync(path.join(root, '.npmrc'));
    npm(root, 'ci', '--dangerously-allow-all-scripts');
    expect(ran()).toBe(true);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}, 120_000);

test('npm itself refuses such a package with the settings of this repository', () => {
  expect(fs.readFileSync(path.join(repositoryRoot, '.npmrc'), 'utf8')).toMatch(/^strict-allow-scripts=true$/m);
});
