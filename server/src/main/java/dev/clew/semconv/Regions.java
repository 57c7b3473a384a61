// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static java.util.Map.entry;

import dev.clew.semconv.dialect.Field;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a provider runs the model of a call, as far as its price depends on it.
///
/// In this order: the model's name (inference profiles of Bedrock such as `eu.anthropic.…`, zones
/// of Azure such as `eu/gpt-4o`), the address of the API, what the span says (`cloud.region`), and
/// what its resource says, which is where the caller runs: these clouds are called from within.
/// Vertex AI is not one of them, most call its global address from anywhere.
final class Regions {

  private static final int LONGEST = 40;

  private static final Pattern PROFILE =
      Pattern.compile("(us-gov|us|eu|apac|au|jp|in|global)\\.[a-z0-9]+\\.");
  private static final Pattern ZONE = Pattern.compile("(?:^|/)(us-gov|us|eu|apac|global)/[^/]+$");
  private static final Pattern AWS =
      Pattern.compile("^bedrock[a-z-]*\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?$");
  private static final Pattern VERTEX =
      Pattern.compile("^(?:([a-z0-9-]+)-)?aiplatform\\.googleapis\\.com$");
  private static final Pattern MODEL_STUDIO =
      Pattern.compile("(?:^|\\.)([a-z]+-[a-z0-9-]+)\\.(?:dashscope|maas)\\.aliyuncs\\.com$");

  private static final Map<String, String> HOSTS =
      Map.ofEntries(
          entry("eu.api.openai.com", "eu"),
          entry("us.api.openai.com", "us"),
          entry("dashscope.aliyuncs.com", "cn"),
          entry("dashscope-intl.aliyuncs.com", "intl"),
          entry("dashscope-us.aliyuncs.com", "us"));

  /// Clouds whose callers are taken to call the region that they run in.
  private static final Map<String, String> CLOUDS =
      Map.of("aws.bedrock", "aws", "alibaba.dashscope", "alibaba_cloud");

  private Regions() {}

  /// `null` when nothing tells.
  static @Nullable String of(
      Draft draft,
      @Nullable String provider,
      @Nullable String requestModel,
      @Nullable String responseModel) {
    var region = ofModel(requestModel);
    if (region == null) {
      region = ofModel(responseModel);
    }
    if (region == null) {
      region = ofHost(draft.name(Field.HOST));
    }
    if (region == null) {
      region = ofHost(host(draft.text(Field.URL)));
    }
    var said = region == null ? draft.name(Field.REGION) : null;
    if (said != null) {
      region = said.contains("://") ? ofHost(host(said)) : said.toLowerCase(Locale.ROOT);
    }
    if (region == null && provider != null && CLOUDS.containsKey(provider)) {
      region = ofResource(draft, CLOUDS.get(provider));
    }
    return region == null || region.length() > LONGEST ? null : region;
  }

  private static @Nullable String ofModel(@Nullable String model) {
    if (model == null) {
      return null;
    }
    var name = model.toLowerCase(Locale.ROOT);
    int slash = name.lastIndexOf('/');
    int dot = name.indexOf('.', slash + 1);
    if (dot > 0 && name.indexOf('.', dot + 1) > 0) {
      var profile = PROFILE.matcher(name).region(slash + 1, name.length());
      if (profile.lookingAt()) {
        return profile.group(1);
      }
    }
    if (slash < 0) {
      return null;
    }
    var zone = ZONE.matcher(name);
    return zone.find() ? zone.group(1) : null;
  }

  private static @Nullable String ofHost(@Nullable String host) {
    if (host == null) {
      return null;
    }
    var name = host.toLowerCase(Locale.ROOT);
    var known = HOSTS.get(name);
    if (known != null) {
      return known;
    }
    // Patterns are slow, and most hosts are of no cloud.
    if (!name.contains("amazonaws") && !name.contains("aliyuncs") && !name.contains("googleapis")) {
      return null;
    }
    for (var pattern : new Pattern[] {AWS, MODEL_STUDIO}) {
      var found = pattern.matcher(name);
      if (found.find()) {
        return found.group(1);
      }
    }
    var vertex = VERTEX.matcher(name);
    if (vertex.find()) {
      return vertex.group(1) == null ? "global" : vertex.group(1);
    }
    return null;
  }

  private static @Nullable String host(@Nullable String url) {
    int start = url == null ? -1 : url.indexOf("://");
    if (url == null || start < 0) {
      return null;
    }
    int end = start + 3;
    while (end < url.length() && "/?#:".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(start + 3, end);
  }

  private static @Nullable String ofResource(Draft draft, @Nullable String cloud) {
    var resource = draft.origin().resource().attributes();
    var where = Coercion.name(resource.get("cloud.provider"));
    return where != null && where.equals(cloud)
        ? Coercion.name(resource.get("cloud.region"))
        : null;
  }
}
