// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.serving.Engines.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The model servers and GPUs of a project, as their metrics name them.
record Fleet(List<Member> servers, List<Member> gpus) {

  static final Fleet NONE = new Fleet(List.of(), List.of());

  private static final int MAX_SERIES = 20_000;
  private static final int MAX_CLAIMS = 100;
  private static final long SEEN_SECONDS = 7 * 86_400;

  Fleet {
    servers = List.copyOf(servers);
    gpus = List.copyOf(gpus);
  }

  /// A series with what turns its values into the measure's unit.
  record Line(long series, Source source) {}

  /// A model server or a GPU.
  ///
  /// @param id the server's instance, or the GPU's UUID
  /// @param service the scrape's job or the sender's service name
  /// @param models that a server says it serves, or the kind of GPU
  /// @param names under which it may be called: host and port, host, pod
  /// @param claims what tells which server of a host uses which GPU
  /// @param lines of each measure; only the best source of each
  record Member(
      String id,
      String service,
      String engine,
      Set<String> models,
      Set<String> names,
      Set<Claim> claims,
      Map<Measure, List<Line>> lines) {

    /// The machine or pod it runs on, however it is named.
    Set<String> hosts() {
      var hosts = new LinkedHashSet<String>();
      names.forEach(name -> hosts.add(host(name)));
      return hosts;
    }
  }

  static Fleet read(ClickHouse clickHouse, String database, String project, long nowSeconds) {
    var servers = new LinkedHashMap<String, Draft>();
    var gpus = new LinkedHashMap<String, Draft>();
    clickHouse.query(
        Statement.of(
                """
                SELECT metric, series, any(service) AS service, any(attributes) AS attributes, any(resource) AS resource FROM %s.metric_series
                WHERE project_id = {project:String} AND metric IN {metrics:Array(String)}
                GROUP BY metric, series
                HAVING max(last_seen) >= toDateTime({since:Int64})
                ORDER BY metric, series
                LIMIT {most:UInt32}
                """
                    .formatted(database))
            .with("project", project)
            .with("metrics", Engines.metrics())
            .with("since", nowSeconds - SEEN_SECONDS)
            .with("most", MAX_SERIES),
        row -> {
          var source = Engines.of(row.string("metric"));
          if (source != null) {
            var found = source.measure().isGpu() ? gpus : servers;
            var labels = new Labels(row);
            found
                .computeIfAbsent(
                    source.measure().isGpu() ? labels.gpu() : labels.instance(),
                    id -> new Draft(id, labels.service(), source.engine()))
                .add(new Line(row.number("series"), source), labels);
          }
        });
    return new Fleet(
        servers.values().stream().map(Draft::member).toList(),
        gpus.values().stream().map(Draft::member).toList());
  }

  /// The host of `host:port`; IPv6 addresses stand in brackets.
  static String host(String name) {
    int colon = name.lastIndexOf(':');
    boolean hasPort =
        name.startsWith("[") ? colon > name.indexOf(']') : colon > 0 && name.indexOf(':') == colon;
    var host = hasPort ? name.substring(0, colon) : name;
    return host.equals("127.0.0.1") || host.equals("[::1]") ? "localhost" : host;
  }

  private record Labels(
      String service, Map<String, String> attributes, Map<String, String> resource) {

    Labels(Row row) {
      this(row.string("service"), row.map("attributes"), row.map("resource"));
    }

    String of(String name) {
      var value = attributes.get(name);
      return value == null ? resource.getOrDefault(name, "") : value;
    }

    String first(String... names) {
      for (var name : names) {
        if (!of(name).isEmpty()) {
          return of(name);
        }
      }
      return "";
    }

    String instance() {
      return first("service.instance.id", "instance", "host.name", "k8s.pod.name");
    }

    /// An exporter of GPUs that Prometheus scrapes in a pod of its own has `pod` overwritten with
    /// that; who uses the GPU is then in `exported_pod`.
    List<Claim> claims() {
      var claims = new ArrayList<Claim>();
      for (var device : first("UUID", "uuid", "gpu_uuid", "gpu.uuid").split(",", -1)) {
        add(claims, Claim.Kind.DEVICE, device.strip());
      }
      var pod = first("exported_pod", "k8s.pod.name", "pod");
      var container = first("exported_container", "k8s.container.name", "container");
      add(
          claims,
          Claim.Kind.CONTAINER,
          container.isEmpty() || pod.isEmpty() ? "" : pod + "/" + container);
      add(claims, Claim.Kind.POD, pod);
      add(claims, Claim.Kind.INSTANCE, first("service.instance.id", "instance"));
      return claims;
    }

    private static void add(List<Claim> claims, Claim.Kind kind, String name) {
      if (!name.isEmpty()) {
        claims.add(new Claim(kind, name.toLowerCase(Locale.ROOT)));
      }
    }

    String gpu() {
      var id = first("UUID", "uuid", "gpu_uuid", "hw.id", "serial_number");
      return id.isEmpty() ? instance() + "/" + first("gpu", "gpu_id") : id;
    }
  }

  private static final class Draft {
    private final String id;
    private final String service;
    private final String engine;
    private final Set<String> models = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<Claim> claims = new LinkedHashSet<>();
    private final Map<Measure, List<Line>> lines = new EnumMap<>(Measure.class);

    Draft(String id, String service, String engine) {
      this.id = id;
      this.service = service;
      this.engine = engine;
    }

    void add(Line line, Labels labels) {
      add(models, labels.first("model_name", "model", "modelName", "hw.model", "card_model"));
      for (var name :
          List.of(
              "service.instance.id",
              "instance",
              "host.name",
              "hostname",
              "Hostname",
              "server.address",
              "k8s.pod.name",
              "pod",
              "exported_pod",
              "k8s.pod.ip")) {
        add(names, labels.of(name).toLowerCase(Locale.ROOT));
      }
      for (var claim : labels.claims()) {
        add(claims, claim);
      }
      lines.computeIfAbsent(line.source().measure(), _ -> new ArrayList<>()).add(line);
    }

    private static void add(Set<String> set, String value) {
      if (!value.isEmpty() && set.size() < 20) {
        set.add(value);
      }
    }

    private static void add(Set<Claim> set, Claim claim) {
      if (set.size() < MAX_CLAIMS) {
        set.add(claim);
      }
    }

    Member member() {
      lines.replaceAll((_, all) -> best(all));
      return new Member(id, service, engine, models, names, claims, lines);
    }

    /// Of several sources of one measure the one that is listed first: the others say the same less
    /// well.
    private static List<Line> best(List<Line> all) {
      for (var metric : Engines.metrics()) {
        var its = all.stream().filter(line -> line.source().metric().equals(metric)).toList();
        if (!its.isEmpty()) {
          return its;
        }
      }
      return all;
    }
  }
}
