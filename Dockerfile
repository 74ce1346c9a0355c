# The split form's image: one for both roles, `api` and `worker`. The embedded PostgreSQL is left out: DATABASE_URL names a real one.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma ./prisma
# The whole install generates the Prisma client; a second one without development packages is what is shipped.
RUN npm ci && mkdir /shipped && cp -r package.json package-lock.json .npmrc prisma /shipped/ \
  && cd /shipped && npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /shipped/node_modules ./node_modules
COPY --from=build /shipped/prisma ./prisma
COPY package.json tribunal.mjs LICENSE ./
COPY src ./src
COPY schema ./schema
COPY worker ./worker
COPY client-sdk ./client-sdk
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
# A worker has no port: its health is its lease, which the others watch. The probe passes there because HEALTH_URL is empty.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "const u=process.env.HEALTH_URL??'http://127.0.0.1:4000/readyz';if(u)fetch(u).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=8", "tribunal.mjs"]
CMD ["api"]
