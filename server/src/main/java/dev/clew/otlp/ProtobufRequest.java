// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static dev.clew.otlp.ProtobufCursor.LENGTH;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import java.util.function.Consumer;

/// Reads the envelopes of an export request, which all signals share: resources with scopes with
/// records.
///
/// Protobuf lets a resource follow its records, and arrive in pieces. So the envelopes are read
/// twice: first what the records share, going over them by their length, then the records.
final class ProtobufRequest {

  private static final Hasher64 HASHER = Hashing.xxh3_64();
  private static final int RESOURCES = (1 << 3) | LENGTH;
  private static final int SHARED = (1 << 3) | LENGTH;
  private static final int MEMBERS = (2 << 3) | LENGTH;
  private static final int SCHEMA_URL = (3 << 3) | LENGTH;

  private final ProtobufCursor in;
  private final ProtobufValues values;
  private final DecodeLimits limits;
  private final Losses losses;
  private final Consumer<Origin> record;

  /// @param record reads the record at which `in` stands
  ProtobufRequest(
      ProtobufCursor in,
      ProtobufValues values,
      DecodeLimits limits,
      Losses losses,
      Consumer<Origin> record) {
    this.in = in;
    this.values = values;
    this.limits = limits;
    this.losses = losses;
    this.record = record;
  }

  void read() {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == RESOURCES) {
        int outer = in.enter();
        resource();
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private void resource() {
    int from = in.position();
    int to = in.limit();
    var resource = new SharedPart();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case SHARED -> resourceFields(resource);
        case SCHEMA_URL -> resource.schemaUrl = schemaUrl(resource);
        default -> in.skip(tag);
      }
    }
    var origin = resource.asOrigin();
    in.moveTo(from, to);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == MEMBERS) {
        int outer = in.enter();
        scope(origin);
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private void scope(Origin resource) {
    int from = in.position();
    int to = in.limit();
    var scope = new SharedPart();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case SHARED -> scopeFields(scope);
        case SCHEMA_URL -> scope.schemaUrl = schemaUrl(scope);
        default -> in.skip(tag);
      }
    }
    var origin = scope.asScopeOf(resource);
    in.moveTo(from, to);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == MEMBERS) {
        record.accept(origin);
      } else {
        in.skip(tag);
      }
    }
  }

  private void resourceFields(SharedPart into) {
    int outer = in.enter();
    into.hash(in);
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | LENGTH -> values.attribute(into.attributes);
        case (3 << 3) | LENGTH -> entityRef();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }

  private void scopeFields(SharedPart into) {
    int outer = in.enter();
    into.hash(in);
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | LENGTH -> into.name = values.name();
        case (2 << 3) | LENGTH -> into.version = values.name();
        case (3 << 3) | LENGTH -> values.attribute(into.attributes);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }

  /// Which attributes identify the entity: not kept, but what is no message is refused.
  private void entityRef() {
    int outer = in.enter();
    while (in.hasMore()) {
      in.skip(in.tag());
    }
    in.leave(outer);
  }

  private String schemaUrl(SharedPart into) {
    var url = values.name();
    into.hash = into.hash * 31 + url.hashCode();
    return url;
  }

  /// A resource or scope under construction.
  private final class SharedPart {
    final AttributeList attributes = new AttributeList(limits.attributes());
    String name = "";
    String version = "";
    String schemaUrl = "";
    long hash;

    SharedPart() {
      losses.clear();
    }

    /// Adds the encoded bytes of the message that was entered.
    void hash(ProtobufCursor entered) {
      int from = entered.position();
      hash = hash * 31 + HASHER.hashBytesToLong(entered.bytes(), from, entered.limit() - from);
    }

    Origin asOrigin() {
      var resource = new Resource(attributes.build(), schemaUrl);
      return new Origin(resource, Scope.NONE, hash, isClipped());
    }

    Origin asScopeOf(Origin origin) {
      return origin.with(
          new Scope(name, version, attributes.build(), schemaUrl), hash, isClipped());
    }

    private boolean isClipped() {
      if (losses.isTooDeep()) {
        throw new AppException(
            ErrorCode.INVALID,
            "a value of a resource or scope nests deeper than " + limits.depth() + " levels");
      }
      return losses.cuts() > 0 || attributes.dropped() > 0;
    }
  }
}
