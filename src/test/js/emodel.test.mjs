import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IMPAIRMENTS, band, mos, mouthToEar, rating } from '../../main/resources/web/phone/quality/emodel.js';

const { pcmu, g729, opus } = IMPAIRMENTS;
const bare = { ie: 0, bpl: 4.3 };

// Impairment, delay in ms, loss in per cent, R, MOS.
const VECTORS = [
  ['G.711', pcmu, 50, 0, 92.0, 4.38],
  ['G.711', pcmu, 150, 0, 89.6, 4.33],
  ['G.711', pcmu, 150, 1, 86.0, 4.23],
  ['G.711', pcmu, 150, 3, 79.5, 4.0],
  ['G.711', pcmu, 250, 1, 75.6, 3.85],
  ['G.711', pcmu, 400, 5, 43.3, 2.23],
  ['G.711', pcmu, 150, 10, 62.5, 3.23],
  ['G.711 without concealment', bare, 150, 3, 50.6, 2.6],
  ['Opus', opus, 150, 3, 77.2, 3.91],
  ['Opus', opus, 150, 20, 42.1, 2.17],
  ['G.729A', g729, 150, 2, 70.6, 3.63],
];

for (const [name, { ie, bpl }, delay, loss, r, score] of VECTORS) {
  test(`${name} with ${delay} ms and ${loss} % loss scores ${score}`, () => {
    const found = rating({ delay, loss, ie, bpl });
    assert.ok(Math.abs(found - r) < 0.051, `R ${found}`);
    assert.ok(Math.abs(mos(found) - score) < 0.05, `MOS ${mos(found)}`);
  });
}

test('the scale ends at 1 and 4.5, and at R 0 and 100', () => {
  assert.equal(mos(-3), 1);
  assert.equal(mos(101), 4.5);
  assert.equal(rating({ delay: 2000, loss: 100, ie: 0, bpl: 4.3 }), 0);
});

test('bars change exactly at their lower bound', () => {
  const words = [86, 85.99, 80, 79.99, 70, 69.99, 60, 59.99, 0].map((r) => band(r).word);
  assert.deepEqual(words, ['excellent', 'good', 'good', 'fair', 'fair', 'poor', 'poor', 'bad', 'bad']);
});

test('a buffer that is not measured is taken for twice the jitter, at least 20 ms', () => {
  assert.equal(mouthToEar({ rtt: 100, buffer: null, jitter: 5, codecDelay: 20 }), 90);
  assert.equal(mouthToEar({ rtt: 100, buffer: null, jitter: 30, codecDelay: 20 }), 130);
  assert.equal(mouthToEar({ rtt: 100, buffer: 44, jitter: 30, codecDelay: 20 }), 114);
});
