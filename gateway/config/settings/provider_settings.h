#pragma once

#include "gateway/core/text/json_text.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config {

struct ProviderKey {
    std::string name;
    std::string secret; ///< a secret reference such as "keychain:deepseek/main"
    int weight = 1;     ///< 0 and up
    bool enabled = true;

    bool operator==(const ProviderKey&) const = default;
};

/// Placeholder for the key in use.
inline constexpr std::string_view kKeyPlace = "${key}";

/// A value of `auth.headers` or `auth.query`: a text in which `${key}` is replaced by the key in use, or a separate
/// secret.
struct AuthValue {
    std::string name;
    std::string text;   ///< empty where `secret` is set
    std::string secret; ///< a secret reference; empty where `text` is set

    bool holdsKey() const { return secret.empty() && text.find(kKeyPlace) != std::string::npos; }
    bool operator==(const AuthValue&) const = default;
};

/// Changes to the parameters of a request body. Applied in this order: rename, remove, default, set.
struct ParameterRules {
    std::vector<std::pair<std::string, JsonText>> set;      ///< always set to this value
    std::vector<std::pair<std::string, JsonText>> defaults; ///< set to this value if the client sent none
    std::vector<std::string> remove;
    std::vector<std::pair<std::string, std::string>> rename; ///< client's name, upstream's name

    bool isEmpty() const { return set.empty() && defaults.empty() && remove.empty() && rename.empty(); }
    bool operator==(const ParameterRules&) const = default;
};

struct KeyFailoverSettings {
    bool enabled = true;
    std::string mode = "passive"; ///< passive, active
    int failureThreshold = 3;
    int window_ms = 60000;
    int successThreshold = 1;
    int checkInterval_ms = 5000;
    int checkTimeout_ms = 5000;
    std::optional<std::string> checkModel;

    bool operator==(const KeyFailoverSettings&) const = default;
};

struct TimeoutSettings {
    int connect_ms = 10000;    ///< until the end of the TLS handshake
    int firstByte_ms = 60000;  ///< streams: until the first byte of the body
    int idle_ms = 300000;      ///< streams: between two bytes
    int total_ms = 600000;     ///< answers that are not streamed: the whole
    std::optional<int> minBytesPerSecond = {}; ///< after the first byte; empty: no limit

    bool operator==(const TimeoutSettings&) const = default;
};

struct KeepAliveSettings {
    bool enabled = true;
    int idle_ms = 60000;
    int pool = 30; ///< idle connections kept per origin

    bool operator==(const KeepAliveSettings&) const = default;
};

/// `proxy`: "system", "none", a URL, or {url, user, secret}.
struct ProxySettings {
    std::string mode = "system"; ///< system, none, url
    std::string url;             ///< http:// or socks5://, without a password
    std::string user;
    std::string secret; ///< a secret reference

    bool operator==(const ProxySettings&) const = default;
};

/// The subscription plan of a provider's keys.
struct PlanSettings {
    std::optional<int> avoidAt; ///< percent used of any of its windows, 1 to 100; empty: never

    bool operator==(const PlanSettings&) const = default;
};

/// One configured provider.
struct ProviderSettings {
    std::string id;   ///< unique, no slash
    std::string type; ///< from the catalog, or a dialect name
    bool enabled = true;
    std::optional<std::string> baseUrl;
    bool wholeUrl = false; ///< `baseUrl` is the complete endpoint
    std::vector<std::pair<std::string, std::string>> settings;
    std::vector<ProviderKey> keys;
    std::vector<AuthValue> authHeaders;
    std::vector<AuthValue> authQuery;
    std::optional<std::vector<std::string>> models; ///< replaces the provider's own list
    std::vector<std::pair<std::string, std::string>> modelMap; ///< pattern, upstream model; in file order
    ParameterRules parameters;
    KeyFailoverSettings keyFailover;
    TimeoutSettings timeouts;
    KeepAliveSettings keepAlive;
    bool sslVerify = true;
    std::optional<std::string> caFile;
    ProxySettings proxy;
    std::vector<std::string> forwardHeaders;
    std::vector<std::string> consumers; ///< who may use it; empty: everybody
    PlanSettings plan;
    bool routesOnly = false; ///< nobody may use it without a route: as PROVIDER/MODEL, or by a model's name

    bool operator==(const ProviderSettings&) const = default;
};

} // namespace gateway::config
