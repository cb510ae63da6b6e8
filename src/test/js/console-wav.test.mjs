import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, Peaks } from '../../main/resources/web/console/recording/wav.js';

/** A stereo file whose channels are constant. */
function wav(left, right, frames, extra = '') {
  const bytes = Buffer.alloc(44 + extra.length + frames * 4);
  bytes.write('RIFF', 0);
  bytes.write('WAVE', 8);
  bytes.write(extra, 12);
  const at = 12 + extra.length;
  bytes.write('fmt ', at);
  bytes.writeUInt32LE(16, at + 4);
  bytes.writeUInt16LE(1, at + 8);
  bytes.writeUInt16LE(2, at + 10);
  bytes.writeUInt32LE(16_000, at + 12);
  bytes.writeUInt16LE(16, at + 22);
  bytes.write('data', at + 24);
  bytes.writeUInt32LE(frames * 4, at + 28);
  for (let i = 0; i < frames; i++) {
    bytes.writeInt16LE(left, at + 32 + 4 * i);
    bytes.writeInt16LE(right, at + 34 + 4 * i);
  }
  return new Uint8Array(bytes);
}

test('the header is read, chunks of others passed over', () => {
  assert.deepEqual(format(wav(1, 1, 10)), { channels: 2, sampleRate: 16_000, dataOffset: 44, dataLength: 40 });
  assert.equal(format(wav(1, 1, 10, 'JUNK\x02\0\0\0ab'))?.dataOffset, 54);
});

test('a header that is not whole yet is waited for', () => {
  const file = wav(1, 1, 10);
  for (let length = 0; length < 44; length++) {
    assert.equal(format(file.subarray(0, length)), null, `${length} bytes`);
  }
});

test('what is no such file is refused', () => {
  assert.throws(() => format(new Uint8Array(100)), /not a WAV/);
  const eightBit = wav(1, 1, 10);
  eightBit[34] = 8;
  assert.throws(() => format(eightBit), /8 bits/);
});

test('peaks are the same in whatever pieces the file comes', () => {
  const samples = wav(-32_768, 16_384, 100).subarray(44);
  for (const piece of [1, 3, 7, 400]) {
    const peaks = new Peaks(2, 100, 4);
    for (let at = 0; at < samples.length; at += piece) {
      peaks.add(samples.subarray(at, at + piece));
    }
    assert.deepEqual([...peaks.values[0]], [1, 1, 1, 1], `pieces of ${piece}`);
    assert.deepEqual([...peaks.values[1]], [0.5, 0.5, 0.5, 0.5], `pieces of ${piece}`);
  }
});

test('a file that grew after its header was written has its end in the last stretch', () => {
  const peaks = new Peaks(1, 1, 2);
  peaks.add(new Uint8Array([0, 0, 0xff, 0x7f]));
  assert.ok(peaks.values[0][1] > 0.99);
});
