// @ts-check
// What the tests, the bench and the demo use to bring up private services or a whole private engine.
export { startStack } from './engine/startStack.mjs';
export { makePrivateData, removeData as removePrivateData } from './services/privateData.mjs';
export { startServices } from './services/services.mjs';
export { findBrowser } from './setup/browser.mjs';
export { ensureBuilt } from './setup/build.mjs';
export { installDependencies } from './setup/install.mjs';
export { createLog } from './supervision/log.mjs';
export { abortOnSignals } from './supervision/untilSignal.mjs';
