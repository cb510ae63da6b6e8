import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlayoutBuffer } from '../../main/resources/web/phone/audio/playout-buffer.js';
import { Resampler } from '../../main/resources/web/phone/audio/resampler.js';

function tone(hertz, rate, samples) {
  return Float32Array.from({ length: samples }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
}

/** In blocks of the audio thread. */
function convert(input, from, to) {
  const resampler = new Resampler(from, to);
  const out = [];
  for (let i = 0; i + 128 <= input.length; i += 128) {
    out.push(...resampler.process(input.subarray(i, i + 128)));
  }
  return out;
}

/** Amplitude of one frequency, without the first 20 ms. */
function amplitude(samples, hertz, rate) {
  const part = samples.slice(rate / 50);
  let re = 0;
  let im = 0;
  part.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hertz * i) / rate);
    im += sample * Math.sin((2 * Math.PI * hertz * i) / rate);
  });
  return (2 * Math.hypot(re, im)) / part.length;
}

for (const [from, to] of [[48000, 16000], [44100, 16000], [16000, 48000], [16000, 44100], [16000, 16000]]) {
  test(`a tone keeps its pitch and level from ${from} to ${to} Hz, and nothing is lost`, () => {
    const out = convert(tone(700, from, from - (from % 128)), from, to);
    assert.ok(Math.abs(out.length - to) < to / 100, `${out.length} samples`);
    assert.ok(Math.abs(amplitude(out, 700, to) - 1) < 0.02, `${amplitude(out, 700, to)}`);
  });
}

test('what 16 kHz cannot hold is kept out', () => {
  const out = convert(tone(11000, 48000, 48000), 48000, 16000);
  assert.ok(Math.max(...out.slice(320).map(Math.abs)) < 0.02);
});

test('the buffer waits until it has enough, then plays in order', () => {
  const buffer = new PlayoutBuffer(1000, { target: 60, limit: 240 });
  const block = new Float32Array(20);
  buffer.write(new Float32Array(40).fill(0.5));
  buffer.read(block);
  assert.equal(block[0], 0);
  buffer.write(new Float32Array(20).fill(0.7));
  buffer.read(block);
  assert.equal(block[0], 0.5);
  buffer.read(block);
  buffer.read(block);
  assert.ok(Math.abs(block[0] - 0.7) < 1e-6);
  assert.equal(buffer.gaps, 0);
});

test('an empty buffer is silence, counted once, and waits again', () => {
  const buffer = new PlayoutBuffer(1000);
  const block = new Float32Array(50);
  buffer.write(new Float32Array(70).fill(1));
  buffer.read(block);
  buffer.read(block);
  assert.deepEqual([block[19], block[20], buffer.gaps], [1, 0, 1]);
  buffer.write(new Float32Array(30).fill(1));
  buffer.read(block);
  assert.deepEqual([block[0], buffer.gaps], [0, 1]);
});

test('a burst never makes the delay longer than the limit: the oldest goes', () => {
  const buffer = new PlayoutBuffer(1000, { target: 60, limit: 240 });
  for (let i = 0; i < 30; i++) {
    buffer.write(new Float32Array(20).fill(i));
    assert.ok(buffer.length <= 240);
  }
  const block = new Float32Array(buffer.length);
  buffer.read(block);
  assert.equal(block.at(-1), 29);
  assert.ok(buffer.dropped > 0);
});

test('delay that a burst has left is shed in a pause, not in speech', () => {
  const buffer = new PlayoutBuffer(1000);
  const block = new Float32Array(20);
  const turn = (level) => {
    buffer.write(new Float32Array(20).fill(level));
    buffer.read(block);
  };
  buffer.write(new Float32Array(180).fill(0.5));
  for (let i = 0; i < 100; i++) {
    turn(0.5);
  }
  assert.equal(buffer.length, 180);
  for (let i = 0; i < 60; i++) {
    turn(0);
  }
  assert.equal(buffer.length, 60);
  assert.equal(buffer.gaps, 0);
});
