#include "higress_guards.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::config::foreign {

namespace {

// Sources: alibaba/higress: plugins/wasm-go/extensions, plugins/wasm-cpp/extensions,
// pkg/ingress/kube/annotations (auth.go, ip_access_control.go, local_rate_limit.go).

/// Plugins that only change, count, log or cache.
constexpr std::array<std::string_view, 28> kHarmless{"ai-proxy", "ai-statistics", "ai-cache", "ai-history",
    "ai-image-reader", "ai-intent", "ai-json-resp", "ai-load-balancer", "ai-prompt-decorator", "ai-prompt-template",
    "ai-rag", "ai-search", "ai-transformer", "cache-control", "cors", "geo-ip", "gw-error-format", "http-call",
    "log-request-response", "model-mapper", "model-router", "response-cache", "traffic-tag", "traffic-editor",
    "transformer", "frontend-gray", "mcp-router", "mcp-server"};

constexpr std::array<std::string_view, 9> kOthers{"key-auth", "jwt-auth", "basic-auth", "hmac-auth", "ip-restriction",
    "ai-quota", "ai-token-ratelimit", "ai-security-guard", "ai-data-masking"};

constexpr std::array<std::string_view, 6> kWords{"auth", "whitelist", "blacklist", "limit", "denylist", "allowlist"};

/// The known plugin in `text`, which may have a version or a suffix.
std::string_view knownIn(std::string_view text)
{
    const auto isIn = [&](std::string_view name) {
        const std::string_view rest = text.starts_with(name) ? text.substr(name.size()) : "-";
        return rest.empty() || rest.front() == '.' || (rest.size() > 1 && rest.front() == '-' && isDigit(rest[1]));
    };
    for (const std::string_view name : kHarmless)
        if (isIn(name))
            return name;
    for (const std::string_view name : kOthers)
        if (isIn(name))
            return name;
    return {};
}

} // namespace

std::string higressPluginName(std::string_view name, std::string_view url)
{
    std::string_view rest = url;
    const auto last = [&] { return rest.substr(rest.rfind('/') + 1); };
    while (rest.find('/') != std::string_view::npos && (last() == "plugin.wasm" || (!last().empty() && isDigit(last().front()))))
        rest = rest.substr(0, rest.rfind('/')); // ".../plugins/NAME/1.0.0/plugin.wasm"
    std::string_view image = last(); // without the registry
    image = image.substr(0, image.find(':'));
    const std::string_view ofImage = knownIn(image);
    if (!ofImage.empty())
        return std::string(ofImage);
    const std::string_view ofName = knownIn(name);
    if (!ofName.empty() && image.empty())
        return std::string(ofName);
    if (image.find("ai-proxy") != std::string_view::npos || (image.empty() && name.find("ai-proxy") != std::string_view::npos))
        return "ai-proxy";
    return std::string(image.empty() ? name : image);
}

bool isHigressGuard(std::string_view plugin)
{
    return std::find(kHarmless.begin(), kHarmless.end(), plugin) == kHarmless.end();
}

bool isGuardAnnotation(std::string_view name)
{
    const std::string lower = asciiLower(name);
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

} // namespace gateway::config::foreign
