#include "apisix_guards.h"

#include <algorithm>
#include <array>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix: docs/en/latest/plugins/ ("Authentication", "Security", "AI", "Serverless"),
// docs.api7.ai/hub: the plugins that answer instead of the upstream.

constexpr std::array<std::string_view, 25> kGuards{"wolf-rbac", "openid-connect", "forward-auth", "opa", "jwe-decrypt",
    "acl", "uri-blocker", "csrf", "request-validation", "oas-validator", "chaitin-waf", "coraza", "data-mask",
    "ai-prompt-guard", "ai-aliyun-content-moderation", "ai-aws-content-moderation", "ai-lakera-guard", "workflow",
    "fault-injection", "mocking", "redirect", "serverless-pre-function", "serverless-post-function",
    "ext-plugin-pre-req", "ext-plugin-post-req"};

// key-auth, basic-auth, jwt-auth, hmac-auth, ldap-auth, multi-auth, saml-auth, cas-auth, forward-auth;
// ip-, ua-, referer-, consumer-restriction; what comes after them will be called so as well.
constexpr std::array<std::string_view, 6> kEnds{"-auth", "-restriction", "-guard", "-moderation", "-waf", "-blocker"};
constexpr std::string_view kBegin = "authz-"; // casbin, casdoor, keycloak

constexpr std::array<std::string_view, 2> kSignIns{"wolf-rbac", "jwe-decrypt"};

} // namespace

bool isApisixGuard(std::string_view plugin)
{
    return plugin.starts_with(kBegin) || std::find(kGuards.begin(), kGuards.end(), plugin) != kGuards.end()
        || std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return plugin.ends_with(end); });
}

bool isApisixConsumerGuard(std::string_view plugin)
{
    return isApisixGuard(plugin) && !plugin.ends_with("-auth")
        && std::find(kSignIns.begin(), kSignIns.end(), plugin) == kSignIns.end();
}

} // namespace gateway::config::foreign
