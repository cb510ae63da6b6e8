/** WAV files of 16-bit PCM, read as they come in: their format, then the peaks of each channel. Pure; knows no page. */

const PCM = 1;
const EXTENSIBLE = 0xfffe;

/**
 * @typedef {object} Format
 * @property {number} channels
 * @property {number} sampleRate
 * @property {number} dataOffset where samples begin
 * @property {number} dataLength their bytes, as the header has it
 */

/**
 * Reads the header.
 *
 * @param {Uint8Array} bytes the beginning of the file
 * @returns {Format | null} null when the header is not whole yet
 * @throws {Error} when this is no WAV of 16-bit PCM
 */
export function format(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = (/** @type {number} */ at) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12) {
    return null;
  }
  if (name(0) !== 'RIFF' || name(8) !== 'WAVE') {
    throw new Error('not a WAV file');
  }
  let found = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    if (name(at) === 'data') {
      if (!found) {
        throw new Error('a WAV file without its format');
      }
      return { ...found, dataOffset: at + 8, dataLength: length };
    }
    if (name(at) === 'fmt ') {
      if (at + 24 > bytes.length) {
        return null;
      }
      found = pcm(view, at + 8);
    }
    at += 8 + length + (length % 2);
  }
  return null;
}

/** @param {DataView} view @param {number} at */
function pcm(view, at) {
  const coding = view.getUint16(at, true);
  const bits = view.getUint16(at + 14, true);
  if ((coding !== PCM && coding !== EXTENSIBLE) || bits !== 16) {
    throw new Error(`coding ${coding} with ${bits} bits (expected: PCM with 16 bits)`);
  }
  return { channels: view.getUint16(at + 2, true), sampleRate: view.getUint32(at + 4, true) };
}

/** The loudest sample of each channel in equal stretches of a recording. */
export class Peaks {
  /**
   * @param {number} channels
   * @param {number} frames samples of one channel
   * @param {number} stretches
   */
  constructor(channels, frames, stretches) {
    this.channels = channels;
    this.frames = Math.max(1, frames);
    this.values = Array.from({ length: channels }, () => new Float32Array(stretches));
    this.stretches = stretches;
    this.sample = 0;
    /** @type {number | null} half a sample, at the end of a piece */
    this.half = null;
  }

  /** Takes the next piece, of any length. @param {Uint8Array} bytes */
  add(bytes) {
    let at = 0;
    if (this.half !== null && bytes.length > 0) {
      this.#take(this.half | (bytes[0] << 8));
      this.half = null;
      at = 1;
    }
    for (; at + 1 < bytes.length; at += 2) {
      this.#take(bytes[at] | (bytes[at + 1] << 8));
    }
    if (at < bytes.length) {
      this.half = bytes[at];
    }
  }

  #take(/** @type {number} */ unsigned) {
    const value = Math.abs((unsigned << 16) >> 16) / 32_768;
    const frame = Math.floor(this.sample / this.channels);
    const stretch = Math.min(this.stretches - 1, Math.floor((frame * this.stretches) / this.frames));
    const channel = this.values[this.sample % this.channels];
    channel[stretch] = Math.max(channel[stretch], value);
    this.sample++;
  }
}
