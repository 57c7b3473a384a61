// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.tools;

import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/// An MCP server over streamable HTTP, with the tools of a shop's support desk.
@SpringBootApplication
public class SupportTools {

  @Bean
  List<ToolCallback> tools(ObservationRegistry observations) {
    return Stream.of(ToolCallbacks.from(new Orders(), new HelpPages(), new Tickets()))
        .<ToolCallback>map(tool -> new TracedTool(tool, observations))
        .toList();
  }

  public static void main(String[] arguments) {
    SpringApplication.run(SupportTools.class, arguments);
  }
}
