#pragma once

#include "gateway/config/settings/provider_settings.h"

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// One provider in the words of each program. Empty: that program does not know it.
struct ProviderType {
    std::string_view own; ///< of the catalog
    std::string_view apisix;
    std::string_view higress;
};

/// Null if that program has no such provider. Of several rows the first one counts.
const ProviderType* typeOfApisix(std::string_view name);
const ProviderType* typeOfHigress(std::string_view name);
const ProviderType* typeOfOwn(std::string_view type);

/// What serves any server that speaks OpenAI's protocol.
inline constexpr std::string_view kAnyServer = "openai-compatible";

/// How the type shows a key by itself: name of the header and what stands before the key.
struct KeyHeader {
    std::string_view name;
    std::string_view before;
};
KeyHeader keyHeaderOf(std::string_view type);

/// The base URL that an endpoint stands for: without the chat path, which comes
/// by itself. An address with a query stays whole.
std::string baseUrlOf(const std::string& endpoint);
/// The whole address of the chat endpoint under a base URL.
std::string endpointOf(const std::string& baseUrl);
/// The same of a provider, whose base URL may be the endpoint itself.
std::string endpointOf(const ProviderSettings& provider, const std::string& baseUrl);
/// Whether the URL ends in the path that comes by itself; its query does not count.
bool isChatEndpoint(const std::string& url);
/// Whether the type adds a path with a version of its own to a base URL.
bool hasOwnPath(std::string_view type);
/// Whether a URL is the host alone: without a path and without a query.
bool isHostOnly(const std::string& url);

} // namespace gateway::config::foreign
