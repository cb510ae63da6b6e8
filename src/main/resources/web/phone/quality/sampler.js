/** One sample a second from WebRTC's statistics: rates from counters, so it remembers the reports before. */

/**
 * What a call is judged by; what is unknown is null.
 *
 * @typedef {object} Sample
 * @property {number} at ms
 * @property {string | null} codec
 * @property {number | null} rtt ms
 * @property {number | null} jitter of what is received, ms
 * @property {number | null} jitterUp ms
 * @property {number} loss of what is received over the last 5 s, per cent
 * @property {number | null} lossUp per cent
 * @property {number | null} buffer mean time in the jitter buffer, ms
 * @property {number} concealment per cent of what was played
 * @property {number | null} levelIn what is received, 0 to 1
 * @property {number | null} levelOut what is sent, 0 to 1
 * @property {number} packets received so far
 * @property {number} bytesIn since the last sample
 * @property {number} bytesOut since the last sample
 * @property {{local: string, remote: string, protocol: string, relayed: boolean} | null} path
 */

const LOSS_WINDOW_MS = 5000;

/** @param {number | undefined} seconds */
const ms = (seconds) => (seconds === undefined ? null : seconds * 1000);

export class Sampler {
  /** @type {any[]} inbound-rtp of the last seconds, oldest first */
  #received = [];
  /** @type {any} */
  #sent = null;

  /**
   * @param {Iterable<any>} report values of an RTCStatsReport
   * @returns {Sample | null} null before there is an audio stream
   */
  read(report) {
    const all = [...report];
    const byId = new Map(all.map((each) => [each.id, each]));
    const find = (/** @type {string} */ type) => all.find((each) => each.type === type && isAudio(each));
    const inbound = find('inbound-rtp');
    if (!inbound) {
      return null;
    }
    const outbound = find('outbound-rtp');
    const remote = find('remote-inbound-rtp');
    const last = this.#received.at(-1) ?? inbound;
    const pair = selectedPair(all, byId);
    const sample = {
      at: inbound.timestamp,
      codec: byId.get(inbound.codecId)?.mimeType?.split('/')[1]?.toLowerCase() ?? null,
      rtt: ms(remote?.roundTripTime) ?? ms(pair?.currentRoundTripTime),
      jitter: ms(inbound.jitter),
      jitterUp: ms(remote?.jitter),
      loss: this.#loss(inbound),
      lossUp: remote?.fractionLost === undefined ? null : remote.fractionLost * 100,
      buffer: bufferTime(last, inbound),
      concealment: concealment(last, inbound),
      levelIn: inbound.audioLevel ?? null,
      levelOut: find('media-source')?.audioLevel ?? null,
      packets: inbound.packetsReceived ?? 0,
      bytesIn: growth(last, inbound, 'bytesReceived'),
      bytesOut: outbound ? growth(this.#sent ?? outbound, outbound, 'bytesSent') : 0,
      path: pair ? path(pair, byId) : null,
    };
    this.#received.push(inbound);
    this.#received = this.#received.filter((each) => each.timestamp >= inbound.timestamp - LOSS_WINDOW_MS);
    this.#sent = outbound ?? null;
    return sample;
  }

  #loss(/** @type {any} */ inbound) {
    const first = this.#received[0] ?? inbound;
    const lost = growth(first, inbound, 'packetsLost');
    const received = growth(first, inbound, 'packetsReceived');
    return lost + received === 0 ? 0 : (100 * lost) / (lost + received);
  }
}

function isAudio(/** @type {any} */ stats) {
  return stats.kind === undefined || stats.kind === 'audio';
}

/** Never negative: a counter that went back began anew. */
function growth(/** @type {any} */ before, /** @type {any} */ now, /** @type {string} */ name) {
  return Math.max(0, (now[name] ?? 0) - (before[name] ?? 0));
}

function bufferTime(/** @type {any} */ before, /** @type {any} */ now) {
  const emitted = growth(before, now, 'jitterBufferEmittedCount');
  return emitted === 0 ? null : (1000 * growth(before, now, 'jitterBufferDelay')) / emitted;
}

/** Silence that is concealed is a pause of the sender, not a loss. */
function concealment(/** @type {any} */ before, /** @type {any} */ now) {
  const played = growth(before, now, 'totalSamplesReceived');
  const heard = growth(before, now, 'concealedSamples') - growth(before, now, 'silentConcealedSamples');
  return played === 0 ? 0 : (100 * Math.max(0, heard)) / played;
}

function selectedPair(/** @type {any[]} */ all, /** @type {Map<string, any>} */ byId) {
  const transport = all.find((each) => each.type === 'transport' && each.selectedCandidatePairId);
  return transport
    ? byId.get(transport.selectedCandidatePairId)
    : all.find((each) => each.type === 'candidate-pair' && each.nominated && each.state === 'succeeded');
}

function path(/** @type {any} */ pair, /** @type {Map<string, any>} */ byId) {
  const local = byId.get(pair.localCandidateId) ?? {};
  const remote = byId.get(pair.remoteCandidateId) ?? {};
  return {
    local: local.candidateType ?? 'unknown',
    remote: remote.candidateType ?? 'unknown',
    protocol: local.relayProtocol ?? local.protocol ?? 'unknown',
    relayed: local.candidateType === 'relay' || remote.candidateType === 'relay',
  };
}
