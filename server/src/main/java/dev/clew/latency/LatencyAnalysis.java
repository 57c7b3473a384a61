// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.engine.ClickHouse;
import dev.clew.model.TraceId;
import dev.clew.stage.RunStage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says of each run that was stored where its time went, and of each of its model calls why it took
/// as long as it did.
public final class LatencyAnalysis implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LatencyAnalysis.class);

  private final LatencyReader reader;
  private final LatencyWriter writer;
  private final CostModels models;
  private final Neighbours neighbours = new Neighbours();
  private final ServerStates servers;
  private final RunStage stage;

  /// @param servers what the metrics of model servers say
  public LatencyAnalysis(
      ClickHouse clickHouse,
      String database,
      InstantSource clock,
      BooleanSupplier isIngestBehind,
      ServerStates servers) {
    this.servers = servers;
    reader = new LatencyReader(clickHouse, database);
    writer = new LatencyWriter(clickHouse, database);
    stage = new RunStage(clickHouse, database, "latency", clock, isIngestBehind, this::make);
    models = new CostModels(clickHouse, database, clock, isIngestBehind, stage::analysed);
  }

  public void start() {
    models.start();
    stage.start();
  }

  /// Told about every run that run analysis has stored.
  public void analysed(String project, Collection<TraceId> traces) {
    stage.analysed(project, traces);
  }

  /// Looks at a run now, for a reader who has just sent it.
  void catchUp(String project, TraceId trace) {
    stage.catchUp(project, trace);
  }

  CostModels models() {
    return models;
  }

  private void make(String project, List<TraceId> traces) {
    var runs = reader.read(project, traces);
    var assembled = new ArrayList<Assembled>(runs.size());
    for (var run : runs) {
      try {
        assembled.add(new Assembled(run, Spent.of(run), Assembly.of(run)));
      } catch (RuntimeException e) {
        // One run that cannot be timed does not keep the others waiting.
        log.error("no times of trace {}", run.trace(), e);
      }
    }
    // Calls beside each other are judged by each other: all are known before the first is judged.
    for (var run : assembled) {
      for (var call : run.calls()) {
        neighbours.add(project, call, Judge.residual(call, models.of(project, call.key())));
      }
    }
    var timed = assembled.stream().map(run -> judge(project, run)).toList();
    writer.write(project, timed);
    for (var run : assembled) {
      run.calls().forEach(call -> models.stored(project, call));
    }
    // The first fit may have come while these were judged without it.
    stage.analysed(
        project,
        timed.stream()
            .filter(run -> run.calls().stream().anyMatch(call -> canBeJudged(project, call)))
            .map(run -> run.run().trace())
            .toList());
  }

  private boolean canBeJudged(String project, Judged judged) {
    var call = judged.call();
    return judged.verdict() == Verdict.UNKNOWN
        && call.isComparable()
        && models.of(project, call.key()) != null;
  }

  private record Assembled(StoredRun run, Spent spent, List<Measured> calls) {}

  private Timed judge(String project, Assembled run) {
    return new Timed(
        run.run(),
        run.spent(),
        CriticalPath.of(run.run()),
        run.calls().stream()
            .map(
                call ->
                    Judge.of(
                        call,
                        models.of(project, call.key()),
                        neighbours.of(project, call),
                        servers.waiting(
                            project, call.key().endpoint(), call.startNs(), call.endNs())))
            .toList());
  }

  @Override
  public void close() {
    models.close();
    stage.close();
  }
}
