// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

/// CrewAI. Its spans come from the instrumentations of others, which add what only a crew has; its
/// own scope holds the anonymous figures for its makers, in which nothing is a call (semconv
/// §3.19).
final class CrewAi {

  static final Dialect DIALECT =
      Dialect.named("crewai")
          .scopes("crewai.telemetry")
          .own(Field.AGENT, "crewai.agent.role")
          .own(Field.WORKFLOW, "crewai.crew.name")
          .own(Field.ENTITY_NAME, "crewai.task.name")
          .own(
              Field.MARK,
              "crewai.crew.id",
              "crewai.crew.process",
              "crewai.task.id",
              "crewai.task.description",
              "crew_key",
              "crew_id",
              "task_key")
          .end();

  private CrewAi() {}
}
