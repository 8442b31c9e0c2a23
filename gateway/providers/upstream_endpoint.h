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

/// Everything about a configured provider that does not change with the request,
/// worked out once per configuration. A value.
struct UpstreamEndpoint {
    Protocol protocol = Protocol::OpenAiChat;
    bool isSecure = true;
    std::string host; ///< without brackets
    int port = 443;
    std::string hostHeader; ///< as it goes into Host
    std::string baseUrl;    ///< for people: everything before the endpoint, without a query
    std::string chatPath;   ///< path and query for chats, such as "/v1/chat/completions"; "{m}" stands for the model
    std::string streamPath; ///< the same for an answer that streams
    std::string embeddingsPath; ///< empty: it has none
    std::string rerankPath; ///< of reranking, where it does not stand behind `basePath`; else empty
    std::string basePath;   ///< what stands before the endpoint in `chatPath`
    std::string query;      ///< of the base URL, with its '?'; empty: none
    std::string modelsPath; ///< of the model list; empty: none
    AuthScheme auth = AuthScheme::Bearer;
    std::vector<std::pair<std::string, std::string>> headers; ///< constant ones, of the catalog
    config::ParameterRules parameters; ///< of the catalog, under the provider's and the target's own
    protocol::ChatQuirks quirks;       ///< of OpenAI's chat
    protocol::FormatQuirks formatQuirks; ///< of the other formats
    /// Where it takes system messages, whatever the model is; empty: nothing is known of that.
    std::optional<protocol::SystemPlace> systemPlace;
    /// Ids of the vendor's own models, where `systemPlace` is a guess because the vendor is called at an address near: these are behind a
    /// proxy, and take system messages as at home. Null: there are none.
    std::shared_ptr<const std::set<std::string, std::less<>>> vendorModels;
    std::shared_ptr<const protocol::ModelTable> models; ///< of the catalog; null: none
    bool hasCompletions = true; ///< OpenAI's older ones, as far as is known
    bool isAtHome = false; ///< at the address that the catalog has

    /// `scheme://host[:port]`, for people.
    std::string origin() const;
};

/// What the answers and requests of a protocol are written in; empty: no conversations.
std::optional<protocol::Format> formatOf(Protocol protocol);

/// `path` with the model in its place, percent-encoded.
std::string pathFor(const std::string& path, std::string_view model);

/// A value, or what of the provider's settings speaks against it: `path` is the field in its object.
template <class T> using Resolved = tl::expected<T, config::Issue>;

/// Works out where `provider` is. `base_url` of the settings wins over the
/// catalog's; a trailing slash and a URL that already ends in an endpoint path
/// are taken as meant; `${name}` becomes `settings.name`, and `${region}` else what the host names. At an address that the catalog has
/// for another entry the quirks are those of that one.
Resolved<UpstreamEndpoint> resolveEndpoint(const config::ProviderSettings& provider, const Catalog& catalog);

/// The same for each protocol that it speaks: that one first, then those that a client may
/// be served by as it speaks itself. A `base_url` stands for those that the catalog has
/// at the same place.
Resolved<std::vector<UpstreamEndpoint>> resolveEndpoints(const config::ProviderSettings& configured, const Catalog& catalog);

/// The secret behind a reference, for values of `auth` that have one of their
/// own; null if it cannot be had.
using SecretLookup = std::function<const Secret*(const std::string& reference)>;

/// Header lines; a query parameter begins with '?', its value percent-encoded.
using Authorization = std::vector<std::pair<std::string, std::string>>;

/// What shows `key`; nothing for an empty key. Where `auth.headers` or `auth.query` of
/// the settings have a place for it (`${key}`), it goes there and nowhere else; else
/// into the header that is usual for the type. Their other values come on top, and
/// replace a header of the same name. One whose key or secret is missing is left out.
/// Control characters are taken out of every value.
Authorization authorization(const UpstreamEndpoint& endpoint, const config::ProviderSettings& provider,
                            const Secret& key, const SecretLookup& secretOf = {});

/// What of `auth` of the settings may stand beside a key that is not ours: texts without
/// `${key}`, but for those that look like a key themselves.
Authorization keylessAuthorization(const config::ProviderSettings& provider);

} // namespace gateway::providers
