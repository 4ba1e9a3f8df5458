# Crosswalk's server and its worker in one image; the argument after dist/program/server/main.js says which (see compose.yaml).
# It holds no settings: DATABASE_URL, MIGRATION_USERNAME and MIGRATION_PASSWORD come with the start (see .env.example).

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY prisma ./prisma
COPY schema ./schema
COPY scripts ./scripts
COPY server ./server
COPY notebooks ./notebooks
RUN npm run build

# What is built holds the packages that it uses; the embedded PostgreSQL is none of them.
FROM node:20.20.2-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY package.json ./package.json
COPY --from=build /app/dist ./dist
COPY prisma/migrations ./prisma/migrations
COPY schema/reports ./schema/reports
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not by npm, which would keep the signal to itself. With room for what a request makes, so that little is collected
# while it is still in use: pages of findings take a third less time.
CMD ["node", "--max-semi-space-size=32", "dist/program/server/main.js"]
