// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import static dev.clew.otlp.ProtobufCursor.FIXED64;
import static dev.clew.otlp.ProtobufCursor.LENGTH;
import static dev.clew.otlp.ProtobufCursor.VARINT;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.clew.ingest.Decoder;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.MetricBatch;
import dev.clew.otlp.ProtobufCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads remote-write requests: 1.0 (`prometheus.WriteRequest`), or 2.0
/// (`io.prometheus.write.v2.Request`), in which texts are numbers of a table.
public final class RemoteWriteDecoder implements Decoder<MetricBatch> {

  private static final int MAX_TEXT = 64 << 10;
  private static final int MAX_SAMPLES = 1_000_000;

  /// Keeps the fields of 1.0 apart from those of 2.0 in one switch.
  private static final int FIRST_ONLY = 1 << 20;

  private final boolean second;

  private RemoteWriteDecoder(boolean second) {
    this.second = second;
  }

  public static RemoteWriteDecoder first() {
    return new RemoteWriteDecoder(false);
  }

  public static RemoteWriteDecoder second() {
    return new RemoteWriteDecoder(true);
  }

  @Override
  public MetricBatch decode(String project, ByteBuffer body) {
    var reading = new Reading(ProtobufCursor.over(body));
    if (second) {
      reading.second();
    } else {
      reading.first();
    }
    var bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    return new MetricBatch(
        project,
        reading.series.build(),
        List.of(),
        0,
        bytes.length,
        Hashing.xxh3_64().hashBytesToLong(bytes));
  }

  /// One request.
  private static final class Reading {
    private final ProtobufCursor in;
    private final RemoteSeries series = new RemoteSeries();
    private final List<String> symbols = new ArrayList<>();
    private int samples;

    Reading(ProtobufCursor in) {
      this.in = in;
    }

    private String text() {
      int length = in.length();
      if (length > MAX_TEXT) {
        throw new AppException(
            ErrorCode.INVALID,
            "a text of %d bytes (expected: at most %d)".formatted(length, MAX_TEXT));
      }
      return new String(in.bytes(), in.advance(length), length, StandardCharsets.UTF_8);
    }

    private double real() {
      return Double.longBitsToDouble(in.fixed64());
    }

    private interface Field {
      void read(int tag);
    }

    private void message(Field field) {
      int outer = in.enter();
      while (in.hasMore()) {
        field.read(in.tag());
      }
      in.leave(outer);
    }

    /// Metadata of families first: it follows the series that it is about.
    void first() {
      int from = in.position();
      int to = in.limit();
      while (in.hasMore()) {
        int tag = in.tag();
        if (tag == ((3 << 3) | LENGTH)) {
          var metadata = new Metadata();
          message(metadata::first);
          series.family(metadata.family());
        } else {
          in.skip(tag);
        }
      }
      in.moveTo(from, to);
      while (in.hasMore()) {
        int tag = in.tag();
        if (tag == ((1 << 3) | LENGTH)) {
          timeSeries(false);
        } else {
          in.skip(tag);
        }
      }
    }

    void second() {
      int from = in.position();
      int to = in.limit();
      while (in.hasMore()) {
        int tag = in.tag();
        if (tag == ((4 << 3) | LENGTH)) {
          symbols.add(text());
        } else {
          in.skip(tag);
        }
      }
      in.moveTo(from, to);
      while (in.hasMore()) {
        int tag = in.tag();
        if (tag == ((5 << 3) | LENGTH)) {
          timeSeries(true);
        } else {
          in.skip(tag);
        }
      }
    }

    private String symbol(int number) {
      if (number < 0 || number >= symbols.size()) {
        throw new AppException(
            ErrorCode.INVALID, "symbol %d (expected: 0..%d)".formatted(number, symbols.size() - 1));
      }
      return symbols.get(number);
    }

    private final class Metadata {
      private int type;
      private String name = "";
      private String help = "";
      private String unit = "";

      void first(int tag) {
        switch (tag) {
          case (1 << 3) | VARINT -> type = in.varint32();
          case (2 << 3) | LENGTH -> name = text();
          case (4 << 3) | LENGTH -> help = text();
          case (5 << 3) | LENGTH -> unit = text();
          default -> in.skip(tag);
        }
      }

      void second(int tag) {
        switch (tag) {
          case (1 << 3) | VARINT -> type = in.varint32();
          case (3 << 3) | VARINT -> help = symbol(in.varint32());
          case (4 << 3) | VARINT -> unit = symbol(in.varint32());
          default -> in.skip(tag);
        }
      }

      Family family() {
        return new Family(name, RemoteSeries.type(type), unit, help);
      }
    }

    /// The samples of one series. Its labels may follow them.
    private void timeSeries(boolean ofSecond) {
      Map<String, String> labels = new HashMap<>();
      var points = new ArrayList<double[]>();
      var histograms = new ArrayList<NativeHistogram>();
      var exemplars = new ArrayList<RemoteSeries.RawExemplar>();
      var metadata = new Metadata();
      var refs = new ArrayList<Integer>();
      message(
          tag -> {
            switch (ofSecond ? tag : tag + FIRST_ONLY) {
              case (1 << 3) | LENGTH -> refs(refs);
              case (1 << 3) | VARINT -> refs.add(in.varint32());
              case (2 << 3) | LENGTH, ((2 << 3) | LENGTH) + FIRST_ONLY -> points.add(sample());
              case (3 << 3) | LENGTH, ((4 << 3) | LENGTH) + FIRST_ONLY ->
                  histograms.add(histogram());
              case (4 << 3) | LENGTH -> exemplars.add(exemplar(true));
              case (5 << 3) | LENGTH -> message(metadata::second);
              case ((1 << 3) | LENGTH) + FIRST_ONLY -> label(labels);
              case ((3 << 3) | LENGTH) + FIRST_ONLY -> exemplars.add(exemplar(false));
              default -> in.skip(tag);
            }
          });
      resolve(refs, labels);
      samples += points.size() + histograms.size();
      if (samples > MAX_SAMPLES) {
        throw new AppException(
            ErrorCode.TOO_LARGE, "more than " + MAX_SAMPLES + " samples in one request");
      }
      series.add(
          new Labels(labels), ofSecond ? metadata.family() : null, points, histograms, exemplars);
    }

    private void refs(List<Integer> into) {
      int outer = in.enter();
      while (in.hasMore()) {
        into.add(in.varint32());
      }
      in.leave(outer);
    }

    private void resolve(List<Integer> refs, Map<String, String> into) {
      for (int i = 0; i + 1 < refs.size(); i += 2) {
        into.put(symbol(refs.get(i)), symbol(refs.get(i + 1)));
      }
    }

    private void label(Map<String, String> into) {
      var pair = new String[] {"", ""};
      message(
          tag -> {
            switch (tag) {
              case (1 << 3) | LENGTH -> pair[0] = text();
              case (2 << 3) | LENGTH -> pair[1] = text();
              default -> in.skip(tag);
            }
          });
      into.put(pair[0], pair[1]);
    }

    /// Value, time in milliseconds, start in milliseconds.
    private double[] sample() {
      var sample = new double[3];
      message(
          tag -> {
            switch (tag) {
              case (1 << 3) | FIXED64 -> sample[0] = real();
              case (2 << 3) | VARINT -> sample[1] = (double) in.varint64();
              case (3 << 3) | VARINT -> sample[2] = (double) in.varint64();
              default -> in.skip(tag);
            }
          });
      return sample;
    }

    private NativeHistogram histogram() {
      var histogram = new NativeHistogram();
      message(tag -> histogram.field(in, tag));
      return histogram;
    }

    private RemoteSeries.RawExemplar exemplar(boolean ofSecond) {
      Map<String, String> labels = new HashMap<>();
      var refs = new ArrayList<Integer>();
      var numbers = new double[2];
      message(
          tag -> {
            switch (tag) {
              case (1 << 3) | LENGTH -> {
                if (ofSecond) {
                  refs(refs);
                } else {
                  label(labels);
                }
              }
              case (1 << 3) | VARINT -> refs.add(in.varint32());
              case (2 << 3) | FIXED64 -> numbers[0] = real();
              case (3 << 3) | VARINT -> numbers[1] = (double) in.varint64();
              default -> in.skip(tag);
            }
          });
      resolve(refs, labels);
      return new RemoteSeries.RawExemplar(labels, numbers[0], Math.round(numbers[1]));
    }
  }
}
