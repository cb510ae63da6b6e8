/**
 * How a page reaches this server: with the token of `#token=…`, which leaves the address bar at once and stays in memory only, or
 * with the one that the user is asked for when the server wants it.
 */

let token = takeFromAddress();

function takeFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null) {
    return '';
  }
  history.replaceState(null, '', location.pathname + location.search);
  return given;
}

/** @param {string} given what the user typed */
export function useToken(given) {
  token = given.trim();
}

/**
 * The address of a path of this server, with the token, for WebSockets and event streams, which can send no header.
 *
 * @param {'http' | 'ws'} scheme
 * @param {string} path
 * @param {Record<string, string>} [query]
 */
export function address(scheme, path, query = {}) {
  const url = new URL(path, location.href);
  url.protocol = scheme + (location.protocol === 'https:' ? 's:' : ':');
  Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, value));
  if (token) {
    url.searchParams.set('token', token);
  }
  return url.href;
}

/** The server wants a token that the page does not have. */
export class TokenWanted extends Error {}

/**
 * A request with the token.
 *
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<Response>} of any status but 401
 * @throws {TokenWanted}
 */
export async function request(path, init = {}) {
  const headers = new Headers(init.headers);
  if (token) {
    headers.set('Authorization', `Bearer ${token}`);
  }
  const response = await fetch(path, { ...init, headers, cache: 'no-store' });
  if (response.status === 401) {
    throw new TokenWanted('this server asks for a token');
  }
  return response;
}
