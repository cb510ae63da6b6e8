/** Plays the recording of a call and shows it: the browser plays, the drawing is made of the same file while it comes in. */

import { address, request } from '../../shared/access.js';
import { byId, write } from '../../shared/elements.js';
import { format, Peaks } from './wav.js';
import { Waveform } from './waveform.js';

const STRETCHES = 600;

/** A longer file is played, piece by piece, but not fetched whole for a drawing. */
const DRAWN = 64 * 1024 * 1024;

export class Player {
  #audio = /** @type {HTMLAudioElement} */ (byId('audio'));
  #note = byId('waveform-note');
  #waveform = new Waveform((seconds) => this.#seek(seconds));
  /** @type {AbortController | null} */
  #loading = null;

  constructor() {
    ['timeupdate', 'loadedmetadata', 'seeked', 'durationchange'].forEach((name) =>
      this.#audio.addEventListener(name, () => this.#move()),
    );
    this.#audio.addEventListener('play', () => this.#glide());
    this.#audio.addEventListener('error', () => {
      if (this.#audio.getAttribute('src')) {
        write(this.#note, 'The recording cannot be played: its file is gone, or not readable.');
      }
    });
  }

  /** @param {string} path */
  open(path) {
    this.close();
    this.#audio.src = address('http', path);
    this.#loading = new AbortController();
    this.#draw(path, this.#loading.signal);
  }

  close() {
    this.#loading?.abort();
    this.#audio.pause();
    this.#audio.removeAttribute('src');
    this.#audio.load();
    this.#waveform.show(null);
    write(this.#note, '');
    this.#move();
  }

  async #draw(/** @type {string} */ path, /** @type {AbortSignal} */ signal) {
    try {
      const response = await request(path, { signal });
      if (!response.ok || !response.body) {
        throw new Error(`the server answers ${response.status}`);
      }
      if (Number(response.headers.get('Content-Length')) > DRAWN) {
        await response.body.cancel();
        write(this.#note, 'Too long to be drawn; it can be played.');
        return;
      }
      this.#waveform.show(await read(response.body.getReader()));
    } catch (problem) {
      if (!signal.aborted) {
        write(this.#note, `No drawing: ${problem instanceof Error ? problem.message : problem}.`);
      }
    }
  }

  #seek(/** @type {number} */ seconds) {
    this.#audio.currentTime = seconds;
  }

  #move() {
    this.#waveform.move(this.#audio.currentTime, this.#audio.duration);
  }

  /** Smoother than the few events a second that tell of the time. */
  #glide() {
    this.#move();
    if (!this.#audio.paused) {
      requestAnimationFrame(() => this.#glide());
    }
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
async function read(reader) {
  let head = new Uint8Array();
  /** @type {Peaks | null} */
  let peaks = null;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (peaks) {
      peaks.add(piece.value);
      continue;
    }
    head = joined(head, piece.value);
    const found = format(head);
    if (found) {
      peaks = new Peaks(found.channels, found.dataLength / 2 / found.channels, STRETCHES);
      peaks.add(head.subarray(found.dataOffset));
    }
  }
  if (!peaks) {
    throw new Error('the file ends within its header');
  }
  return peaks;
}

/** @param {Uint8Array} first @param {Uint8Array} second */
function joined(first, second) {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
