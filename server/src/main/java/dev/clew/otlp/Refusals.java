// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever a request failed with into what its sender is told.
final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  private Refusals() {}

  static AppException of(Throwable thrown, ServiceRequestContext context) {
    var cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return switch (cause) {
      case AppException refused -> refused;
      case RejectedExecutionException _ ->
          AppException.retry(ErrorCode.BUSY, "the server is stopping", Duration.ofSeconds(5));
      // The HTTP decoder gave up on the body: a chunk without a length, for example.
      case HttpStatusException _ ->
          new AppException(ErrorCode.INVALID, "the body is not whole: broken HTTP", cause);
      // Nobody reads the answer.
      case ClosedStreamException _, AbortedStreamException _ ->
          new AppException(ErrorCode.TIMEOUT, "the sender went away", cause);
      default -> {
        log.error("Export request {} failed", context.id(), cause);
        yield new AppException(ErrorCode.BUG, "internal error in request " + context.id(), cause);
      }
    };
  }
}
