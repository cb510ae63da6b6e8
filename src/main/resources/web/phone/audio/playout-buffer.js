/**
 * A small jitter buffer for audio over a socket: waits until it has enough, never grows beyond its limit, and sheds in pauses of speech
 * what a burst has left in it.
 */

/** Peak of a block that nobody misses a part of: −40 dBFS. */
const QUIET = 0.01;

export class PlayoutBuffer {
  #ring;
  #target;
  #read = 0;
  #length = 0;
  #playing = false;
  #period;
  #played = 0;
  #lowest = Infinity;
  gaps = 0;
  dropped = 0;

  /** @param {number} rate Hz @param {{target?: number, limit?: number}} [ms] wait before playing, and the longest delay */
  constructor(rate, { target = 60, limit = 240 } = {}) {
    this.#target = Math.round((rate * target) / 1000);
    this.#period = rate;
    this.#ring = new Float32Array(Math.round((rate * limit) / 1000));
  }

  /** Samples that wait. */
  get length() {
    return this.#length;
  }

  /** @param {Float32Array} samples */
  write(samples) {
    const excess = this.#length + samples.length - this.#ring.length;
    if (excess > 0) {
      this.#skip(this.#length + samples.length - this.#target);
    }
    const from = Math.max(0, samples.length - this.#ring.length);
    for (let i = from; i < samples.length; i++) {
      this.#ring[(this.#read + this.#length++) % this.#ring.length] = samples[i];
    }
    this.#playing ||= this.#length >= this.#target;
  }

  /** Fills the block, with silence where there is nothing to play. @param {Float32Array} block */
  read(block) {
    block.fill(0);
    if (!this.#playing) {
      return;
    }
    const count = Math.min(block.length, this.#length);
    for (let i = 0; i < count; i++) {
      block[i] = this.#ring[(this.#read + i) % this.#ring.length];
    }
    this.#advance(count);
    if (count < block.length) {
      // What comes next waits again, else every late frame would be a gap of its own.
      this.#playing = false;
      this.gaps++;
    }
    this.#shed(block);
  }

  /** What was never needed for a second is delay only. */
  #shed(/** @type {Float32Array} */ block) {
    this.#played += block.length;
    this.#lowest = Math.min(this.#lowest, this.#length);
    const excess = this.#lowest - this.#target;
    const dueAndUnheard = this.#played >= this.#period && block.every((sample) => Math.abs(sample) < QUIET);
    if (dueAndUnheard || excess <= 0) {
      this.#skip(Math.max(0, excess));
      this.#played = 0;
      this.#lowest = Infinity;
    }
  }

  #skip(/** @type {number} */ count) {
    const skipped = Math.min(count, this.#length);
    this.dropped += skipped;
    this.#advance(skipped);
  }

  #advance(/** @type {number} */ count) {
    this.#read = (this.#read + count) % this.#ring.length;
    this.#length -= count;
  }
}
