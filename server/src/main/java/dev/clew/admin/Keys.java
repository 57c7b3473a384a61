// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import dev.clew.http.Access;
import dev.clew.http.Permission;
import dev.clew.ingest.Credentials;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Issues keys and says whose they are.
///
/// A key is `clew_<type>_<id>_<secret>`; only the SHA-256 of the secret is kept, which is enough
/// for 256 random bits. On loopback no key is needed: whoever can reach the port owns the machine.
public final class Keys implements Access, Credentials {

  private static final String DEFAULT_PROJECT = "default";
  private static final String OWN_KEYS = "clew_";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Metadata metadata;
  private final boolean required;
  private final InstantSource clock;
  private final Map<String, Stored> byId = new ConcurrentHashMap<>();

  /// @param used when the key was last used, epoch milliseconds; 0 before its first use since start
  /// @param saved the last `used` that is in the database
  private record Stored(ApiKey key, String secretHash, AtomicLong used, AtomicLong saved) {

    Stored(ApiKey key, String secretHash) {
      this(key, secretHash, new AtomicLong(), new AtomicLong());
    }

    /// With its last use, saved or not.
    ApiKey view() {
      long at = used.get();
      return at == 0 ? key : key.usedAt(Instant.ofEpochMilli(at).toString());
    }
  }

  /// A new key with the only copy of its secret.
  public record Issued(ApiKey key, String secret) {}

  /// @param required false on loopback
  public Keys(Metadata metadata, boolean required, InstantSource clock) {
    this.metadata = metadata;
    this.required = required;
    this.clock = clock;
    metadata
        .query(
            "SELECT id, name, type, project, created_at, last_used_at, revoked_at, secret_hash FROM keys",
            row -> {
              var type = ApiKey.Type.of(row.text(3));
              return new Stored(
                  new ApiKey(
                      row.text(1),
                      row.text(2),
                      type == null ? ApiKey.Type.INGEST : type,
                      row.text(4),
                      row.text(5),
                      row.textOrNull(6),
                      row.textOrNull(7)),
                  row.text(8));
            })
        .forEach(stored -> byId.put(stored.key().id(), stored));
  }

  public boolean isRequired() {
    return required;
  }

  public List<ApiKey> list() {
    return byId.values().stream()
        .map(Stored::view)
        .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
        .toList();
  }

  public Issued issue(String name, ApiKey.Type type, String project) {
    if (!exists(project)) {
      throw new AppException(ErrorCode.INVALID, "project: %s does not exist".formatted(project));
    }
    var id = random(6).replaceAll("[-_]", "x");
    var secret = random(32);
    var hash = hash(secret);
    var key = new ApiKey(id, name, type, project, clock.instant().toString(), null, null);
    metadata.update(
        "INSERT INTO keys (id, name, type, project, secret_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        id,
        name,
        type.label(),
        project,
        hash,
        key.createdAt());
    byId.put(id, new Stored(key, hash));
    return new Issued(key, "clew_%s_%s_%s".formatted(type.label(), id, secret));
  }

  /// The key stops working at once.
  public void revoke(String id) {
    var stored = byId.get(id);
    if (stored == null) {
      throw new AppException(ErrorCode.NOT_FOUND, "no key " + id);
    }
    var at = clock.instant().toString();
    metadata.update("UPDATE keys SET revoked_at = ? WHERE id = ?", at, id);
    byId.put(id, new Stored(stored.view().revokedAt(at), stored.secretHash()));
  }

  /// Writes when keys were last used. Called once a minute, so that using a key costs no write.
  public void saveLastUses() {
    for (var stored : byId.values()) {
      long at = stored.used().get();
      if (at > stored.saved().get()) {
        metadata.update(
            "UPDATE keys SET last_used_at = ? WHERE id = ?",
            Instant.ofEpochMilli(at).toString(),
            stored.key().id());
        stored.saved().set(at);
      }
    }
  }

  /// Which public key this is; `null` for any other, and for none.
  @Nullable String publicId(@Nullable String key) {
    var known = find(key);
    return known != null && known.type() == ApiKey.Type.PUBLIC ? known.id() : null;
  }

  /// Whether this is a key that nobody else should know.
  boolean isSecret(@Nullable String key) {
    var known = find(key);
    return known != null && known.type() != ApiKey.Type.PUBLIC;
  }

  /// The project of a sender whose request was refused; empty when its key is not valid.
  public String projectOf(@Nullable String key) {
    try {
      return project(key);
    } catch (AppException _) {
      return "";
    }
  }

  @Override
  public String project(@Nullable String key) {
    var known = find(key);
    if (known == null) {
      return DEFAULT_PROJECT;
    }
    return switch (known.type()) {
      case INGEST, PUBLIC, ADMIN -> known.project();
      case READ ->
          throw new AppException(ErrorCode.FORBIDDEN, "this key may read but not send telemetry");
    };
  }

  @Override
  public Caller caller(@Nullable String key, @Nullable String project, Permission permission) {
    if (permission == Permission.NONE) {
      return new Caller(DEFAULT_PROJECT, false);
    }
    var known = find(key);
    if (known == null) {
      return new Caller(existing(project, DEFAULT_PROJECT), true);
    }
    boolean allowed =
        switch (known.type()) {
          case INGEST -> permission == Permission.SEND;
          case PUBLIC -> false;
          case READ -> permission == Permission.READ;
          case ADMIN -> true;
        };
    if (!allowed) {
      throw new AppException(
          ErrorCode.FORBIDDEN, "a key of type %s may not do this".formatted(known.type().label()));
    }
    if (known.type() == ApiKey.Type.ADMIN) {
      return new Caller(existing(project, known.project()), true);
    }
    if (project != null && !project.equals(known.project())) {
      throw noProject(project);
    }
    return new Caller(known.project(), false);
  }

  private String existing(@Nullable String project, String otherwise) {
    if (project == null) {
      return otherwise;
    }
    if (!exists(project)) {
      throw noProject(project);
    }
    return project;
  }

  private boolean exists(String project) {
    return !metadata
        .query("SELECT id FROM projects WHERE id = ?", row -> row.text(1), project)
        .isEmpty();
  }

  /// The same for one that is not there and one that this key may not see.
  private static AppException noProject(String project) {
    return new AppException(
        ErrorCode.NOT_FOUND,
        "x-clew-project: %s (expected: a project of this key)".formatted(project));
  }

  /// `null` when no key was sent and none is needed.
  private @Nullable ApiKey find(@Nullable String key) {
    if (key == null) {
      if (required) {
        throw new AppException(
            ErrorCode.UNAUTHENTICATED,
            "a key is required: send 'Authorization: Bearer clew_…' (create one on the Settings page)");
      }
      return null;
    }
    // A product that is pointed here brings the key of the back end it knows.
    if (!required && !key.startsWith(OWN_KEYS)) {
      return null;
    }
    var parts = key.split("_", 4);
    var stored = parts.length == 4 ? byId.get(parts[2]) : null;
    if (stored == null
        || stored.key().revokedAt() != null
        || !MessageDigest.isEqual(bytes(hash(parts[3])), bytes(stored.secretHash()))) {
      throw new AppException(ErrorCode.UNAUTHENTICATED, "this key is not valid");
    }
    stored.used().lazySet(clock.instant().toEpochMilli());
    return stored.key();
  }

  private static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(String secret) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(secret)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
