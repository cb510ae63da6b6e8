#!/usr/bin/env bash
# Callers on WebSockets, PCM at 16 kHz both ways, against Netty alone, interleaved in one run:
#   mvn -q -Pbench test-compile && src/bench/sockets.sh [calls ...]          (default: 500 1000)
# The server under test is a whole node whose calls play `tandem:echo`, which waits 300 ms by design; Netty returns frames at once. So
# CPU and loss are to be compared, round trips only between two states of the server. BEFORE = a folder with the build of another
# commit (git worktree add, mvn -q test-compile there) runs that server too. Other environment: PORT (18080), ROUNDS (2), MEASURED (10) and WARMUP
# (10) seconds a round, JVM_FLAGS. Everything stays on 127.0.0.1. Results: one line of JSON a round, also in target/bench/sockets.jsonl.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$PWD/target/bench
port=${PORT:-18080}
rounds=${ROUNDS:-2} measured=${MEASURED:-10} warmup=${WARMUP:-10}
jvm_flags=${JVM_FLAGS:--XX:+UseG1GC -Xms512m -Xmx512m}
libraries=${BENCH_LIBRARIES:-$(cat "$out/classpath")}
classes=${BENCH_CLASSES:-$PWD/target/test-classes:$PWD/target/classes}

gcc -O2 -Wall -Wextra -o "$out/wsload" src/bench/c/wsload.c
cat >"$out/sockets.conf" <<END
tandem { http.port = $port, sip.port = $((port + 1)), media.overload-lateness = 1s, shutdown-timeout = 0s }
END
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
: >"$out/sockets.jsonl"

await_port() {
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    kill -0 "$1" || { echo "the server did not start" >&2; exit 1; }
    sleep 0.2
  done
}

run() { # label calls driver-flag command ...
  local label=$1 calls=$2 flag=$3
  shift 3
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "port $port: another program listens (expected: a free one, see PORT)" >&2
    exit 1
  fi
  (cd "$out" && exec "$@" >"$out/$label.log" 2>&1) &
  local pid=$!
  await_port $pid
  # shellcheck disable=SC2086
  "$out/wsload" --port $port --calls "$calls" --seconds "$measured" --warmup "$warmup" --pid $pid --label "$label" $flag |
    tee -a "$out/sockets.jsonl"
  kill $pid
  wait $pid || true
}

[ $# -gt 0 ] || set -- 500 1000
for calls in "$@"; do
  for ((round = 0; round < rounds; round++)); do
    # shellcheck disable=SC2086
    run netty "$calls" --raw java $jvm_flags -cp "$classes:$libraries" io.tandem.bench.RawSocketEcho $port
    # shellcheck disable=SC2086
    run server "$calls" "" java $jvm_flags -cp "$classes:$libraries" io.tandem.Tandem serve --config "$out/sockets.conf"
    if [ -n "${BEFORE:-}" ]; then
      # shellcheck disable=SC2086
      run before "$calls" "" java $jvm_flags -cp "$BEFORE/target/classes:$libraries" io.tandem.Tandem serve --config "$out/sockets.conf"
    fi
  done
done
