// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What each engine and exporter calls a measure (semconv.md §7.2, §7.4), old names included.
final class Engines {

  private static final double PERCENT = 0.01;
  private static final double MEBIBYTE = 1 << 20;

  private static final Map<String, Source> SOURCES = new LinkedHashMap<>();

  /// @param factor from the engine's unit to the measure's
  record Source(String metric, String engine, Measure measure, double factor) {}

  private Engines() {}

  static {
    vllm("vllm:", "vLLM");
    vllm("ray_vllm_", "vLLM on Ray");
    add("SGLang", "sglang:num_running_reqs", Measure.RUNNING);
    add("SGLang", "sglang:num_queue_reqs", Measure.WAITING);
    add("SGLang", "sglang:token_usage", Measure.KV_USAGE);
    add("SGLang", "sglang:cache_hit_rate", Measure.CACHE_HIT_RATE);
    add("SGLang", "sglang:num_retracted_requests_total", Measure.PREEMPTIONS);
    add("SGLang", "sglang:prompt_tokens_total", Measure.PROMPT_TOKENS);
    add("SGLang", "sglang:generation_tokens_total", Measure.OUTPUT_TOKENS);
    add("SGLang", "sglang:queue_time_seconds", Measure.QUEUE_TIME);
    add("SGLang", "sglang:time_to_first_token_seconds", Measure.TTFT);
    add("SGLang", "sglang:inter_token_latency_seconds", Measure.TOKEN_TIME);
    add("SGLang", "sglang:time_per_output_token_seconds", Measure.TOKEN_TIME);
    add("SGLang", "sglang:e2e_request_latency_seconds", Measure.E2E_TIME);
    tensorRt("trtllm_");
    tensorRt("trtllm:");
    add("Triton", "nv_inference_pending_request_count", Measure.WAITING);
    add("Triton", "nv_gpu_utilization", Measure.GPU_UTILIZATION);
    add("Triton", "nv_gpu_memory_used_bytes", Measure.GPU_MEMORY_USED);
    add("Triton", "nv_gpu_power_usage", Measure.GPU_POWER);
    add("TGI", "tgi_batch_current_size", Measure.RUNNING);
    add("TGI", "tgi_queue_size", Measure.WAITING);
    add("TGI", "tgi_request_queue_duration", Measure.QUEUE_TIME);
    add("TGI", "tgi_request_inference_duration", Measure.DECODE_TIME);
    add("TGI", "tgi_request_mean_time_per_token_duration", Measure.TOKEN_TIME);
    add("TGI", "tgi_request_duration", Measure.E2E_TIME);
    add("llama.cpp", "llamacpp:requests_processing", Measure.RUNNING);
    add("llama.cpp", "llamacpp:requests_deferred", Measure.WAITING);
    add("llama.cpp", "llamacpp:kv_cache_usage_ratio", Measure.KV_USAGE);
    add("llama.cpp", "llamacpp:prompt_tokens_total", Measure.PROMPT_TOKENS);
    add("llama.cpp", "llamacpp:prompt_tokens_cached_total", Measure.CACHE_HITS);
    add("llama.cpp", "llamacpp:tokens_predicted_total", Measure.OUTPUT_TOKENS);
    add("Dynamo", "dynamo_frontend_inflight_requests", Measure.RUNNING);
    add("Dynamo", "dynamo_frontend_queued_requests", Measure.WAITING);
    add("Dynamo", "dynamo_component_kvstats_gpu_cache_usage_percent", Measure.KV_USAGE);
    add("Dynamo", "dynamo_frontend_output_tokens_total", Measure.OUTPUT_TOKENS);
    add("Dynamo", "dynamo_frontend_time_to_first_token_seconds", Measure.TTFT);
    add("Dynamo", "dynamo_frontend_inter_token_latency_seconds", Measure.TOKEN_TIME);
    add("LMCache", "lmcache:retrieve_hit_rate", Measure.CACHE_HIT_RATE);
    add("LMCache", "lmcache:num_hit_tokens_total", Measure.CACHE_HITS);
    add("LMCache", "lmcache:num_requested_tokens_total", Measure.CACHE_QUERIES);
    openTelemetry();
    gpus();
  }

  private static void vllm(String prefix, String engine) {
    add(engine, prefix + "num_requests_running", Measure.RUNNING);
    add(engine, prefix + "num_requests_waiting", Measure.WAITING);
    add(engine, prefix + "kv_cache_usage_perc", Measure.KV_USAGE);
    add(engine, prefix + "gpu_cache_usage_perc", Measure.KV_USAGE);
    add(engine, prefix + "gpu_prefix_cache_hit_rate", Measure.CACHE_HIT_RATE);
    add(engine, prefix + "prefix_cache_queries_total", Measure.CACHE_QUERIES);
    add(engine, prefix + "gpu_prefix_cache_queries_total", Measure.CACHE_QUERIES);
    add(engine, prefix + "prefix_cache_hits_total", Measure.CACHE_HITS);
    add(engine, prefix + "gpu_prefix_cache_hits_total", Measure.CACHE_HITS);
    add(engine, prefix + "num_preemptions_total", Measure.PREEMPTIONS);
    add(engine, prefix + "prompt_tokens_total", Measure.PROMPT_TOKENS);
    add(engine, prefix + "generation_tokens_total", Measure.OUTPUT_TOKENS);
    add(engine, prefix + "request_queue_time_seconds", Measure.QUEUE_TIME);
    add(engine, prefix + "request_prefill_time_seconds", Measure.PREFILL_TIME);
    add(engine, prefix + "request_decode_time_seconds", Measure.DECODE_TIME);
    add(engine, prefix + "time_to_first_token_seconds", Measure.TTFT);
    add(engine, prefix + "inter_token_latency_seconds", Measure.TOKEN_TIME);
    add(engine, prefix + "time_per_output_token_seconds", Measure.TOKEN_TIME);
    add(engine, prefix + "e2e_request_latency_seconds", Measure.E2E_TIME);
  }

  private static void tensorRt(String prefix) {
    add("TensorRT-LLM", prefix + "num_requests_running", Measure.RUNNING);
    add("TensorRT-LLM", prefix + "num_requests_waiting", Measure.WAITING);
    add("TensorRT-LLM", prefix + "kv_cache_utilization", Measure.KV_USAGE);
    add("TensorRT-LLM", prefix + "kv_cache_hit_rate", Measure.CACHE_HIT_RATE);
    add("TensorRT-LLM", prefix + "prompt_tokens_total", Measure.PROMPT_TOKENS);
    add("TensorRT-LLM", prefix + "generation_tokens_total", Measure.OUTPUT_TOKENS);
    add("TensorRT-LLM", prefix + "request_queue_time_seconds", Measure.QUEUE_TIME);
    add("TensorRT-LLM", prefix + "request_prefill_time_seconds", Measure.PREFILL_TIME);
    add("TensorRT-LLM", prefix + "request_decode_time_seconds", Measure.DECODE_TIME);
    add("TensorRT-LLM", prefix + "time_to_first_token_seconds", Measure.TTFT);
    add("TensorRT-LLM", prefix + "time_per_output_token_seconds", Measure.TOKEN_TIME);
    add("TensorRT-LLM", prefix + "e2e_request_latency_seconds", Measure.E2E_TIME);
  }

  private static void openTelemetry() {
    add("OpenTelemetry", "gen_ai.server.num_requests_running", Measure.RUNNING);
    add("OpenTelemetry", "gen_ai.server.num_requests_waiting", Measure.WAITING);
    add("OpenTelemetry", "gen_ai.server.prompt_tokens", Measure.PROMPT_TOKENS);
    add("OpenTelemetry", "gen_ai.server.generation_tokens", Measure.OUTPUT_TOKENS);
    add("OpenTelemetry", "hw.gpu.utilization", Measure.GPU_UTILIZATION);
    add("OpenTelemetry", "hw.gpu.memory.usage", Measure.GPU_MEMORY_USED);
  }

  private static void gpus() {
    add("DCGM", "DCGM_FI_DEV_GPU_UTIL", Measure.GPU_UTILIZATION, PERCENT);
    add("DCGM", "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", Measure.GPU_TENSOR_ACTIVE);
    add("DCGM", "DCGM_FI_PROF_DRAM_ACTIVE", Measure.GPU_MEMORY_BANDWIDTH);
    add("DCGM", "DCGM_FI_DEV_MEM_COPY_UTIL", Measure.GPU_MEMORY_BANDWIDTH, PERCENT);
    add("DCGM", "DCGM_FI_DEV_FB_USED", Measure.GPU_MEMORY_USED, MEBIBYTE);
    add("DCGM", "DCGM_FI_DEV_FB_FREE", Measure.GPU_MEMORY_FREE, MEBIBYTE);
    add("DCGM", "DCGM_FI_DEV_POWER_USAGE", Measure.GPU_POWER);
    add("DCGM", "DCGM_FI_DEV_GPU_TEMP", Measure.GPU_TEMPERATURE);
    add("nvidia-smi", "nvidia_smi_utilization_gpu_ratio", Measure.GPU_UTILIZATION);
    add("nvidia-smi", "nvidia_smi_utilization_memory_ratio", Measure.GPU_MEMORY_BANDWIDTH);
    add("nvidia-smi", "nvidia_smi_memory_used_bytes", Measure.GPU_MEMORY_USED);
    add("nvidia-smi", "nvidia_smi_power_draw_watts", Measure.GPU_POWER);
    add("nvidia-smi", "nvidia_smi_temperature_gpu", Measure.GPU_TEMPERATURE);
    add("ROCm", "gpu_gfx_activity", Measure.GPU_UTILIZATION, PERCENT);
    add("ROCm", "gpu_umc_activity", Measure.GPU_MEMORY_BANDWIDTH, PERCENT);
    add("ROCm", "gpu_used_vram", Measure.GPU_MEMORY_USED, MEBIBYTE);
    add("ROCm", "gpu_free_vram", Measure.GPU_MEMORY_FREE, MEBIBYTE);
    add("ROCm", "gpu_package_power", Measure.GPU_POWER);
    add("ROCm", "gpu_average_package_power", Measure.GPU_POWER);
    add("ROCm", "gpu_junction_temperature", Measure.GPU_TEMPERATURE);
  }

  private static void add(String engine, String metric, Measure measure) {
    add(engine, metric, measure, 1);
  }

  private static void add(String engine, String metric, Measure measure, double factor) {
    SOURCES.put(metric, new Source(metric, engine, measure, factor));
    if (metric.endsWith("_total")) {
      // OpenMetrics and OTLP leave the suffix to whoever shows it.
      var bare = metric.substring(0, metric.length() - "_total".length());
      SOURCES.put(bare, new Source(bare, engine, measure, factor));
    }
  }

  static Collection<String> metrics() {
    return SOURCES.keySet();
  }

  static @Nullable Source of(String metric) {
    return SOURCES.get(metric);
  }
}
