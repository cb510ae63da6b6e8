#!/usr/bin/env bash
# What WebRTC calls leave behind: calls up and down again in rounds, from a second process, against a whole server:
#   mvn -q -Pbench test-compile && src/bench/webrtc.sh
# Environment: ROUNDS (20), CALLS (100 a round), JVM_FLAGS. Everything stays on this machine. A table of threads, descriptors, resident
# memory and CPU a call on standard output, the same as JSON lines in target/bench/webrtc.jsonl.
set -euo pipefail
cd "$(dirname "$0")/../.."
top=$PWD work=$PWD/target/bench/webrtc
jvm_flags=${JVM_FLAGS:--XX:+UseG1GC -Xms256m -Xmx256m -XX:+AlwaysPreTouch}
classpath=${BENCH_CLASSPATH:-target/test-classes:target/classes:$(cat target/bench/classpath)}
absolute=$(tr : '\n' <<<"$classpath" | sed "s|^\([^/]\)|$top/\1|" | paste -sd:)
rm -rf "$work" && mkdir -p "$work" && cd "$work"
cat >actors.conf <<'CONF'
tandem { calls.linger = 1s, media.overload-lateness = 1s, webrtc.enabled = true, store.url = "" }
CONF

# shellcheck disable=SC2086
java $jvm_flags -cp "$absolute" io.tandem.Tandem serve --config actors.conf --sip 127.0.0.1:15160 --http 127.0.0.1:15180 >server.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
until (exec 3<>/dev/tcp/127.0.0.1/15180) 2>/dev/null; do
  kill -0 $server || { cat server.log >&2 && exit 1; }
  sleep 0.2
done
until curl -fs http://127.0.0.1:15180/status | tr -d ' \n' | grep -q '"webrtc":{"available":true'; do sleep 0.2; done
java -Xmx256m -cp "$absolute" io.tandem.bench.WebRtcChurn 15180 $server "${ROUNDS:-20}" "${CALLS:-100}" ../webrtc.jsonl
