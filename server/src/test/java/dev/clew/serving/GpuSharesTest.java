// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clew.serving.Fleet.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Whose GPUs are whose, and how much of a shared one counts for whom.
class GpuSharesTest {

  private static final Offset<Double> CLOSE = within(1e-9);
  private static final Member A = server("a:8000", "host");
  private static final Member B = server("b:8000", "host");
  private static final Member GPU = member("gpu-1", "host", Set.of(), false);

  /// What servers did, by id: the tokens of each step. Who is not in it measured nothing.
  private record Steps(Map<String, Map<Long, Double>> rates) implements GpuShares.Work {

    @Override
    public boolean isSeen(Member server) {
      return rates.containsKey(server.id());
    }

    @Override
    public double tokens(Member server) {
      var steps = rates(server).values();
      return steps.stream().mapToDouble(rate -> rate).sum();
    }

    @Override
    public Map<Long, Double> rates(Member server) {
      return rates.getOrDefault(server.id(), Map.of());
    }
  }

  private static Member server(String id, String host, Claim... claims) {
    return member(id, host, Set.of(claims), true);
  }

  private static Member gpu(String id, String host, Claim... claims) {
    return member(id, host, Set.of(claims), false);
  }

  private static Member member(String id, String host, Set<Claim> claims, boolean generates) {
    Map<Measure, List<Fleet.Line>> lines =
        generates ? Map.of(Measure.OUTPUT_TOKENS, List.of()) : Map.of();
    return new Member(id, "s", "vLLM", Set.of(), Set.of(host), claims, lines);
  }

  private static Claim pod(String name) {
    return new Claim(Claim.Kind.POD, name);
  }

  private static GpuUsers users(List<Member> servers, Member... gpus) {
    return GpuUsers.of(new Fleet(servers, List.of(gpus)));
  }

  private static GpuShares shares(Map<String, Map<Long, Double>> rates, Member... servers) {
    return new GpuShares(users(List.of(servers), GPU), new Steps(rates));
  }

  @Test
  void serversOfOneHostUseAllItsGpusWhenNothingTellsThemApart() {
    var users = users(List.of(A, B, server("c:8000", "elsewhere")), GPU);
    assertThat(users.of(GPU)).containsExactly(A, B);
    assertThat(users.gpusOf(A)).containsExactly(GPU);
    assertThat(users.around(A)).containsExactly(A, B);
  }

  @Test
  void aGpuThatNamesThePodOfAServerIsItsAlone() {
    var first = server("a:8000", "host", pod("vllm-a"));
    var second = server("b:8000", "host", pod("vllm-b"));
    var ofFirst = gpu("gpu-1", "host", pod("vllm-a"));
    var ofExporter = gpu("gpu-2", "host", pod("dcgm-exporter-x"));
    var users = users(List.of(first, second), ofFirst, ofExporter);
    assertThat(users.gpusOf(first)).containsExactly(ofFirst, ofExporter);
    // That pod is no server: it says nothing about who uses the GPU.
    assertThat(users.gpusOf(second)).containsExactly(ofExporter);
  }

  @Test
  void whatIsNarrowerDecides() {
    var left = new Claim(Claim.Kind.CONTAINER, "pod/left");
    var device = new Claim(Claim.Kind.DEVICE, "gpu-2");
    var first = server("a:8000", "host", pod("pod"), left);
    var second = server("b:8000", "host", pod("pod"), device);
    var ofLeft = gpu("gpu-1", "host", pod("pod"), left);
    var ofPod = gpu("gpu-2", "host", pod("pod"), left, device);
    var users = users(List.of(first, second), ofLeft, ofPod);
    assertThat(users.of(ofLeft)).containsExactly(first);
    assertThat(users.of(ofPod)).containsExactly(second);
  }

  @Test
  void whoGeneratesMoreHasMoreOfASharedGpuAndAllPartsAreOne() {
    var shares = shares(Map.of("a:8000", Map.of(1L, 30.0), "b:8000", Map.of(1L, 10.0)), A, B);
    assertThat(shares.share(A, GPU)).isCloseTo(0.75, CLOSE);
    assertThat(shares.share(B, GPU)).isCloseTo(0.25, CLOSE);
    assertThat(shares.sharedWith(A)).containsExactly("b:8000");
  }

  @Test
  void whatCountsIsWhoWasThereInTheSameTime() {
    var alone = Map.of(1L, 30.0, 2L, 30.0, 3L, 0.0, 4L, 0.0);
    var later = Map.of(3L, 5.0, 4L, 0.0);
    var shares = shares(Map.of("a:8000", alone, "b:8000", later), A, B);
    // All of two steps, nothing of the third, half of the fourth, in which nobody worked.
    assertThat(shares.share(A, GPU)).isCloseTo(2.5 / 4, CLOSE);
    assertThat(shares.share(B, GPU)).isCloseTo(1.5 / 2, CLOSE);
  }

  @Test
  void aServerThatMeasuredNothingHasNoPart() {
    var shares = shares(Map.of("a:8000", Map.of(1L, 30.0)), A, B);
    assertThat(shares.share(A, GPU)).isEqualTo(1);
    assertThat(shares.share(B, GPU)).isNaN();
    assertThat(shares.sharedWith(A)).isEmpty();
  }

  @Test
  void withoutStepsAllTokensDecideAndWithoutTokensAllPartsAreTheSame() {
    var steps = Map.of("a:8000", Map.of(1L, 30.0), "b:8000", Map.<Long, Double>of());
    assertThat(shares(steps, A, B).share(A, GPU)).isEqualTo(1);
    assertThat(shares(steps, A, B).share(B, GPU)).isZero();
    var silent = member("c:8000", "host", Set.of(), false);
    var shares = shares(Map.of("a:8000", Map.of(1L, 30.0), "c:8000", Map.of()), A, silent);
    assertThat(shares.share(A, GPU)).isEqualTo(0.5);
    assertThat(shares.share(silent, GPU)).isEqualTo(0.5);
  }
}
