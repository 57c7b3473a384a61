// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import java.util.Map;

/// LiteLLM, the SDK and the proxy (semconv columns "LL"): `gen_ai.*` and older OpenLLMetry keys,
/// with the whole usage of the provider, cached tokens included, as the text of a Python object.
final class LiteLlm {

  static final Dialect DIALECT =
      Dialect.named("litellm")
          .scopes("litellm")
          .kinds(Map.of())
          .own(Field.USAGE, "metadata.usage_object")
          .own(Field.SESSION, "metadata.session_id", "metadata.litellm_session_id")
          .own(
              Field.USER,
              "metadata.user_api_key_end_user_id",
              "metadata.user_api_key_user_id",
              "litellm.metadata.user_api_key_end_user_id",
              "litellm.metadata.user_api_key_user_id")
          .own(Field.METADATA, "metadata.requester_metadata")
          .own(Field.SERVED_MODEL, "litellm.provider.model")
          .own(Field.MARK, "litellm.call_id", "litellm.api_key.hash", "hidden_params")
          .end();

  private LiteLlm() {}
}
