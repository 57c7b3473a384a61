// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// Why a request cannot be answered. The only list of failures that callers see.
///
/// The gRPC numbers are those of `google.rpc.Code`. An OTLP sender retries only 429, 502, 503, 504
/// and a fixed list of gRPC codes (opentelemetry-proto, `docs/specification.md`), so BUSY and
/// STORAGE_DOWN mean "again later" and BUG means exactly that.
public enum ErrorCode {
  INVALID(400, 3),
  UNAUTHENTICATED(401, 16),
  FORBIDDEN(403, 7),
  NOT_FOUND(404, 5),
  METHOD_NOT_ALLOWED(405, 12),
  TIMEOUT(408, 1),
  CONFLICT(409, 6),
  TOO_LARGE(413, 8),
  UNSUPPORTED(415, 3),
  MISDIRECTED(421, 7),
  THROTTLED(429, 8),
  BUG(500, 13),
  BUSY(503, 14),
  STORAGE_DOWN(503, 14);

  private final int httpStatus;
  private final int grpcCode;

  ErrorCode(int httpStatus, int grpcCode) {
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCode;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /// A number of `google.rpc.Code`.
  public int grpcCode() {
    return grpcCode;
  }

  /// The sender should send the same request again later.
  public boolean isRetryable() {
    return this == BUSY || this == STORAGE_DOWN || this == THROTTLED;
  }
}
