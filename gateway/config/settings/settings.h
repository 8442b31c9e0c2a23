#pragma once

#include "budget_settings.h"
#include "failure_settings.h"
#include "policy_settings.h"
#include "price_settings.h"
#include "provider_settings.h"
#include "route_settings.h"

#include "gateway/core/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config {

/// Whether callers on loopback may omit the key (`Auto`) or nobody may (`Always`).
enum class RequireKey { Auto, Always };

/// Which users of this machine count as local callers: the program's own user (root always counts), all, or those in
/// `names`.
struct LocalUsers {
    std::string mode = "own"; ///< own, all, names
    std::vector<std::string> names; ///< user names, or user ids in digits; empty unless `mode` is "names"

    bool operator==(const LocalUsers&) const = default;
};

/// Where and how the gateway listens. Ports: 0 is any free one.
struct ListenSettings {
    std::string address = "127.0.0.1"; ///< includes ::1
    int httpPort = 8080;
    std::optional<int> httpsPort = 8443; ///< empty: disabled
    RequireKey requireKey = RequireKey::Auto;
    std::vector<std::string> allowedHosts;
    std::vector<std::string> allowedOrigins;
    std::vector<std::string> trustedProxies; ///< IP addresses and networks ("10.0.0.0/8")
    LocalUsers localUsers;
    std::int64_t maxHeaderBytes = 65536;
    std::int64_t maxBodyBytes = 67108864;
    std::int64_t maxTotalBodyBytes = 536870912; ///< of all bodies in memory; a single caller gets at most a quarter
    int streamComment_ms = 15000;
    std::optional<std::string> tlsCertificate; ///< path of a PEM file
    std::optional<std::string> tlsKey;

    bool operator==(const ListenSettings&) const = default;
};

/// A consumer's key: its SHA-256, or a reference to it.
struct ConsumerKey {
    std::string sha256; ///< 64 hex digits in lower case; empty where `secret` is set
    std::string secret; ///< a secret reference; empty where `sha256` is set
    std::string hint;
    std::optional<std::string> expiresAt; ///< RFC 3339
    bool enabled = true;

    bool operator==(const ConsumerKey&) const = default;
};

/// How long the content of a consumer's exchanges is stored, and how much of it.
struct CaptureSettings {
    std::string until; ///< RFC 3339; stored content is deleted then
    std::int64_t maxBytes = 65536; ///< of a request, and of its response

    bool operator==(const CaptureSettings&) const = default;
};

/// The consumer for requests of Signalbox's own window. No other consumer may have this name.
inline constexpr std::string_view kOwnConsumer = "Signalbox";

/// A local client with its own keys.
struct ConsumerSettings {
    std::string name;
    bool enabled = true;
    std::vector<ConsumerKey> keys;
    std::vector<std::string> routes; ///< ids of routes it may use; empty: all that accept it
    std::vector<std::string> models;
    std::optional<CaptureSettings> capture = {}; ///< empty: no content is stored
    PolicySettings policies = {};

    bool operator==(const ConsumerSettings&) const = default;
};

struct LogSettings {
    std::string level = "info"; ///< debug, info, warning, error
    std::vector<std::pair<std::string, std::string>> rooms; ///< category ("http") and its own level
    std::int64_t maxFileBytes = 5242880;
    int files = 5; ///< how many are kept, the current one included
    std::string format = "text"; ///< text; json: one object per line

    bool operator==(const LogSettings&) const = default;
};

struct UsageSettings {
    int retentionDays = 365; ///< for exchanges
    int totalsRetentionDays = 3650; ///< for their sums; values below `retentionDays` count as that
    int maxSizeMb = 10'240; ///< of the ledger's file, in millions of bytes; 0: no limit
    std::vector<PriceSettings> prices; ///< where price lists are wrong or incomplete; the first match applies
    Currency currency = Currency::Usd; ///< preferred currency if a price list has several for a model
    std::optional<ExchangeRate> exchangeRate; ///< empty: the last one fetched, else the built-in one
    RefreshSettings refresh;
    std::vector<BudgetSettings> budgets;

    bool operator==(const UsageSettings&) const = default;
};

/// Where stored responses are kept for clients that refer to them.
struct ResponsesSettings {
    std::string keep = "memory"; ///< disk, memory, none

    bool operator==(const ResponsesSettings&) const = default;
};

struct MetricsSettings {
    bool higressNames = false; ///< also export counters under the names that Higress uses

    bool operator==(const MetricsSettings&) const = default;
};

/// Destination of traces and metrics, sent by OTLP/HTTP.
struct OtlpSettings {
    std::optional<std::string> endpoint; ///< the part before "/v1/traces"; "env": from OTEL_EXPORTER_OTLP_ENDPOINT; empty: disabled
    std::vector<AuthValue> headers;
    std::string protocol = "http/protobuf"; ///< or http/json
    bool traces = true;
    bool metrics = true;
    int interval_ms = 10000;
    int timeout_ms = 10000;
    std::string compression = "gzip"; ///< or none

    bool operator==(const OtlpSettings&) const = default;
};

/// Exports to other tools.
struct ExportSettings {
    MetricsSettings metrics;
    OtlpSettings otlp;

    bool operator==(const ExportSettings&) const = default;
};

/// When only urgent notifications are shown, in local time.
struct QuietHours {
    std::string from = "22:00";
    std::string to = "07:00"; ///< exclusive; before `from`: on the next day

    bool operator==(const QuietHours&) const = default;
};

struct UiSettings {
    std::string language = "system"; ///< system, en, zh_CN
    std::string theme = "system";    ///< system, light, dark
    std::string trayIcon = "system"; ///< system, light, dark: the panel it is drawn for
    bool closeToTray = true;
    bool askAboutClients = true; ///< when quitting while clients are set up
    std::vector<std::string> muted; ///< notifications to suppress: gateway, fallback, rest, key, quota, budget, limit, experiment, certificate, update
    std::optional<QuietHours> quietHours; ///< empty: none
    bool checkUpdates = true; ///< once a day, in the package sources of this machine

    bool operator==(const UiSettings&) const = default;
};

/// The whole configuration in typed form. A value: copy it, change it, pass it on.
struct Settings {
    ListenSettings listen;
    std::vector<ProviderSettings> providers;
    std::vector<RouteSettings> routes;
    std::vector<ConsumerSettings> consumers;
    FailureSettings failures;
    PolicySettings policies;
    LogSettings log;
    UsageSettings usage;
    ResponsesSettings responses;
    ExportSettings exports;
    UiSettings ui;

    bool operator==(const Settings&) const = default;

    /// Null if there is no provider with that id.
    const ProviderSettings* provider(std::string_view id) const;
};

/// Whether `address` is reachable only from this machine: 127.0.0.0/8, ::1 and "localhost". Any thread.
bool isLoopbackAddress(std::string_view address);

/// Whether a base URL leads to this machine or to its local network: "http://192.168.1.5:11434", "http://den.local".
bool isNearUrl(std::string_view url);

/// Whether any consumer has an enabled key. Without one, nobody can use an address beyond loopback.
bool hasConsumerKey(const Settings& settings);

/// The settings without a file: the demo provider with its working model `demo`, and the routes `demo-rate-limited` and
/// `demo-down`, each with its failing model first and `demo` as the fallback.
Settings demoSettings();

} // namespace gateway::config
