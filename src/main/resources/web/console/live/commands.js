/** Commands to a call. */

import { request } from '../../shared/access.js';

/**
 * @param {string} id
 * @param {object} command
 * @throws {Error} with words for the user
 */
export async function send(id, command) {
  const response = await request(`/command/${encodeURIComponent(id)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(command),
  });
  if (response.status === 404) {
    throw new Error('The call is over.');
  }
  if (!response.ok) {
    throw new Error(await response.text());
  }
}
