// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Damages protobuf bytes: blindly, or by rearranging the fields of a message and correcting the
/// lengths around it.
final class WireMutation {

  private final Random random;

  WireMutation(Random random) {
    this.random = random;
  }

  byte[] apply(byte[] original, byte[] other) {
    var bytes = original;
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = random.nextBoolean() ? rearranged(bytes, 0) : damaged(bytes, other);
    }
    return bytes;
  }

  private byte[] damaged(byte[] bytes, byte[] other) {
    if (bytes.length == 0) {
      return other;
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(24));
    return switch (random.nextInt(7)) {
      case 0 -> replace(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ (1 << random.nextInt(8)))});
      case 1 -> replace(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 2 -> replace(bytes, at, length, new byte[0]);
      case 3 -> replace(bytes, at, 0, noise(length));
      case 4 -> replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
      case 5 -> Arrays.copyOf(bytes, at);
      default -> replace(bytes, bytes.length, 0, other);
    };
  }

  private byte[] rearranged(byte[] message, int depth) {
    try {
      var fields = split(message);
      if (fields.isEmpty()) {
        return message;
      }
      int at = random.nextInt(fields.size());
      var field = fields.get(at);
      if (field.isNested() && depth < 8 && random.nextInt(5) != 0) {
        fields.set(at, field.with(rearranged(field.content.toByteArray(), depth + 1)));
      } else {
        switch (random.nextInt(5)) {
          case 0 -> fields.add(random.nextInt(fields.size() + 1), field);
          case 1 -> fields.remove(at);
          case 2 -> Collections.swap(fields, at, random.nextInt(fields.size()));
          case 3 -> fields.set(at, new Field(1 + random.nextInt(20), field.type, field.content));
          default ->
              fields.add(
                  at,
                  new Field(
                      1 + random.nextInt(16),
                      LENGTH,
                      ByteString.copyFrom(noise(random.nextInt(20)))));
        }
      }
      return join(fields);
    } catch (IOException _) {
      return message;
    }
  }

  private static final int LENGTH = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private record Field(int number, int type, ByteString content) {
    boolean isNested() {
      return type == LENGTH && content.size() > 1;
    }

    Field with(byte[] newContent) {
      return new Field(number, type, ByteString.copyFrom(newContent));
    }
  }

  private static List<Field> split(byte[] message) throws IOException {
    var in = CodedInputStream.newInstance(message);
    var fields = new ArrayList<Field>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      var content =
          switch (WireFormat.getTagWireType(tag)) {
            case LENGTH -> in.readByteArray();
            case WireFormat.WIRETYPE_VARINT -> varint(in.readRawVarint64());
            case WireFormat.WIRETYPE_FIXED32 -> in.readRawBytes(4);
            case WireFormat.WIRETYPE_FIXED64 -> in.readRawBytes(8);
            default -> throw new IOException("a group");
          };
      fields.add(
          new Field(
              WireFormat.getTagFieldNumber(tag),
              WireFormat.getTagWireType(tag),
              ByteString.copyFrom(content)));
    }
    return fields;
  }

  private static byte[] join(List<Field> fields) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    for (var field : fields) {
      out.writeTag(field.number, field.type);
      if (field.type == LENGTH) {
        out.writeUInt32NoTag(field.content.size());
      }
      out.writeRawBytes(field.content.toByteArray());
    }
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] varint(long value) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = CodedOutputStream.newInstance(bytes);
      out.writeUInt64NoTag(value);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] noise(int length) {
    var noise = new byte[length];
    if (random.nextInt(3) == 0) {
      Arrays.fill(noise, (byte) 0xFF);
    } else {
      random.nextBytes(noise);
    }
    return noise;
  }

  private static byte[] replace(byte[] bytes, int at, int removed, byte[] inserted) {
    var result = new byte[bytes.length - removed + inserted.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    System.arraycopy(
        bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
    return result;
  }
}
