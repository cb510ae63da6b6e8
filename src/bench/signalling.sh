#!/usr/bin/env bash
# INVITE -> 200 at 50 calls/s with 500 calls up, and memory per call, of the whole server; beside it the same against SIPp as callee:
#   mvn -q -Pbench test-compile && src/bench/signalling.sh
# The 500 calls send and hear audio (the demo agent talks, SIPp echoes it). Environment: CALLS (500), RAMP (50 calls/s that set those
# up), RATE (50), MEASURED (20) seconds, JVM_FLAGS. Everything stays on 127.0.0.1. One line of JSON each: response times in ms, memory in KiB, CPU in percent of one core.
set -euo pipefail
cd "$(dirname "$0")/../.."
top=$PWD work=$PWD/target/bench/signalling
calls=${CALLS:-500} rate=${RATE:-50} ramp=${RAMP:-50} measured=${MEASURED:-20}
jvm_flags=${JVM_FLAGS:--XX:+UseG1GC -Xms512m -Xmx512m -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=5}
classpath=${BENCH_CLASSPATH:-target/classes:$(cat target/bench/classpath)}
absolute=$(tr : '\n' <<<"$classpath" | sed "s|^\([^/]\)|$top/\1|" | paste -sd:)
rm -rf "$work" && mkdir -p "$work" && cd "$work"

caller() ( # folder port media-port target-port calls hold-millis rate
  mkdir "$1" && cd "$1"
  sipp "127.0.0.1:$4" -sf "$top/src/bench/sipp/caller.xml" -s demo -i 127.0.0.1 -p "$2" -mi 127.0.0.1 -mp "$3" -rtp_echo \
    -r "$7" -m "$5" -d "$6" -l 10000 -nostdin -trace_rtt -rtt_freq 1 -trace_err -error_file errors.log >screen.log 2>&1
)

ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'; }

resident() { awk '/^VmRSS/ {print $2}' "/proc/$1/status"; }

live_heap() { # KiB, after a collection
  jcmd "$1" GC.class_histogram | awk '/^Total/ {printf "%d", $3 / 1024}'
}

quantiles() { # files of SIPp: date;milliseconds;number
  tail -qn +2 "$@" | cut -d';' -f2 | sort -n | awk '{a[NR] = $1} END {
    if (NR == 0) exit 1
    printf "\"answered\":%d,\"p50\":%.2f,\"p99\":%.2f,\"max\":%.2f", NR, a[int((NR + 1) / 2)], a[int(NR * 0.99 + 0.999)], a[NR]}'
}

measure() { # label pid port is-java
  local heap=0 rss ticks_before ticks_after
  caller "$1-warm-up" 15072 11400 "$3" $((rate * 15)) 100 "$rate" || true
  if [ "$4" = 1 ]; then
    sleep 12 # finished calls linger for 10 s
    heap=$(live_heap "$2")
    sleep 3
  fi
  rss=$(resident "$2")
  caller "$1-up" 15070 11000 "$3" "$calls" $(((calls / ramp + measured + 20) * 1000)) "$ramp" &
  local holder=$!
  sleep $((calls / ramp + 3))
  local up
  up=$(tail -qn +2 "$1-up"/*_rtt.csv | wc -l) # those that were answered, not refused
  rss=$(($(resident "$2") - rss))
  if [ "$4" = 1 ]; then heap=$(($(live_heap "$2") - heap)); fi
  sleep 5 # the collection stops the media loops; new calls would be refused for 2 s
  ticks_before=$(ticks "$2")
  caller "$1-new" 15074 11800 "$3" $((rate * measured)) 100 "$rate" &
  local visitor=$!
  wait $visitor || echo "$1: some of the new calls failed, see $work/$1-new" >&2
  ticks_after=$(ticks "$2")
  printf '{"label":"%s","asked":%d,"up":%d,"rate":%d,%s,"cpu":%.1f,"heapKibPerCall":%.1f,"residentKibPerCall":%.1f}\n' "$1" "$calls" "$up" "$rate" \
    "$(quantiles "$1-new"/*_rtt.csv)" \
    "$(awk "BEGIN {print ($ticks_after - $ticks_before) / $(getconf CLK_TCK) / $measured * 100}")" \
    "$(awk "BEGIN {print $heap / $up}")" "$(awk "BEGIN {print $rss / $up}")" | tee -a "$work/../signalling.jsonl"
  wait $holder || echo "$1: calls that were to stay up failed, see $work/$1-up" >&2
}

: >"$work/../signalling.jsonl"
sipp -sf "$top/src/bench/sipp/callee.xml" -i 127.0.0.1 -p 15062 -mi 127.0.0.1 -mp 12200 -rtp_echo -nostdin >floor.log 2>&1 &
floor=$!
measure floor $floor 15062 0
kill $floor
wait $floor || true

# shellcheck disable=SC2086
java $jvm_flags -cp "$absolute" io.tandem.Tandem serve --sip 127.0.0.1:15060 --http 127.0.0.1:15080 --handler demo >server.log 2>&1 &
server=$!
until (exec 3<>/dev/tcp/127.0.0.1/15080) 2>/dev/null; do
  kill -0 $server || { cat server.log >&2 && exit 1; }
  sleep 0.2
done
measure server $server 15060 1
kill $server
wait $server || true
