#pragma once

#include "gateway/config/settings/provider_settings.h"

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// The type of a provider in each program. Empty: unknown to that program.
struct ProviderType {
    std::string_view own; ///< in the catalog
    std::string_view apisix;
    std::string_view higress;
};

/// Null if that program has no such provider. The first of several rows counts.
const ProviderType* typeOfApisix(std::string_view name);
const ProviderType* typeOfHigress(std::string_view name);
const ProviderType* typeOfOwn(std::string_view type);

/// Type for any server that speaks the OpenAI protocol.
inline constexpr std::string_view kAnyServer = "openai-compatible";

/// How the type sends a key by default: the header name and the prefix of the key.
struct KeyHeader {
    std::string_view name;
    std::string_view before;
};
KeyHeader keyHeaderOf(std::string_view type);

/// The base URL for an endpoint: without the chat path, which is added automatically. An address with a query is kept
/// as a whole.
std::string baseUrlOf(const std::string& endpoint);
/// The full chat endpoint for a base URL.
std::string endpointOf(const std::string& baseUrl);
/// The same for a provider, whose base URL may be the endpoint itself.
std::string endpointOf(const ProviderSettings& provider, const std::string& baseUrl);
/// Whether the URL ends with the path that is added automatically, ignoring its query.
bool isChatEndpoint(const std::string& url);
/// Whether the type adds a versioned path to a base URL.
bool hasOwnPath(std::string_view type);
/// Whether a URL has neither path nor query.
bool isHostOnly(const std::string& url);

} // namespace gateway::config::foreign
