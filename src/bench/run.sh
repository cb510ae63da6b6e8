#!/usr/bin/env bash
# The echo path of the media engine against the C floor, interleaved in one run:
#   mvn -q -Pbench test-compile && src/bench/run.sh [calls ...]          (default: 200 500 1000)
# Environment: ROUNDS (2), MEASURED (10) and WARMUP (10) seconds a round, JVM_FLAGS. Everything stays on 127.0.0.1.
# Results: a Markdown table on standard output, target/bench/echo.jsonl (driver) and target/bench/media.jsonl (allocation, memory).
set -euo pipefail
cd "$(dirname "$0")/../.."
out=target/bench
driver_port=10000
floor_port=44000
rounds=${ROUNDS:-2} measured=${MEASURED:-10} warmup=${WARMUP:-10}
jvm_flags=${JVM_FLAGS:--XX:+UseG1GC -Xms512m -Xmx512m -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=5}
classpath=${BENCH_CLASSPATH:-target/test-classes:target/classes:$(cat "$out/classpath")}

for program in floor rtpload; do
  gcc -O2 -Wall -Wextra -o "$out/$program" "src/bench/c/$program.c" -lm
done
: >"$out/echo.jsonl"
: >"$out/media.jsonl"

drive() { # label pid
  "$out/rtpload" --targets "$out/targets" --local-port $driver_port --seconds "$measured" --warmup "$warmup" \
    --pid "$2" --label "$1" | tee -a "$out/echo.jsonl" >&2
}

run_floor() { # calls
  rm -f "$out/targets"
  "$out/floor" --streams "$1" --local-port $floor_port --remote-port $driver_port >"$out/targets" &
  local pid=$!
  until [ -s "$out/targets" ] && [ "$(wc -l <"$out/targets")" -eq "$1" ]; do sleep 0.1; done
  drive floor $pid
  kill $pid
  wait $pid || true
}

run_server() { # calls
  # shellcheck disable=SC2086
  coproc server { exec java $jvm_flags -cp "$classpath" io.tandem.bench.EchoServer "$1" $driver_port; }
  # Copies: bash keeps the originals from the subshell that sends the mark.
  local pid=$server_PID answers questions line
  exec {answers}<&"${server[0]}" {questions}>&"${server[1]}"
  eval "exec ${server[0]}<&- ${server[1]}>&-"
  : >"$out/targets"
  while read -r line <&"$answers" && [ "$line" != ready ]; do
    case $line in 127.0.0.1:*) echo "$line" >>"$out/targets" ;; *) echo "$line" >&2 ;; esac
  done
  (sleep "$warmup" && echo mark >&"$questions") &
  drive server "$pid"
  echo report >&"$questions"
  read -r line <&"$answers"
  echo "$line" | tee -a "$out/media.jsonl" >&2
  exec {questions}>&- {answers}<&-
  wait "$pid" || true
}

[ $# -gt 0 ] || set -- 200 500 1000
for calls in "$@"; do
  for ((round = 0; round < rounds; round++)); do
    run_floor "$calls"
    run_server "$calls"
  done
done
java -cp "$classpath" io.tandem.bench.Summary <"$out/echo.jsonl"
