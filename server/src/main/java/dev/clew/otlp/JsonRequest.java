// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.JsonToken;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads one `ExportTraceServiceRequest` from JSON. Members come in any order, so the spans of a
/// resource are finished when its object ends.
final class JsonRequest {

  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final byte[] document;
  private final JsonCursor in;
  private final JsonScalars scalars;
  private final JsonValues values;
  private final JsonSpans spans;
  private final BatchDraft batch;
  private final DecodeLimits limits;
  private final Losses losses = new Losses();
  private final SpanDraft draft;

  JsonRequest(JsonCursor in, byte[] document, DecodeLimits limits, boolean repaired) {
    this.in = in;
    this.document = document;
    this.limits = limits;
    scalars = new JsonScalars(in, limits, losses, repaired);
    values = new JsonValues(in, scalars, limits, losses);
    spans = new JsonSpans(in, scalars, values, limits);
    batch = new BatchDraft(limits);
    draft = new SpanDraft(limits, losses);
  }

  BatchDraft read() throws IOException {
    in.parser().nextToken();
    in.expect(JsonToken.START_OBJECT, "an object");
    in.object(
        name -> {
          if (name.equals("resourceSpans")) {
            in.array(this::resourceSpans);
          } else {
            in.skip();
          }
        });
    if (in.parser().nextToken() != null) {
      throw in.unexpected("the end of the document");
    }
    return batch;
  }

  private void resourceSpans() throws IOException {
    var resource = new SharedPart();
    var scopes = new ArrayList<ScopeSpans>();
    in.object(
        name -> {
          switch (name) {
            case "resource" -> part(resource);
            case "scopeSpans" -> in.array(() -> scopeSpans(scopes));
            case "schemaUrl" -> resource.schemaUrl = scalars.name();
            default -> in.skip();
          }
        });
    var origin =
        new Origin(
            new Resource(resource.attributes.build(), resource.schemaUrl),
            Scope.NONE,
            resource.hash(),
            resource.isClipped());
    for (var scope : scopes) {
      batch.assign(scope.from, scope.to, scope.shared.asScopeOf(origin));
    }
  }

  private void scopeSpans(List<ScopeSpans> into) throws IOException {
    var scope = new SharedPart();
    int from = batch.size();
    in.object(
        name -> {
          switch (name) {
            case "scope" -> part(scope);
            case "spans" -> in.array(this::span);
            case "schemaUrl" -> scope.schemaUrl = scalars.name();
            default -> in.skip();
          }
        });
    if (batch.size() > from) {
      into.add(new ScopeSpans(scope, from, batch.size()));
    }
  }

  private void part(SharedPart into) throws IOException {
    losses.clear();
    int from = in.tokenStart();
    in.object(
        name -> {
          switch (name) {
            case "name" -> into.name = scalars.name();
            case "version" -> into.version = scalars.name();
            case "attributes" -> values.attributes(into.attributes);
            default -> in.skip();
          }
        });
    into.bytesHash = HASHER.hashBytesToLong(document, from, in.tokenEnd() - from);
    if (losses.isTooDeep()) {
      throw in.invalid("a value nests deeper than " + limits.depth() + " levels");
    }
    into.cuts = losses.cuts();
  }

  private void span() throws IOException {
    draft.clear();
    int from = in.tokenStart();
    spans.span(draft);
    int size = in.tokenEnd() - from;
    draft.finish(batch, Origin.NONE, HASHER.hashBytesToLong(document, from, size), size);
  }

  /// Which spans of the batch belong to a scope.
  private record ScopeSpans(SharedPart shared, int from, int to) {}

  /// A resource or scope under construction.
  private final class SharedPart {
    final AttributeList attributes = new AttributeList(limits.attributes());
    String name = "";
    String version = "";
    String schemaUrl = "";
    long bytesHash;
    int cuts;

    long hash() {
      return bytesHash * 31 + schemaUrl.hashCode();
    }

    Origin asScopeOf(Origin resource) {
      var scope = new Scope(name, version, attributes.build(), schemaUrl);
      return resource.with(scope, hash(), isClipped());
    }

    boolean isClipped() {
      return cuts > 0 || attributes.dropped() > 0;
    }
  }
}
