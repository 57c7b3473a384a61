// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The agent service.
@SpringBootApplication
public class SupportAgentApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(SupportAgentApplication.class, arguments);
  }
}
