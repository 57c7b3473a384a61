// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.ErrorCode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the HTTP server itself refuses, before or beside any route (a body that is too large, a
/// request that is none), in the same JSON as every other error.
public final class EarlyRefusals implements ServerErrorHandler {

  @Override
  public @Nullable HttpResponse onServiceException(
      ServiceRequestContext context, Throwable failure) {
    // Armeria's own handler finds the status and asks for the page below.
    return null;
  }

  @Override
  public @Nullable AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable failure) {
    if (failure instanceof ContentTooLargeException) {
      return page(Problem.of(failure));
    }
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.httpStatus() == status.code())
        .findFirst()
        .map(
            code ->
                page(Problem.of(code, description == null ? status.reasonPhrase() : description)))
        .orElse(null);
  }

  private static AggregatedHttpResponse page(Reply reply) {
    return AggregatedHttpResponse.of(
        ResponseHeaders.builder(reply.status()).contentType(reply.type()).build(), reply.body());
  }
}
