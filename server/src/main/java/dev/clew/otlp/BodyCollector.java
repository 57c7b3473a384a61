// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.StreamTimeoutException;
import com.linecorp.armeria.common.stream.StreamTimeoutMode;
import com.linecorp.armeria.common.stream.SubscriptionOption;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Collects the body of a request on the event loop, within a size and a time.
///
/// Memory grows with what has arrived, whatever `Content-Length` promises; a promise beyond the
/// limit is refused before anything is read.
final class BodyCollector implements Subscriber<HttpObject> {

  private static final int FIRST_CHUNK = 16 << 10;

  private final int limit;
  private final ArrivingBytes arriving;
  private final CompletableFuture<ByteBuffer> body = new CompletableFuture<>();
  private byte[] bytes = new byte[0];
  private int size;

  // Set by onSubscribe, which comes before every other call.
  @SuppressWarnings("NullAway.Init")
  private Subscription subscription;

  private BodyCollector(int limit, ArrivingBytes arriving) {
    this.limit = limit;
    this.arriving = arriving;
  }

  /// The future fails with TOO_LARGE, TIMEOUT, BUSY or, when the sender went away, with whatever
  /// the stream says.
  static CompletableFuture<ByteBuffer> collect(HttpRequest request, ReceiveLimits limits) {
    var collector = new BodyCollector(limits.bodyBytes(), limits.arriving());
    if (request.headers().getLong(HttpHeaderNames.CONTENT_LENGTH, 0) > limits.bodyBytes()) {
      collector.body.completeExceptionally(collector.tooLarge());
    } else {
      request
          .timeout(limits.bodyTimeout(), StreamTimeoutMode.UNTIL_EOS)
          .subscribe(collector, SubscriptionOption.WITH_POOLED_OBJECTS);
    }
    return collector.body;
  }

  /// Whatever becomes of the body: who works on it accounts for it from here on.
  private void letGo() {
    arriving.release(bytes.length);
    bytes = new byte[0];
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject next) {
    if (!(next instanceof HttpData data)) {
      return;
    }
    try (data) {
      if (body.isDone()) {
        return;
      }
      int count = data.length();
      if (count > limit - size) {
        giveUp(tooLarge());
        return;
      }
      try {
        makeRoom(count);
      } catch (AppException busy) {
        giveUp(busy);
        return;
      }
      data.byteBuf().readBytes(bytes, size, count);
      size += count;
    }
  }

  /// Gives up on a body that may not grow.
  private void giveUp(AppException refusal) {
    subscription.cancel();
    letGo();
    body.completeExceptionally(refusal);
  }

  @Override
  public void onError(Throwable cause) {
    letGo();
    body.completeExceptionally(
        cause instanceof StreamTimeoutException
            ? new AppException(ErrorCode.TIMEOUT, "the body did not arrive in time", cause)
            : cause);
  }

  @Override
  public void onComplete() {
    var whole = ByteBuffer.wrap(bytes, 0, size);
    letGo();
    body.complete(whole);
  }

  private void makeRoom(int count) {
    if (bytes.length - size < count) {
      long doubled = Math.max(FIRST_CHUNK, 2L * bytes.length);
      int room = (int) Math.min(limit, Math.max(doubled, (long) size + count));
      arriving.reserve(room - bytes.length);
      bytes = Arrays.copyOf(bytes, room);
    }
  }

  private AppException tooLarge() {
    return new AppException(ErrorCode.TOO_LARGE, "the body has more than " + limit + " bytes");
  }
}
