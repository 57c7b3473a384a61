// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.front;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/// The shop's web front: knows who is signed in, and passes questions on to the agent.
@SpringBootApplication
public class ShopFront {

  @Bean
  RestClient agent(RestClient.Builder builder, @Value("${support.agent-url}") String url) {
    return builder.baseUrl(url).build();
  }

  public static void main(String[] arguments) {
    SpringApplication.run(ShopFront.class, arguments);
  }
}
