// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import dev.clew.config.ForwardTarget;
import dev.clew.ingest.Credentials;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.ingest.IngestReply;
import dev.clew.otlp.OtlpSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Sends a copy of what was stored to other servers. It stands behind the line, never in it: what
/// cannot be copied is counted, and the sender never hears of it.
public final class Forwarding implements AutoCloseable {

  private final List<Forwarder> targets = new ArrayList<>();

  /// @param folder of the queues, one folder in it for each target
  public Forwarding(List<ForwardTarget> targets, Path folder) throws IOException {
    for (var target : targets) {
      this.targets.add(new Forwarder(target, folder.resolve(target.name())));
    }
  }

  public void start() {
    targets.forEach(Forwarder::start);
  }

  /// The same line, whose requests are copied once they are stored.
  ///
  /// @param json the decoder of the signal's JSON
  public <R> Function<ExportRequest<R>, IngestReply> behind(
      OtlpSignal.Kind kind,
      Credentials credentials,
      Decoder<R> json,
      Function<ExportRequest<R>, IngestReply> line) {
    if (targets.isEmpty()) {
      return line;
    }
    return request -> {
      // Asked before: a key that is revoked meanwhile must not turn what is stored into a refusal.
      var project = credentials.project(request.key());
      var reply = line.apply(request);
      // What was stored before was copied before.
      if (reply.accepted() > 0) {
        offer(kind, project, request.body(), request.compression(), request.decoder().equals(json));
      }
      return reply;
    };
  }

  /// @param body not kept: it is copied
  private void offer(
      OtlpSignal.Kind kind,
      String project,
      ByteBuffer body,
      Compression compression,
      boolean isJson) {
    for (var target : targets) {
      var wanted = target.target();
      if (wanted.signals().contains(kind.label())
          && (wanted.projects().isEmpty() || wanted.projects().contains(project))) {
        var bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        target.offer(new Forwarder.Arrived(kind, isJson, compression, ByteBuffer.wrap(bytes)));
      }
    }
  }

  /// One for each target, in the order of the configuration.
  public List<ForwardState> states() {
    return targets.stream().map(Forwarder::state).toList();
  }

  @Override
  public void close() {
    targets.forEach(Forwarder::close);
  }
}
