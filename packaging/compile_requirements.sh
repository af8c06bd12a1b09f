#!/usr/bin/env bash
# Renews the hashed requirement files after pyproject.toml has changed. Needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command packaging/compile_requirements.sh -q "$@"
}
compile -o packaging/requirements/run.txt --extra build "${@}"
compile -o packaging/requirements/dev.txt --extra build --extra dev -c packaging/requirements/run.txt "${@}"
# Only for benchmarks and for tests that compare with other implementations; they are skipped without it.
compile -o packaging/requirements/compare.txt --extra build --extra dev --extra compare \
    -c packaging/requirements/dev.txt "${@}"
# A BagIt validator that comes as source only: made with what dev.txt holds, so that nothing unhashed is fetched.
echo "bagit>=1.9,<2" | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --custom-compile-command packaging/compile_requirements.sh -q \
    -o packaging/requirements/source.txt "${@}"
