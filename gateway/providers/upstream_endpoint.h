#pragma once

#include "catalog.h"

#include "gateway/config/fields/issue.h"
#include "gateway/config/settings/provider_settings.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/protocol/format.h"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::providers {

/// Everything about a configured provider that is the same for all requests, computed once for each configuration. A
/// value.
struct UpstreamEndpoint {
    Protocol protocol = Protocol::OpenAiChat;
    bool isSecure = true;
    std::string host; ///< without brackets
    int port = 443;
    std::string hostHeader; ///< value of the Host header
    std::string baseUrl;    ///< for display: everything before the endpoint, without a query
    std::string chatPath;   ///< path and query for chats, such as "/v1/chat/completions"; "{m}" is replaced by the model
    std::string streamPath; ///< the same for streaming
    std::string embeddingsPath; ///< empty: not supported
    std::string rerankPath; ///< path of reranking, if it is not below `basePath`; otherwise empty
    std::string basePath;   ///< the part of `chatPath` before the endpoint
    std::string query;      ///< query of the base URL, with its '?'; empty: none
    std::string modelsPath; ///< path of the model list; empty: none
    AuthScheme auth = AuthScheme::Bearer;
    std::vector<std::pair<std::string, std::string>> headers; ///< constant headers from the catalog
    config::ParameterRules parameters; ///< from the catalog, overridden by those of the provider and the target
    protocol::ChatQuirks quirks;       ///< for OpenAI chat
    protocol::FormatQuirks formatQuirks; ///< for the other formats
    /// Where it accepts system messages, whatever the model; empty: unknown.
    std::optional<protocol::SystemPlace> systemPlace;
    /// Ids of the vendor's own models, if `systemPlace` is a guess because the address is not exactly the vendor's:
    /// these are used through a proxy, and accept system messages like at the vendor. Null: none.
    std::shared_ptr<const std::set<std::string, std::less<>>> vendorModels;
    std::shared_ptr<const protocol::ModelTable> models; ///< from the catalog; null: none
    bool hasCompletions = true; ///< whether the legacy OpenAI completions are supported, as far as known
    bool isAtHome = false; ///< whether the address is that of the catalog

    /// `scheme://host[:port]`, for display.
    std::string origin() const;
};

/// The format of requests and responses in a protocol; empty: it has no conversations.
std::optional<protocol::Format> formatOf(Protocol protocol);

/// `path` with the percent-encoded model inserted.
std::string pathFor(const std::string& path, std::string_view model);

/// A value, or the issue in the provider's settings that prevents it: `path` is the field within its object.
template <class T> using Resolved = tl::expected<T, config::Issue>;

/// Determines the address of `provider`. `base_url` in the settings overrides the catalog's; a trailing slash and a URL
/// that already ends with an endpoint path are handled; `${name}` becomes `settings.name`, and `${region}` defaults to
/// the region in the host. At an address that the catalog has for another entry, the quirks of that entry apply.
Resolved<UpstreamEndpoint> resolveEndpoint(const config::ProviderSettings& provider, const Catalog& catalog);

/// The same for each supported protocol: the preferred one first, then those in which a client may be served directly
/// because it uses them itself. A `base_url` replaces those that the catalog has at the same place.
Resolved<std::vector<UpstreamEndpoint>> resolveEndpoints(const config::ProviderSettings& configured, const Catalog& catalog);

/// Returns the secret for a reference, for values of `auth` with their own secret; null if it is unavailable.
using SecretLookup = std::function<const Secret*(const std::string& reference)>;

/// Header lines; the name of a query parameter begins with '?', its value is percent-encoded.
using Authorization = std::vector<std::pair<std::string, std::string>>;

/// The lines that send `key`; none for an empty key. If `auth.headers` or `auth.query` in the settings contain
/// `${key}`, the key is sent only there; otherwise in the usual header of the type. Their other values are added and
/// replace a header of the same name. Values with a missing key or secret are left out. Control characters are removed
/// from all values.
Authorization authorization(const UpstreamEndpoint& endpoint, const config::ProviderSettings& provider,
                            const Secret& key, const SecretLookup& secretOf = {});

/// The part of `auth` in the settings that may be sent with a key that is not ours: texts without `${key}`, except
/// those that look like a key themselves.
Authorization keylessAuthorization(const config::ProviderSettings& provider);

} // namespace gateway::providers
