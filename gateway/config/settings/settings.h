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

/// Whether a caller on loopback may come without a key (`Auto`) or never (`Always`).
enum class RequireKey { Auto, Always };

/// Which users of this machine are local callers: the program's own user (root is one always), all, or those of `names`.
struct LocalUsers {
    std::string mode = "own"; ///< own, all, names
    std::vector<std::string> names; ///< user names, or user ids in digits; empty unless `mode` is "names"

    bool operator==(const LocalUsers&) const = default;
};

/// Where and how the gateway listens. Ports: 0 is any free one.
struct ListenSettings {
    std::string address = "127.0.0.1"; ///< means ::1 too
    int httpPort = 8080;
    std::optional<int> httpsPort = 8443; ///< empty: off
    RequireKey requireKey = RequireKey::Auto;
    std::vector<std::string> allowedHosts;
    std::vector<std::string> allowedOrigins;
    std::vector<std::string> trustedProxies; ///< IP addresses and networks ("10.0.0.0/8")
    LocalUsers localUsers;
    std::int64_t maxHeaderBytes = 65536;
    std::int64_t maxBodyBytes = 67108864;
    std::int64_t maxTotalBodyBytes = 536870912; ///< of all bodies that are held at once; a quarter of it for one caller
    int streamComment_ms = 15000;
    std::optional<std::string> tlsCertificate; ///< path of a PEM file
    std::optional<std::string> tlsKey;

    bool operator==(const ListenSettings&) const = default;
};

/// A key that a consumer shows: its SHA-256, or a reference to it.
struct ConsumerKey {
    std::string sha256; ///< 64 hex digits in lower case; empty where `secret` is set
    std::string secret; ///< a secret reference; empty where `sha256` is set
    std::string hint;
    std::optional<std::string> expiresAt; ///< RFC 3339
    bool enabled = true;

    bool operator==(const ConsumerKey&) const = default;
};

/// For how long the content of a consumer's exchanges is kept, and how much of it.
struct CaptureSettings {
    std::string until; ///< RFC 3339; what was kept is deleted then, too
    std::int64_t maxBytes = 65536; ///< of a request, and of its answer

    bool operator==(const CaptureSettings&) const = default;
};

/// The consumer that Signalbox is itself, for what its own window asks. No other one may be called so.
inline constexpr std::string_view kOwnConsumer = "Signalbox";

/// A local client with keys of its own.
struct ConsumerSettings {
    std::string name;
    bool enabled = true;
    std::vector<ConsumerKey> keys;
    std::vector<std::string> routes; ///< ids it may use; empty: all that let it
    std::vector<std::string> models;
    std::optional<CaptureSettings> capture = {}; ///< empty: no content is kept
    PolicySettings policies = {};

    bool operator==(const ConsumerSettings&) const = default;
};

struct LogSettings {
    std::string level = "info"; ///< debug, info, warning, error
    std::vector<std::pair<std::string, std::string>> rooms; ///< room ("http") and its own level
    std::int64_t maxFileBytes = 5242880;
    int files = 5; ///< how many are kept, the current one included
    std::string format = "text"; ///< text; json: one object per line

    bool operator==(const LogSettings&) const = default;
};

struct UsageSettings {
    int retentionDays = 365; ///< of exchanges
    int totalsRetentionDays = 3650; ///< of their sums; not less than `retentionDays` counts
    int maxSizeMb = 10'240; ///< of the ledger's file, in millions of bytes; 0: no limit
    std::vector<PriceSettings> prices; ///< where the lists are wrong or do not know; the first that fits counts
    Currency currency = Currency::Usd; ///< of those that a price list names for a model, the one that counts
    std::optional<ExchangeRate> exchangeRate; ///< empty: the latest that was asked for, else the built-in one
    RefreshSettings refresh;
    std::vector<BudgetSettings> budgets;

    bool operator==(const UsageSettings&) const = default;
};

/// What is kept of responses, for clients that come back to them.
struct ResponsesSettings {
    std::string keep = "memory"; ///< disk, memory, none

    bool operator==(const ResponsesSettings&) const = default;
};

struct MetricsSettings {
    bool higressNames = false; ///< counters also under the names that Higress has

    bool operator==(const MetricsSettings&) const = default;
};

/// Where traces and metrics are sent, by OTLP/HTTP.
struct OtlpSettings {
    std::optional<std::string> endpoint; ///< before "/v1/traces"; "env": of OTEL_EXPORTER_OTLP_ENDPOINT; empty: off
    std::vector<AuthValue> headers;
    std::string protocol = "http/protobuf"; ///< or http/json
    bool traces = true;
    bool metrics = true;
    int interval_ms = 10000;
    int timeout_ms = 10000;
    std::string compression = "gzip"; ///< or none

    bool operator==(const OtlpSettings&) const = default;
};

/// What other tools are told.
struct ExportSettings {
    MetricsSettings metrics;
    OtlpSettings otlp;

    bool operator==(const ExportSettings&) const = default;
};

/// When the desktop is told only of what cannot wait, by this machine's clock.
struct QuietHours {
    std::string from = "22:00";
    std::string to = "07:00"; ///< not included; before `from`: on the next day

    bool operator==(const QuietHours&) const = default;
};

struct UiSettings {
    std::string language = "system"; ///< system, en, zh_CN
    std::string theme = "system";    ///< system, light, dark
    std::string trayIcon = "system"; ///< system, light, dark: for which panel it is drawn
    bool closeToTray = true;
    std::vector<std::string> muted; ///< gateway, fallback, rest, key, quota, budget, certificate, update: no notifications of these
    std::optional<QuietHours> quietHours; ///< empty: none
    bool checkUpdates = true; ///< once a day, in the package sources of this machine

    bool operator==(const UiSettings&) const = default;
};

/// The whole configuration, typed. A value: copy it, change it, hand it over.
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

    /// Null if there is none of that id.
    const ProviderSettings* provider(std::string_view id) const;
};

/// Whether `address` reaches this machine only: 127.0.0.0/8, ::1 and "localhost".
/// Any thread.
bool isLoopbackAddress(std::string_view address);

/// Whether a base URL leads to this machine or to its own network: "http://192.168.1.5:11434", "http://den.local".
bool isNearUrl(std::string_view url);

/// Whether any consumer has a key that is switched on. Without one, nobody can
/// use an address beyond loopback.
bool hasConsumerKey(const Settings& settings);

/// What there is without any file: the demo provider with its working model
/// `demo`, and the routes `demo-rate-limited` and `demo-down`, each with its
/// failing model first and `demo` as the fallback.
Settings demoSettings();

} // namespace gateway::config
