// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.fasterxml.jackson.core.JsonToken;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads the envelopes of an export request from JSON. Members come in any order, so the records of
/// a resource are finished when its object ends.
final class JsonRequest {

  private final JsonCursor in;
  private final JsonScalars scalars;
  private final JsonValues values;
  private final DecodeLimits limits;
  private final Losses losses;
  private final JsonRecords records;

  JsonRequest(JsonInput input, JsonRecords records) {
    in = input.cursor();
    limits = input.limits();
    losses = input.losses();
    scalars = input.scalars();
    values = input.values();
    this.records = records;
  }

  void read() throws IOException {
    in.parser().nextToken();
    in.expect(JsonToken.START_OBJECT, "an object");
    in.object(
        name -> {
          if (name.equals(records.resourcesName())) {
            in.array(this::resource);
          } else {
            in.skip();
          }
        });
    if (in.parser().nextToken() != null) {
      throw in.unexpected("the end of the document");
    }
  }

  private void resource() throws IOException {
    var resource = new SharedPart();
    var scopes = new ArrayList<ScopeRecords>();
    in.object(
        name -> {
          switch (name) {
            case "resource" -> part(resource);
            case "schemaUrl" -> resource.schemaUrl = scalars.name();
            default -> {
              if (name.equals(records.scopesName())) {
                in.array(() -> scope(scopes));
              } else {
                in.skip();
              }
            }
          }
        });
    var origin =
        new Origin(
            new Resource(resource.attributes.build(), resource.schemaUrl),
            Scope.NONE,
            resource.hash(),
            resource.isClipped());
    for (var scope : scopes) {
      records.assign(scope.from, scope.to, scope.shared.asScopeOf(origin));
    }
  }

  private void scope(List<ScopeRecords> into) throws IOException {
    var scope = new SharedPart();
    int from = records.size();
    in.object(
        name -> {
          switch (name) {
            case "scope" -> part(scope);
            case "schemaUrl" -> scope.schemaUrl = scalars.name();
            default -> {
              if (name.equals(records.recordsName())) {
                in.array(records::record);
              } else {
                in.skip();
              }
            }
          }
        });
    if (records.size() > from) {
      into.add(new ScopeRecords(scope, from, records.size()));
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
    into.bytesHash = in.hash(from);
    if (losses.isTooDeep()) {
      throw in.invalid("a value nests deeper than " + limits.depth() + " levels");
    }
    into.cuts = losses.cuts();
  }

  /// Which records belong to a scope.
  private record ScopeRecords(SharedPart shared, int from, int to) {}

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
