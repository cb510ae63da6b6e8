/** One call's own streams: its events from the first one on, and its levels. Both end with the call. */

import { address } from '../../shared/access.js';

/**
 * Follows the events and commands of a call.
 *
 * @param {string} id
 * @param {(kind: 'event' | 'command', data: any) => void} take
 * @param {() => void} over called when nothing more will come, also when the call is not known
 * @returns {() => void} ends it
 */
export function follow(id, take, over) {
  const source = new EventSource(address('http', `/events/${encodeURIComponent(id)}`, { after: '0', binary: 'false' }));
  const on = (/** @type {'event' | 'command'} */ kind) =>
    source.addEventListener(kind, (event) => {
      const data = JSON.parse(event.data);
      if (data.event !== 'ping') {
        take(kind, data);
      }
      if (data.event === 'hangup') {
        source.close();
        over();
      }
    });
  on('event');
  on('command');
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) {
      over();
    }
  });
  return () => source.close();
}

/**
 * Follows the levels of a call.
 *
 * @param {string} id
 * @param {(levels: {received: number, sent: number}) => void} take dBFS
 * @returns {() => void} ends it
 */
export function levels(id, take) {
  const source = new EventSource(address('http', `/console/api/calls/${encodeURIComponent(id)}/levels`));
  source.addEventListener('message', (event) => take(JSON.parse(event.data)));
  return () => source.close();
}
