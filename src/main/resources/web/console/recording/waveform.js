/** Draws the peaks of a recording, one lane a channel, and lets its reader choose a place in it. */

import { byId } from '../../shared/elements.js';
import { duration } from '../view/words.js';

/** Seconds that an arrow key moves. */
const STEP = 5;

/** Colours of the lanes, as the theme names them. */
const COLOURS = ['--accent', '--quiet'];

export class Waveform {
  #slider = byId('waveform');
  #canvas = /** @type {HTMLCanvasElement} */ (byId('waveform-canvas'));
  #playhead = byId('playhead');
  /** @type {import('./wav.js').Peaks | null} */
  #peaks = null;
  #length = 0;
  #position = 0;

  /** @param {(seconds: number) => void} seek */
  constructor(seek) {
    this.seek = seek;
    this.#slider.addEventListener('pointerdown', (event) => this.#onPointer(event));
    this.#slider.addEventListener('pointermove', (event) => event.buttons === 1 && this.#onPointer(event));
    this.#slider.addEventListener('keydown', (event) => this.#onKey(event));
    new ResizeObserver(() => this.draw()).observe(this.#slider);
    new MutationObserver(() => this.draw()).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  /** @param {import('./wav.js').Peaks | null} peaks */
  show(peaks) {
    this.#peaks = peaks;
    this.draw();
  }

  /** @param {number} position @param {number} length both in seconds */
  move(position, length) {
    this.#position = position;
    this.#length = Number.isFinite(length) ? length : 0;
    this.#slider.setAttribute('aria-valuemax', String(Math.round(this.#length)));
    this.#slider.setAttribute('aria-valuenow', String(Math.round(position)));
    this.#slider.setAttribute('aria-valuetext', `${duration(position * 1000)} of ${duration(this.#length * 1000)}`);
    this.#playhead.style.left = `${this.#length > 0 ? (100 * position) / this.#length : 0}%`;
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.#slider;
    const scale = devicePixelRatio;
    this.#canvas.width = width * scale;
    this.#canvas.height = height * scale;
    const pen = this.#canvas.getContext('2d');
    const peaks = this.#peaks;
    if (!pen || !peaks || width === 0) {
      return;
    }
    pen.scale(scale, scale);
    const style = getComputedStyle(this.#slider);
    const lane = height / peaks.channels;
    const step = width / peaks.stretches;
    peaks.values.forEach((values, channel) => {
      const middle = lane * (channel + 0.5);
      pen.fillStyle = resolved(this.#slider, COLOURS[channel % COLOURS.length], style);
      values.forEach((peak, index) => {
        const half = Math.max(0.5, (peak * (lane - 6)) / 2);
        pen.fillRect(index * step, middle - half, Math.max(0.75, step * 0.7), 2 * half);
      });
    });
  }

  #onPointer(/** @type {PointerEvent} */ event) {
    const box = this.#slider.getBoundingClientRect();
    this.#to(((event.clientX - box.left) / box.width) * this.#length);
  }

  #onKey(/** @type {KeyboardEvent} */ event) {
    const target = {
      ArrowLeft: this.#position - STEP,
      ArrowRight: this.#position + STEP,
      Home: 0,
      End: this.#length,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.#to(target);
    }
  }

  #to(/** @type {number} */ seconds) {
    this.seek(Math.min(this.#length, Math.max(0, seconds)));
  }
}

/** A canvas knows no `light-dark()`: the browser resolves it where it is a colour. @param {HTMLElement} element @param {string} name @param {CSSStyleDeclaration} style */
function resolved(element, name, style) {
  const before = element.style.color;
  element.style.color = `var(${name})`;
  const colour = style.color;
  element.style.color = before;
  return colour;
}
