import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QualityMeter } from '../../main/resources/web/phone/quality/meter.js';
import { Sampler } from '../../main/resources/web/phone/quality/sampler.js';
import { Warnings } from '../../main/resources/web/phone/quality/warnings.js';

/** A report of second `at`, with what differs from a clean call. */
function report(at, { received = 50 * at, lost = 0, ...more } = {}) {
  return [
    { id: 'C', type: 'codec', mimeType: 'audio/opus' },
    { id: 'V', type: 'inbound-rtp', kind: 'video', packetsReceived: 9 },
    {
      id: 'I', type: 'inbound-rtp', kind: 'audio', codecId: 'C', timestamp: 1000 * at, jitter: 0.004,
      packetsReceived: received, packetsLost: lost, bytesReceived: 4000 * at,
      jitterBufferDelay: 1.92 * at, jitterBufferEmittedCount: 48 * at,
      totalSamplesReceived: 48000 * at, concealedSamples: 0, silentConcealedSamples: 0, audioLevel: 0.1, ...more,
    },
    { id: 'O', type: 'outbound-rtp', kind: 'audio', bytesSent: 3000 * at },
    { id: 'R', type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.08, jitter: 0.002, fractionLost: 0.25 },
    { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
    { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'F', currentRoundTripTime: 0.5 },
    { id: 'L', type: 'local-candidate', candidateType: 'relay', protocol: 'udp', relayProtocol: 'tcp' },
    { id: 'F', type: 'remote-candidate', candidateType: 'host' },
  ];
}

const second = (at, more = {}) => ({
  at: at * 1000, rtt: 50, jitter: 3, loss: 0, mos: 4.3, levelIn: 0.1, levelOut: 0.1, bytesIn: 4000, bytesOut: 4000,
  path: null, muted: false, held: false, ice: 'connected', ...more,
});

test('a sample has rates of the second and loss of the last five', () => {
  const sampler = new Sampler();
  sampler.read(report(1));
  const sample = sampler.read(report(2, { received: 90, lost: 10 }));
  assert.equal(sample.codec, 'opus');
  assert.equal(sample.rtt, 80);
  assert.equal(sample.loss, 20);
  assert.equal(sample.lossUp, 25);
  assert.ok(Math.abs(sample.buffer - 40) < 1e-9);
  assert.equal(sample.bytesIn, 4000);
  assert.deepEqual(sample.path, { local: 'relay', remote: 'host', protocol: 'tcp', relayed: true });
  for (let at = 3; at <= 8; at++) {
    sampler.read(report(at, { received: 50 * at - 10, lost: 10 }));
  }
  assert.equal(sampler.read(report(9, { received: 440, lost: 10 })).loss, 0, 'old loss is forgotten');
});

test('counters that go back are no loss, and concealed silence is none either', () => {
  const sampler = new Sampler();
  sampler.read(report(1, { lost: 5 }));
  const sample = sampler.read(report(2, { lost: 0, concealedSamples: 4800, silentConcealedSamples: 4800 }));
  assert.equal(sample.loss, 0);
  assert.equal(sample.concealment, 0);
});

test('nothing received is an unknown score, never the worst', () => {
  const meter = new QualityMeter();
  const sampler = new Sampler();
  assert.equal(sampler.read([{ id: 'L', type: 'local-candidate' }]), null);
  assert.deepEqual(meter.add(sampler.read(report(1, { received: 0 }))), { mos: null, bars: 0, word: 'unknown' });
});

test('loss of some seconds takes bars away within ten seconds, and they come back', () => {
  const meter = new QualityMeter();
  const sampler = new Sampler();
  let lost = 0;
  const bars = [];
  for (let at = 1; at <= 30; at++) {
    lost += at > 5 && at <= 15 ? 5 : 0;
    bars.push(meter.add(sampler.read(report(at, { received: 50 * at - lost, lost }))).bars);
  }
  assert.equal(bars[4], 5);
  assert.ok(bars[14] <= 3, `${bars}`);
  assert.equal(bars.at(-1), 5);
});

test('one bad second does not move the bars', () => {
  const meter = new QualityMeter();
  const sampler = new Sampler();
  const good = { received: 50, lost: 0 };
  const shown = [1, 2, 3, 4].map((at) => meter.add({ ...sampler.read(report(at, { ...good })), loss: at === 4 ? 30 : 0 }).bars);
  assert.deepEqual(shown, [5, 5, 5, 5]);
});

test('a warning is raised by three bad seconds of five and cleared by five good ones', () => {
  const warnings = new Warnings();
  const codes = (at, rtt) => warnings.add(second(at, { rtt }));
  assert.deepEqual(codes(1, 500).raised, []);
  assert.deepEqual(codes(2, 500).raised, []);
  assert.deepEqual(codes(3, 100).raised, []);
  assert.deepEqual(codes(4, 500).raised.map((rule) => rule.code), ['HIGH_RTT']);
  for (let at = 5; at <= 8; at++) {
    assert.deepEqual(codes(at, 100).cleared, [], `second ${at}`);
  }
  assert.deepEqual(codes(9, 100).cleared.map((rule) => rule.code), ['HIGH_RTT']);
  assert.deepEqual(warnings.active(), []);
});

test('bursts of loss are a warning although most seconds are clean', () => {
  const warnings = new Warnings();
  const raised = [0, 0, 30, 0, 0, 0, 0].flatMap((loss, at) => warnings.add(second(at, { loss })).raised);
  assert.deepEqual(raised.map((rule) => rule.code), ['HIGH_PACKET_LOSS']);
});

test('silence is a warning unless the user is muted or the call is held', () => {
  const silence = (more) => {
    const warnings = new Warnings();
    for (let at = 1; at <= 10; at++) {
      warnings.add(second(at, { levelOut: 0, bytesIn: 0, ...more }));
    }
    return warnings.active().map((rule) => rule.code);
  };
  assert.deepEqual(silence({}), ['LOW_INPUT', 'NO_INBOUND'].reverse());
  assert.deepEqual(silence({ muted: true }), ['NO_INBOUND']);
  assert.deepEqual(silence({ held: true }), []);
});
