/** How loud a stream is and which tone is in it; the one place where the page listens to itself. */

const FLOOR_DB = -60;
const ATTACK_MS = 50;
const RELEASE_MS = 300;
const PEAK_HOLD_MS = 1000;

export class Level {
  #analyser;
  #samples;
  #spectrum;
  #smooth = FLOOR_DB;
  #peak = FLOOR_DB;
  #peakAt = 0;
  #readAt = 0;

  /** @param {AudioNode} source */
  constructor(source) {
    this.#analyser = new AnalyserNode(source.context, { fftSize: 2048 });
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#spectrum = new Float32Array(this.#analyser.frequencyBinCount);
    source.connect(this.#analyser);
  }

  /** Level now, dBFS, not smoothed. */
  loudness() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const sum = this.#samples.reduce((total, each) => total + each * each, 0);
    return 20 * Math.log10(Math.max(Math.sqrt(sum / this.#samples.length), 1e-6));
  }

  /** Strongest tone, Hz, to the width of a bin (about 20 Hz); 0 in silence. */
  frequency() {
    this.#analyser.getFloatFrequencyData(this.#spectrum);
    const bin = this.#spectrum.reduce((best, each, i, all) => (each > all[best] ? i : best), 0);
    return this.#spectrum[bin] < -90 ? 0 : (bin * this.#analyser.context.sampleRate) / this.#analyser.fftSize;
  }

  /** For a meter: smoothed level and held peak, dBFS −60 to 0. @param {number} now ms */
  read(now) {
    const db = Math.min(0, Math.max(FLOOR_DB, this.loudness()));
    const time = db > this.#smooth ? ATTACK_MS : RELEASE_MS;
    this.#smooth += (db - this.#smooth) * (1 - Math.exp(-Math.min(1000, now - this.#readAt) / time));
    this.#readAt = now;
    if (db >= this.#peak || now - this.#peakAt > PEAK_HOLD_MS) {
      this.#peak = db;
      this.#peakAt = now;
    }
    return { level: this.#smooth, peak: this.#peak };
  }
}

/** Share of a meter that a level fills, 0 to 1. @param {number} db */
export function share(db) {
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}
