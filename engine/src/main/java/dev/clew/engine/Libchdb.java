// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The C functions of libchdb that Clew uses; their contract is `programs/local/chdb.h` of
/// chdb-io/chdb-core, 26.7.
///
/// Every result must be destroyed, error results too. One statement at a time per connection. Calls
/// block, so they belong on platform threads. Loaded once per process and never unloaded: the
/// engine keeps threads of its own until the process ends.
final class Libchdb {

  /// `chdb_query_class` of a statement that leaves no trace.
  static final int READ_ONLY = 0;

  private static final AddressLayout POINTER = ADDRESS;
  private static final int ANALYSIS_BYTES = 16;

  private final MethodHandle connect;
  private final MethodHandle close;
  private final MethodHandle query;
  private final MethodHandle streamQuery;
  private final MethodHandle fetch;
  private final MethodHandle cancelQuery;
  private final MethodHandle destroyResult;
  private final MethodHandle resultBuffer;
  private final MethodHandle resultLength;
  private final MethodHandle resultError;
  private final MethodHandle resultRowsRead;
  private final MethodHandle resultBytesRead;
  private final MethodHandle insert;
  private final MethodHandle append;
  private final MethodHandle done;
  private final MethodHandle insertError;
  private final MethodHandle destroyInsert;
  private final MethodHandle classify;

  Libchdb(Path library) {
    var symbols = SymbolLookup.libraryLookup(library, Arena.global());
    var linker = Linker.nativeLinker();
    connect = bind(linker, symbols, "chdb_connect", POINTER, JAVA_INT, POINTER);
    close = bind(linker, symbols, "chdb_close_conn", null, POINTER);
    MemoryLayout[] queryArguments = {
      POINTER, POINTER, JAVA_LONG, POINTER, JAVA_LONG, POINTER, POINTER, POINTER, POINTER, JAVA_LONG
    };
    query = bind(linker, symbols, "chdb_query_with_params_n", POINTER, queryArguments);
    streamQuery = bind(linker, symbols, "chdb_stream_query_with_params_n", POINTER, queryArguments);
    fetch = bind(linker, symbols, "chdb_stream_fetch_result", POINTER, POINTER, POINTER);
    cancelQuery = bind(linker, symbols, "chdb_stream_cancel_query", null, POINTER, POINTER);
    destroyResult = bind(linker, symbols, "chdb_destroy_query_result", null, POINTER);
    resultBuffer = bind(linker, symbols, "chdb_result_buffer", POINTER, POINTER);
    resultLength = bind(linker, symbols, "chdb_result_length", JAVA_LONG, POINTER);
    resultError = bind(linker, symbols, "chdb_result_error", POINTER, POINTER);
    resultRowsRead = bind(linker, symbols, "chdb_result_storage_rows_read", JAVA_LONG, POINTER);
    resultBytesRead = bind(linker, symbols, "chdb_result_storage_bytes_read", JAVA_LONG, POINTER);
    insert =
        bind(
            linker,
            symbols,
            "chdb_stream_insert_n",
            POINTER,
            POINTER,
            POINTER,
            JAVA_LONG,
            POINTER,
            JAVA_LONG);
    append = bind(linker, symbols, "chdb_stream_append", JAVA_INT, POINTER, POINTER, JAVA_LONG);
    done = bind(linker, symbols, "chdb_stream_done", POINTER, POINTER);
    insertError = bind(linker, symbols, "chdb_stream_insert_error", POINTER, POINTER);
    destroyInsert = bind(linker, symbols, "chdb_destroy_insert_stream", null, POINTER);
    classify =
        bind(
            linker,
            symbols,
            "chdb_classify_query_n",
            JAVA_INT,
            POINTER,
            POINTER,
            JAVA_LONG,
            POINTER,
            JAVA_LONG,
            POINTER);
    // The JVM owns SIGSEGV and friends: the engine must not install its own handlers.
    call(bind(linker, symbols, "chdb_set_signal_handlers_enabled", null, JAVA_INT), 0);
  }

  /// Lets the process end without the destructors of the engine's static objects, which run into
  /// threads of the engine that are still at work: the JVM would crash in its last moment, with
  /// everything stored, and leave an exit code that says otherwise. Handlers run in reverse order,
  /// so this one belongs after the last use of the engine. glibc alone has `on_exit`; elsewhere
  /// nothing changes.
  static void endWithoutDestructors() {
    var linker = Linker.nativeLinker();
    var libc = linker.defaultLookup();
    var onExit = libc.find("on_exit");
    var exit = libc.find("_exit");
    if (onExit.isPresent() && exit.isPresent()) {
      call(
          linker.downcallHandle(onExit.get(), FunctionDescriptor.of(JAVA_INT, POINTER, POINTER)),
          exit.get(),
          MemorySegment.NULL);
    }
  }

  private static MethodHandle bind(
      Linker linker,
      SymbolLookup symbols,
      String name,
      @Nullable MemoryLayout result,
      MemoryLayout... arguments) {
    var function = symbols.findOrThrow(name);
    var descriptor =
        result == null
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(result, arguments);
    return linker.downcallHandle(function, descriptor);
  }

  /// A connection handle, or an exception when the engine did not start.
  MemorySegment connect(String... arguments) {
    try (var arena = Arena.ofConfined()) {
      var argv = arena.allocate(POINTER, arguments.length);
      for (int i = 0; i < arguments.length; i++) {
        argv.setAtIndex(POINTER, i, arena.allocateFrom(arguments[i]));
      }
      var handle = pointer(connect, arguments.length, argv);
      if (handle.address() == 0) {
        throw new EngineException(0, "the ClickHouse engine refused to open " + arguments[1]);
      }
      return handle.reinterpret(POINTER.byteSize());
    }
  }

  void close(MemorySegment handle) {
    call(close, handle);
  }

  static MemorySegment connection(MemorySegment handle) {
    return handle.get(POINTER, 0);
  }

  MemorySegment query(MemorySegment connection, Statement statement, String format) {
    return start(query, connection, statement, format);
  }

  MemorySegment streamQuery(MemorySegment connection, Statement statement, String format) {
    return start(streamQuery, connection, statement, format);
  }

  private static MemorySegment start(
      MethodHandle function, MemorySegment connection, Statement statement, String format) {
    try (var arena = Arena.ofConfined()) {
      int count = statement.parameters().size();
      var names = arena.allocate(POINTER, count);
      var nameLengths = arena.allocate(JAVA_LONG, count);
      var values = arena.allocate(POINTER, count);
      var valueLengths = arena.allocate(JAVA_LONG, count);
      int i = 0;
      for (var parameter : statement.parameters().entrySet()) {
        var name = arena.allocateFrom(parameter.getKey());
        var value = arena.allocateFrom(parameter.getValue());
        names.setAtIndex(POINTER, i, name);
        nameLengths.setAtIndex(JAVA_LONG, i, name.byteSize() - 1);
        values.setAtIndex(POINTER, i, value);
        valueLengths.setAtIndex(JAVA_LONG, i, value.byteSize() - 1);
        i++;
      }
      var sql = arena.allocateFrom(statement.sqlWithSettings());
      var formatName = arena.allocateFrom(format);
      return pointer(
          function,
          connection,
          sql,
          sql.byteSize() - 1,
          formatName,
          formatName.byteSize() - 1,
          names,
          nameLengths,
          values,
          valueLengths,
          (long) count);
    }
  }

  MemorySegment fetch(MemorySegment connection, MemorySegment stream) {
    return pointer(fetch, connection, stream);
  }

  void cancelQuery(MemorySegment connection, MemorySegment stream) {
    call(cancelQuery, connection, stream);
  }

  void destroyResult(MemorySegment result) {
    call(destroyResult, result);
  }

  /// The bytes of a result, valid until it is destroyed.
  MemorySegment bytes(MemorySegment result) {
    long length = number(resultLength, result);
    return length == 0
        ? MemorySegment.NULL
        : pointer(resultBuffer, result).reinterpret(length).asReadOnly();
  }

  @Nullable String error(MemorySegment result) {
    return text(pointer(resultError, result));
  }

  long rowsRead(MemorySegment result) {
    return number(resultRowsRead, result);
  }

  long bytesRead(MemorySegment result) {
    return number(resultBytesRead, result);
  }

  MemorySegment insert(MemorySegment connection, String sql, String format) {
    try (var arena = Arena.ofConfined()) {
      var text = arena.allocateFrom(sql);
      var formatName = arena.allocateFrom(format);
      return pointer(
          insert, connection, text, text.byteSize() - 1, formatName, formatName.byteSize() - 1);
    }
  }

  /// False when the stream has failed; [#insertError] says why.
  boolean append(MemorySegment stream, MemorySegment bytes) {
    return (int) result(append, stream, bytes, bytes.byteSize()) == 0;
  }

  MemorySegment done(MemorySegment stream) {
    return pointer(done, stream);
  }

  @Nullable String insertError(MemorySegment stream) {
    return text(pointer(insertError, stream));
  }

  void destroyInsert(MemorySegment stream) {
    call(destroyInsert, stream);
  }

  /// Whether `sql` is exactly one statement that changes nothing.
  boolean isOneReadOnlyStatement(MemorySegment connection, String sql) {
    try (var arena = Arena.ofConfined()) {
      var text = arena.allocateFrom(sql);
      var analysis = arena.allocate(ANALYSIS_BYTES);
      analysis.set(JAVA_INT, 0, ANALYSIS_BYTES);
      int state =
          (int)
              result(
                  classify,
                  connection,
                  text,
                  text.byteSize() - 1,
                  MemorySegment.NULL,
                  0L,
                  analysis);
      return state == 0
          && analysis.get(JAVA_INT, 4) == 1
          && analysis.get(JAVA_INT, 12) == READ_ONLY;
    }
  }

  private static @Nullable String text(MemorySegment pointer) {
    return pointer.address() == 0 ? null : pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private static MemorySegment pointer(MethodHandle function, Object... arguments) {
    return (MemorySegment) result(function, arguments);
  }

  private static long number(MethodHandle function, Object... arguments) {
    return (long) result(function, arguments);
  }

  private static void call(MethodHandle function, Object... arguments) {
    try {
      function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("calling libchdb failed", e);
    }
  }

  // invokeWithArguments costs about a microsecond more than invokeExact, against milliseconds of
  // the statements it starts.
  private static Object result(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("calling libchdb failed", e);
    }
  }
}
