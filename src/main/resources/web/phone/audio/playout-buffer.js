/** A small jitter buffer for audio over a socket: waits until it has enough, never grows beyond its limit. */

export class PlayoutBuffer {
  #ring;
  #target;
  #read = 0;
  #length = 0;
  #playing = false;
  gaps = 0;
  dropped = 0;

  /** @param {number} rate Hz @param {{target?: number, limit?: number}} [ms] wait before playing, and the longest delay */
  constructor(rate, { target = 60, limit = 240 } = {}) {
    this.#target = Math.round((rate * target) / 1000);
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
