// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/// How the embedded engine runs.
///
/// @param dataDir the folder that holds everything; one process at a time
/// @param library libchdb of this platform
/// @param memoryBytes ceiling of the engine's own memory; statements fail rather than exceed it
/// @param cores how many threads one statement may use
/// @param queryConnections how many queries run at once; more wait
public record EngineConfig(
    Path dataDir, Path library, long memoryBytes, int cores, int queryConnections) {

  /// Sized from the machine: a third of its memory, at least 1 GiB and at most 16 GiB.
  public static EngineConfig sized(Path dataDir, Path library) {
    int cores = Runtime.getRuntime().availableProcessors();
    long third = machineMemory() / 3;
    long memory = Math.clamp(third, 1L << 30, 16L << 30);
    return new EngineConfig(dataDir, library, memory, cores, Math.max(4, cores * 2));
  }

  private static long machineMemory() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 4L << 30;
  }

  /// An ordinary ClickHouse server configuration, without logs, networks or system log tables.
  String xml() {
    long cache = Math.clamp(memoryBytes / 16, 32L << 20, 512L << 20);
    return """
        <clickhouse>
          <logger><level>none</level><console>false</console></logger>
          <path>%s</path>
          <max_server_memory_usage>%d</max_server_memory_usage>
          <mark_cache_size>%d</mark_cache_size>
          <index_mark_cache_size>%d</index_mark_cache_size>
          <uncompressed_cache_size>0</uncompressed_cache_size>
          <mmap_cache_size>0</mmap_cache_size>
          <max_concurrent_queries>%d</max_concurrent_queries>
          <background_pool_size>%d</background_pool_size>
          <background_merges_mutations_concurrency_ratio>2</background_merges_mutations_concurrency_ratio>
          <background_schedule_pool_size>4</background_schedule_pool_size>
          <background_common_pool_size>2</background_common_pool_size>
          <background_fetches_pool_size>1</background_fetches_pool_size>
          <background_move_pool_size>1</background_move_pool_size>
          <background_buffer_flush_schedule_pool_size>1</background_buffer_flush_schedule_pool_size>
          <background_distributed_schedule_pool_size>1</background_distributed_schedule_pool_size>
          <background_message_broker_schedule_pool_size>1</background_message_broker_schedule_pool_size>
          <tables_loader_background_pool_size>2</tables_loader_background_pool_size>
          <tables_loader_foreground_pool_size>2</tables_loader_foreground_pool_size>
          <async_load_databases>false</async_load_databases>
          <merge_tree>
            <number_of_free_entries_in_pool_to_execute_mutation>1</number_of_free_entries_in_pool_to_execute_mutation>
            <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>1</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
            <number_of_free_entries_in_pool_to_lower_max_size_of_merge>1</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
          </merge_tree>
        </clickhouse>
        """
        .formatted(
            dataDir.resolve("clickhouse"),
            memoryBytes,
            cache,
            cache / 2,
            queryConnections + 8,
            Math.max(2, cores));
  }
}
