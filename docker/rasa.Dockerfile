# The Rasa server, trained on the example questions and the content of this folder. Not built yet: written where there
# is no container engine. Changed content needs a new image: docker compose --profile rasa build rasa
FROM python:3.11-slim-bookworm AS export
ENV PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock
COPY bot bot
COPY handlers handlers
COPY nlu nlu
COPY sandbox sandbox
COPY content content
RUN python -m bot nlu export-rasa /export

FROM python:3.10-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    PYTHONPATH=/app RASA_TELEMETRY_ENABLED=false OMP_NUM_THREADS=1 TF_CPP_MIN_LOG_LEVEL=2
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 1000 office
WORKDIR /app
COPY requirements-rasa.lock ./
RUN pip install --require-hashes --requirement requirements-rasa.lock
COPY nlu nlu
COPY --from=export /export export
RUN mkdir data models && chown office data models .
USER office
RUN rasa train nlu --config nlu/rasa/config.yml --nlu export/nlu --domain export/domain.yml \
      --out models --fixed-model-name zuhause \
 && rm -rf .rasa
EXPOSE 5005
HEALTHCHECK --interval=30s --start-period=90s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5005/status', timeout=5)"]
CMD ["rasa", "run", "--enable-api", "--interface", "0.0.0.0", "--model", "models/zuhause.tar.gz"]
