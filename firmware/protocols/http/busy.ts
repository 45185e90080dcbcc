// What is said to a connection that is not taken: without any of this door's other code, and so that a browser asks again by
// itself.

/**
 * In every language of the page, since what was asked is not read. Of a fixed length: a connection that gets it is closed
 * with it. The length is written out, so that a build without this door can leave the text away.
 */
export const BUSY =
  'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nRefresh: 1\r\n' +
  'Content-Type: text/plain\r\nContent-Length: 44\r\nCache-Control: no-store\r\n\r\nOne moment... Einen Moment... Un momento...\n';
