#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real agent under load, sending its traces to a running Clew. See README.md beside this file.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: demo.sh --otlp URL --ui URL [options]
  --otlp URL       where Clew takes OTLP over HTTP, such as http://127.0.0.1:4318
  --ui URL         where Clew's pages are; printed at the end
  --seconds N      how long customers ask (90)
  --targets FILE   where to name the metrics of the simulated model server, as a target file of Clew's scraping
  --model-url URL  an OpenAI-compatible endpoint, ending in /v1, in place of the simulated one
  --model NAME     the model to ask for there
  --real-model     a small real model on this machine's processor; built on first use
  --cache FOLDER   where --real-model keeps it (examples/.real-model)
  --java FOLDER    a JDK 25 (JAVA_HOME)
TEXT
}

fail() {
  echo "demo: $*" >&2
  exit 2
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
otlp= ui= targets= seconds=90 customers=6 model_url= model= real_model=false cache=$here/.real-model
while [ $# -gt 0 ]; do
  case $1 in
    --otlp) otlp=${2:?} && shift 2 ;;
    --ui) ui=${2:?} && shift 2 ;;
    --seconds) seconds=${2:?} && shift 2 ;;
    --targets) targets=${2:?} && shift 2 ;;
    --model-url) model_url=${2:?} && shift 2 ;;
    --model) model=${2:?} && shift 2 ;;
    --real-model) real_model=true && shift ;;
    --cache) cache=${2:?} && shift 2 ;;
    --java) JAVA_HOME=${2:?} && shift 2 ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && fail "unknown option: $1" ;;
  esac
done
[ -n "$otlp" ] && [ -n "$ui" ] || { usage >&2 && fail "--otlp and --ui are needed"; }
[ -z "$model_url" ] || [ -n "$model" ] || fail "--model-url needs --model"
[[ $seconds =~ ^[0-9]+$ ]] || fail "--seconds $seconds (expected: a number)"
if [ -n "${JAVA_HOME:-}" ]; then
  export JAVA_HOME
  java=$JAVA_HOME/bin/java
else
  java=java
fi

logs=$here/target/demo-logs
mkdir -p "$logs"
children=()
declare -A pids

# Ends every process started here, the last one first.
stop_children() {
  trap - EXIT INT TERM
  local i
  for ((i = ${#children[@]} - 1; i >= 0; i--)); do
    kill "${children[i]}" 2>/dev/null || true
  done
  # Ten seconds to send the last spans, then no more patience.
  for ((i = 0; i < 40; i++)); do
    [ -n "$(jobs -pr)" ] || break
    sleep 0.25
  done
  [ ${#children[@]} -eq 0 ] || kill -KILL "${children[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  children=()
}
trap stop_children EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Building takes a minute the first time, so it is left out when no source is newer than the jars.
build() {
  local stamp=$here/target/built
  if [ -e "$stamp" ] && [ -z "$(find "$here" "$here/../testkit/src/main/java/dev/clew/testkit/modelserver" \
    -newer "$stamp" \( -name '*.java' -o -name pom.xml -o -name '*.properties' \) -not -path '*/target/*' -print -quit)" ]; then
    return
  fi
  echo "Building the demo's services (once; the first time Maven downloads Spring) …"
  "$(command -v mvn || echo "$here/../mvnw")" -q -B -f "$here/pom.xml" package -DskipTests >"$logs/build.log" 2>&1 \
    || { tail -n 20 "$logs/build.log" >&2; fail "the build failed; all of it: $logs/build.log"; }
  touch "$stamp"
}

# The system chooses; a port may be taken between here and the service's start, which then says so.
free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  fail "no free port found"
}

# start NAME [ARGUMENT…]: a service from its jar.
start() {
  local name=$1
  shift
  "$java" -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$here/$name/target/$name.jar" "$@" \
    >"$logs/$name.log" 2>&1 &
  children+=($!)
  pids[$name]=$!
}

# await NAME PORT: until the service accepts connections.
await() {
  local name=$1 port=$2
  for _ in {1..240}; do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      return
    fi
    kill -0 "${pids[$name]}" 2>/dev/null \
      || { tail -n 20 "$logs/$name.log" >&2; fail "$name did not start; its log: $logs/$name.log"; }
    sleep 0.25
  done
  fail "$name did not listen on port $port within a minute; its log: $logs/$name.log"
}

# Leaves the endpoint in model_url, and the models' names in model and router_model.
choose_model() {
  local port
  if [ -n "$model_url" ]; then
    router_model=$model
    return
  fi
  port=$(free_port)
  model_url=http://127.0.0.1:$port/v1
  if $real_model; then
    "$here/real-model.sh" prepare "$cache"
    "$here/real-model.sh" serve "$cache" "$port" >"$logs/real-model.log" 2>&1 &
    children+=($!)
    pids[real-model]=$!
    await real-model "$port"
    # It answers one request at a time, in seconds.
    model=smollm2-135m router_model=smollm2-135m customers=1
  else
    # Fewer slots than customers: now and then a call waits.
    start simulated-model --port "$port" --slots 3
    await simulated-model "$port"
    [ -z "$targets" ] || echo "[{\"targets\": [\"127.0.0.1:$port\"]}]" >"$targets"
    model=simulated-large router_model=simulated-small
  fi
}

build
choose_model
echo "Starting support-tools, support-agent and shop-front with the model $model …"
export OTEL_EXPORTER_OTLP_ENDPOINT=${otlp%/}
tools_port=$(free_port)
front_port=$(free_port)
agent_port=$(free_port)
AGENT_URL=http://127.0.0.1:$agent_port SERVER_PORT=$front_port start shop-front
SERVER_PORT=$tools_port start support-tools
await support-tools "$tools_port"
await shop-front "$front_port"
MODEL_URL=$model_url MODEL=$model ROUTER_MODEL=$router_model \
  TOOLS_URL=http://127.0.0.1:$tools_port SERVER_PORT=$agent_port start support-agent
await support-agent "$agent_port"

# The simulated models are in no price list: without a price of the project the demo's costs would be unknown.
[[ $model != simulated-* ]] || python3 - "$ui" <<'PYTHON' || echo "demo: the simulated models have no price" >&2
import json, sys, urllib.request
url = sys.argv[1] + "/api/v1/prices"
if not any(price["model"] == "simulated-*" for price in json.load(urllib.request.urlopen(url))["own"]):
    body = {"model": "simulated-*", "rates": {"input": 2, "cache_read": 0.2, "output": 8}, "valid_from": "2020-01-01", "note": "of the demo's simulated models"}
    urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"}))
PYTHON
echo "Customers ask for $seconds seconds. Watch: ${ui%/}/traces"
"$java" -Xmx64m -XX:+UseSerialGC "$here/DemoUsers.java" "http://127.0.0.1:$front_port" "$seconds" "$customers" &
children+=($!)
wait "${children[-1]}"

# The services send what they still hold when they are ended.
stop_children
cat <<TEXT
The demo has ended; its traces stay. Look at
  ${ui%/}/traces                   every request, across three services
  ${ui%/}/traces?q=status%3Aerror  those that failed
  ${ui%/}/sessions                 conversations of several questions
  ${ui%/}/tools                    one tool is slow, one fails now and then
  ${ui%/}/latency                  why calls were slow: some waited at the model server
TEXT
