/** What the quality display shows: the median of the last five seconds, and bars that do not flicker. */

import { IMPAIRMENTS, band, mos, mouthToEar, rating } from './emodel.js';

/** @typedef {import('./sampler.js').Sample} Sample */

/**
 * @typedef {object} Judgement
 * @property {number | null} mos null while nothing was received
 * @property {number} bars 0 = unknown, 1 to 5
 * @property {string} word
 */

const MEDIAN_OF = 5;
const STEADY_MS = 2000;

/** @type {Judgement} */
const UNKNOWN = { mos: null, bars: 0, word: 'unknown' };

/** R of one sample, or null when nothing was received or the codec is not of the table. @param {Sample} sample */
export function ratingOf(sample) {
  const impairment = IMPAIRMENTS[sample.codec ?? ''];
  if (!impairment || sample.packets === 0) {
    return null;
  }
  const delay = mouthToEar({
    rtt: sample.rtt ?? 0,
    buffer: sample.buffer,
    jitter: sample.jitter ?? 0,
    codecDelay: impairment.delay,
  });
  return rating({ delay, loss: Math.max(sample.loss, sample.concealment), ie: impairment.ie, bpl: impairment.bpl });
}

export class QualityMeter {
  /** @type {number[]} */
  #ratings = [];
  #shown = UNKNOWN;
  #changedAt = -Infinity;

  /** @param {Sample} sample @returns {Judgement} */
  add(sample) {
    const r = ratingOf(sample);
    if (r === null) {
      return this.#shown;
    }
    this.#ratings = [...this.#ratings, r].slice(-MEDIAN_OF);
    const typical = median(this.#ratings);
    const next = band(typical);
    if (next.bars !== this.#shown.bars && sample.at - this.#changedAt >= STEADY_MS) {
      this.#changedAt = sample.at;
      this.#shown = { ...next, mos: null };
    }
    this.#shown = { ...this.#shown, mos: mos(typical) };
    return this.#shown;
  }
}

function median(/** @type {number[]} */ values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
