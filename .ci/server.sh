# SPDX-License-Identifier: Apache-2.0
# To be sourced: starts real servers on free ports and empty data folders, and stops them at the end. Needs $root and JAVA_HOME.

data="$(mktemp -d)"
servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true; wait "${servers[@]}" 2>/dev/null || true; rm -rf "$data"' EXIT

# Starts the server called $1 and waits until it is ready. Its log is $data/$1.log.
start_server() {
  CLEW_HTTP_PORT=0 CLEW_OTLP_HTTP_PORT=0 CLEW_OTLP_GRPC_PORT=0 "$root/clew" up --data "$data/$1" >"$data/$1.ready" 2>"$data/$1.log" &
  servers+=($!)
  for _ in $(seq 600); do
    if grep -q '^clew ready' "$data/$1.ready"; then return; fi
    if ! kill -0 $! 2>/dev/null; then break; fi
    sleep 0.2
  done
  cat "$data/$1.log" >&2
  exit 1
}

# The port of server $1 called $2: http, otlp-http or otlp-grpc.
port() { sed -n "s/.* $2=\([0-9]*\).*/\1/p" "$data/$1.ready"; }
