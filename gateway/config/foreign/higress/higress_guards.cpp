#include "higress_guards.h"

#include <algorithm>
#include <array>

namespace gateway::config::foreign {

namespace {

// Sources: alibaba/higress: plugins/wasm-go/extensions, plugins/wasm-cpp/extensions,
// pkg/ingress/kube/annotations (auth.go, ip_access_control.go). "auth": basic-, key-, jwt-, hmac-,
// ext-, simple-jwt-auth, oauth; as an annotation auth-type.
constexpr std::array<std::string_view, 13> kWords{"auth", "oidc", "opa", "ip-restriction", "bot-detect",
    "request-block", "waf", "replay-protection", "request-validation", "ai-security-guard", "ai-data-masking",
    "whitelist", "blacklist"};

bool namesGuard(std::string_view text)
{
    return std::any_of(
        kWords.begin(), kWords.end(), [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

} // namespace

bool isHigressGuard(std::string_view name, std::string_view url)
{
    return namesGuard(name) || namesGuard(url.substr(url.rfind('/') + 1)); // the image, not its registry
}

} // namespace gateway::config::foreign
