# corpus-scanner without the network: docs/integrations/docker.md.
FROM python:3.12.12-slim-bookworm AS build
WORKDIR /build
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /opt/corpus-scanner \
 && /opt/corpus-scanner/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY scanner scanner
COPY rules rules
RUN /opt/corpus-scanner/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps .

FROM python:3.12.12-slim-bookworm
RUN useradd --system --uid 10001 --user-group --create-home scanner
COPY --from=build /opt/corpus-scanner /opt/corpus-scanner
ENV PATH=/opt/corpus-scanner/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    OPENBLAS_NUM_THREADS=1
USER 10001
WORKDIR /data
ENTRYPOINT ["corpus-scanner"]
CMD ["--help"]
