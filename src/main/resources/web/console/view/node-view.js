/** The node: version, load, and what is on or off and why. */

import { byId, make } from '../../shared/elements.js';
import { fill } from './tables.js';
import { label, uptime } from './words.js';

export class NodeView {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  /** @param {import('../live/feed.js').Feed} feed */
  constructor(feed) {
    this.feed = feed;
    feed.addEventListener('node', () => this.#render());
  }

  show() {
    this.#render();
    this.#ticking = setInterval(() => this.#renderState(), 1000);
  }

  hide() {
    clearInterval(this.#ticking);
  }

  #render() {
    const node = this.feed.node;
    if (!node) {
      return;
    }
    this.#renderState();
    fill(byId('node-media'), Object.entries(node.media ?? {}).map(([key, value]) => [label(key), figure(value)]));
    byId('features').replaceChildren(...(node.features ?? []).map(feature));
  }

  #renderState() {
    const node = this.feed.node;
    if (node) {
      fill(byId('node-facts'), [
        ['Version', node.version],
        ['Up for', uptime(node.uptimeSeconds + (Date.now() - this.feed.nodeAt) / 1000)],
        ['Calls', `${node.running} of at most ${node.max}`],
        ['State', node.draining ? 'Draining: takes no new calls' : 'Takes calls'],
      ]);
    }
  }
}

/** @param {{name: string, on: boolean, why: string}} each */
function feature(each) {
  return make(
    'li',
    { 'data-on': String(each.on) },
    make('span', { class: 'state', 'data-state': each.on ? 'answered' : 'over' }, each.on ? 'On' : 'Off'),
    make('strong', {}, each.name),
    make('span', { class: 'quiet' }, each.why ?? ''),
  );
}

/** @param {unknown} value */
function figure(value) {
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return value.toFixed(2);
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
