# One image for web, worker, beat and migrations. Debian's own Python and Pango: security fixes come with the base image.
FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv
RUN python3 -m venv /venv && python3 -m venv /node
WORKDIR /app
COPY requirements/app.txt requirements/bouw.txt requirements/
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/app.txt
RUN /node/bin/pip install --no-cache-dir --require-hashes -r requirements/bouw.txt
COPY package.json package-lock.json .npmrc ./
RUN PATH=/node/bin:$PATH npm ci --ignore-scripts --omit=dev --no-audit --no-fund
COPY . .
RUN SECRET_KEY=build DATA_DIR=/data /venv/bin/python manage.py collectstatic --no-input && rm -rf node_modules

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin gebiedswerk
COPY --from=build /venv /venv
COPY --from=build /data /data
COPY --from=build /app /app
RUN mkdir -p /data/media /data/beat /data/mail && chown gebiedswerk /data/media /data/beat /data/mail
ENV PATH=/venv/bin:$PATH DATA_DIR=/data BIND=0.0.0.0:8000 LANG=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_ARENA_MAX=2 XDG_CACHE_HOME=/tmp
WORKDIR /app
USER gebiedswerk
EXPOSE 8000
CMD ["gunicorn"]
