/** Why an exchange failed. Every word is also a `FailureReason` of the providers. */
export type OutboundReason =
  | 'dns'
  | 'connection_refused'
  | 'connection_closed'
  | 'tls'
  | 'timeout'
  | 'cancelled'
  | 'private_address'
  | 'redirect_refused'
  | 'too_large'
  | 'not_json'
  | 'client_error';

/** What went wrong between here and a host. The message names the host and nothing else of the request or the answer. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly reason: OutboundReason;

  constructor(reason: OutboundReason, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}

type Row = readonly [OutboundReason, string];

const CLOSED: Row = ['connection_closed', 'closed the connection before its answer was complete'];
const UNREACHABLE: Row = ['connection_refused', 'cannot be reached from here'];
const UNTRUSTED: Row = ['tls', 'has a TLS certificate from an issuer that is not trusted here'];
const SELF_SIGNED: Row = ['tls', 'has a self-signed TLS certificate'];
const NO_TLS: Row = ['tls', 'does not speak TLS on this port'];

const BY_CODE: Readonly<Record<string, Row>> = {
  ECONNREFUSED: ['connection_refused', 'refused the connection'],
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  EACCES: UNREACHABLE,
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  UND_ERR_SOCKET: CLOSED,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: CLOSED,
  HPE_INVALID_EOF_STATE: CLOSED,
  UND_ERR_DESTROYED: ['cancelled', 'was given up because the system is stopping'],
  UND_ERR_CLOSED: ['cancelled', 'was given up because the system is stopping'],
  ETIMEDOUT: ['timeout', 'did not accept the connection in time'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'did not accept the connection in time'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'sent no response headers in time'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'stopped sending in the middle of its answer'],
  UND_ERR_HEADERS_OVERFLOW: ['too_large', 'sent more response headers than are read (16 KiB)'],
  UND_ERR_INVALID_ARG: ['client_error', 'cannot be asked: a header holds a character that HTTP does not allow'],
  CERT_HAS_EXPIRED: ['tls', 'has a TLS certificate that has expired'],
  CERT_NOT_YET_VALID: ['tls', 'has a TLS certificate that is not valid yet'],
  CERT_REVOKED: ['tls', 'has a TLS certificate that was revoked'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls', 'has a TLS certificate for another name'],
  DEPTH_ZERO_SELF_SIGNED_CERT: SELF_SIGNED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
};

/** The words for an error of the network, of TLS or of HTTP at `place`. An `OutboundError` is handed back as it is. */
export function toOutboundError(error: unknown, place: string): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = codeOf(error);
  const [reason, words] = BY_CODE[code] ?? byPrefix(code);
  return new OutboundError(reason, `${place} ${words}.`, { cause: error });
}

function byPrefix(code: string): Row {
  if (code.startsWith('HPE_')) return ['connection_closed', `does not speak HTTP (${code})`];
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code === 'EPROTO') {
    return ['tls', `failed the TLS handshake (${code})`];
  }
  return ['connection_closed', `could not be asked (${code || 'unknown network error'})`];
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
