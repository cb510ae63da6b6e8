/** The server's time, as its answers tell it: clocks of browsers are often wrong, and durations are counted here. */

let ahead = 0;

/** Below this the difference may be the way of the answer. */
const NOTICED = 2000;

/** @param {Response} response */
export function learn(response) {
  const date = Date.parse(response.headers.get('Date') ?? '');
  const difference = date - Date.now();
  if (Number.isFinite(difference)) {
    ahead = Math.abs(difference) < NOTICED ? 0 : difference;
  }
}

/** @param {string} iso @returns {number} milliseconds since then */
export function since(iso) {
  return Date.now() + ahead - Date.parse(iso);
}
