// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTest {

  @ParameterizedTest
  @CsvSource({
    "server.address, API.example.com, api.example.com",
    "net.peer.name, payments, payments",
    "peer.service, Payments, Payments",
    "url.full, https://user:secret@api.example.com:8443/a?b=c, api.example.com",
    "url.full, http://127.0.0.1:8000/v1/chat/completions, 127.0.0.1:8000",
    "db.system.name, PostgreSQL, postgresql",
    "messaging.system, kafka, kafka",
  })
  void aClientNamesWhatItCalls(String key, String value, String peer) {
    assertThat(client().with(key, value).read().peer()).isEqualTo(peer);
  }

  @Test
  void portsTellServicesOfOneMachineApart() {
    var call = client().with("server.address", "localhost").with("server.port", 8000);
    assertThat(call.read().peer()).isEqualTo("localhost:8000");
  }

  @Test
  void databasesOfOneServerAreApartUnlessTheyAreNumbered() {
    var orders = client().with("db.system", "mysql").with("db.name", "orders");
    assertThat(orders.read().peer()).isEqualTo("mysql/orders");
    var second = client().with("db.system", "redis").with("db.namespace", "1");
    assertThat(second.read().peer()).isEqualTo("redis");
  }

  @Test
  void serversCallNobody() {
    var server = span().kind(SpanKind.SERVER).with("server.address", "shop.example.com");
    assertThat(server.read().peer()).isNull();
    assertThat(span().with("server.address", "shop.example.com").read().peer()).isNull();
  }

  private static RawSpanBuilder client() {
    return span().kind(SpanKind.CLIENT);
  }
}
