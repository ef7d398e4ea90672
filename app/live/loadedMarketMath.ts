export { applySnapshot, SnapshotGap } from '../../core/market/snapshot.ts';
export { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
