#include "field_table.h"
#include "fields.h"

#include <QtGlobal>

namespace gateway::config {

namespace {

constexpr std::int64_t kGibibyte = kKibibyte * kKibibyte * kKibibyte;
constexpr int kMaxLogFiles = 100;
constexpr int kMaxRetentionDays = 36500;
constexpr int kMaxLedgerMb = 100'000'000;

Shape<LogSettings> logShape()
{
    using L = LogSettings;
    const Shape<std::string> level = oneOf({"debug", "info", "warning", "error"});
    return object<L>({{
        row("level", &L::level, level, "Log level."),
        row("rooms", &L::rooms, mapOf(level, rules::kRoom), "Log levels by category, such as {\"http\": \"debug\"}."),
        row("max_file_bytes", &L::maxFileBytes, wholeNumber<std::int64_t>(64 * kKibibyte, kGibibyte),
            "Maximum size of a log file; a new file is started then."),
        row("files", &L::files, wholeNumber(1, kMaxLogFiles), "Number of log files to keep, including the current one."),
        row("format", &L::format, oneOf({"text", "json"}),
            "Log format; \"json\": one object per line, in the file and on standard error."),
    }});
}

Shape<UsageSettings> usageShape()
{
    using U = UsageSettings;
    return object<U>({{
        row("retention_days", &U::retentionDays, wholeNumber(1, kMaxRetentionDays),
            "How long requests are kept."),
        row("totals_retention_days", &U::totalsRetentionDays, wholeNumber(1, kMaxRetentionDays),
            "How long hourly and daily totals are kept, at least as long as requests."),
        row("max_size_mb", &U::maxSizeMb, wholeNumber(0, kMaxLedgerMb),
            "Maximum size of the ledger file, in millions of bytes; above it, the oldest requests are deleted and their totals kept. 0: no limit."),
        row("prices", &U::prices, listOf(priceShape()),
            "Custom prices, used before the built-in price lists; the first match applies."),
        row("currency", &U::currency, currencyShape(),
            "Billing currency for providers whose price list has more than one, such as DeepSeek."),
        row("exchange_rate", &U::exchangeRate, orNull(exchangeRateShape()),
            "Exchange rate; null: the last one fetched, else the built-in one."),
        part("refresh", &U::refresh, refreshShape(), "Refresh of prices and exchange rate."),
        row("budgets", &U::budgets, listOf(budgetShape()),
            "Budgets: you are notified when one is used up; no request is refused because of it."),
    }});
}

Shape<ResponsesSettings> responsesShape()
{
    using R = ResponsesSettings;
    return object<R>({{
        row("keep", &R::keep, oneOf({"disk", "memory", "none"}),
            "\"memory\": until Signalbox exits (default), \"disk\": in responses.sqlite for up to 30 days, including texts, \"none\": not stored."),
    }});
}

Shape<MetricsSettings> metricsShape()
{
    using M = MetricsSettings;
    return object<M>({{
        row("higress_names", &M::higressNames, boolean(), "Whether /metrics also reports counters under the names that Higress uses."),
    }});
}

Shape<OtlpSettings> otlpShape()
{
    using O = OtlpSettings;
    return object<O>({{
        row("endpoint", &O::endpoint, orNull(text(rules::kCollector, kMaxUrlLength)),
            "URL of a collector for OTLP over HTTP, such as http://127.0.0.1:4318; /v1/traces and /v1/metrics are appended. \"env\": as in "
            "OTEL_EXPORTER_OTLP_ENDPOINT; null: nothing is sent."),
        row("headers", &O::headers, authShape(rules::kToken),
            "Additional headers: text, or {\"secret\": reference} for the whole value."),
        row("protocol", &O::protocol, oneOf({"http/protobuf", "http/json"}), "Encoding of the bodies."),
        row("traces", &O::traces, boolean(), "Whether requests and their attempts are sent as spans."),
        row("metrics", &O::metrics, boolean(), "Whether metrics are sent."),
        row("interval_ms", &O::interval_ms, wholeNumber(100, kHour_ms),
            "Export interval; nothing is sent if there is nothing new."),
        row("timeout_ms", &O::timeout_ms, wholeNumber(100, kHour_ms), "Export timeout."),
        row("compression", &O::compression, oneOf({"gzip", "none"}), "Compression of the bodies."),
    }});
}

Shape<ExportSettings> exportShape()
{
    using E = ExportSettings;
    return object<E>({{
        part("metrics", &E::metrics, metricsShape(), "Content of GET /metrics."),
        part("otlp", &E::otlp, otlpShape(), "Export of traces and metrics by OTLP."),
    }});
}

Shape<QuietHours> quietHoursShape()
{
    using Q = QuietHours;
    return object<Q>({{
        row("from", &Q::from, text(rules::kClock), "Start time, by this machine's clock."),
        row("to", &Q::to, text(rules::kClock), "End time; if earlier than the start, on the next day."),
    }});
}

Shape<UiSettings> uiShape()
{
    using U = UiSettings;
    return object<U>({{
        row("language", &U::language, oneOf({"system", "en", "zh_CN"}), "Language of the window."),
        row("theme", &U::theme, oneOf({"system", "light", "dark"}), "Theme of the window."),
        row("tray_icon", &U::trayIcon, oneOf({"system", "light", "dark"}), "Panel that the tray icon is drawn for: light or dark."),
        row("close_to_tray", &U::closeToTray, boolean(), "Whether closing the window keeps Signalbox running in the tray."),
        row("ask_about_clients", &U::askAboutClients, boolean(), "Whether quitting asks if the settings of clients that are set up should be restored."),
        row("muted", &U::muted, listOf(oneOf({"gateway", "fallback", "rest", "key", "quota", "budget", "limit", "experiment", "certificate", "update"})),
            "Muted notifications: problems of the gateway, fallbacks, cooldowns, keys, quotas, budgets, limits, winners of experiments, an expiring certificate, a newer version."),
        row("quiet_hours", &U::quietHours, orNull(quietHoursShape()),
            "Quiet hours: only notifications about problems that keep the gateway from serving; null: never."),
        row("check_updates", &U::checkUpdates, boolean(), "Whether to check for updates in the package sources of this machine once a day."),
    }});
}

void checkSchemaName(const Json& node, const Place& place)
{
    if (!node.is_string())
        reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "the URL of a JSON Schema"), node);
}

void checkVersion(const Json& node, const Place& place)
{
    const auto version = wholeValue(node);
    if (!version || *version < 1)
        reportWrong(place, wholeNumberSentence(1, kVersion), node);
    else if (*version > kVersion)
        place.error({QT_TRANSLATE_NOOP("Configuration", "is %1, but this version of Signalbox reads versions up to %2; update Signalbox, or restore an older "
        "configuration: signalboxd config history"),
            {std::to_string(*version), std::to_string(kVersion)}});
}

FieldTable<Settings> settingsFields()
{
    using S = Settings;
    return {
        kept<S>("$schema", checkSchemaName, Json{{"type", "string"}}, "URL of this schema, for editors."),
        kept<S>("version", checkVersion, Json{{"type", "integer"}, {"minimum", 1}, {"maximum", kVersion}},
            "Version of the file format."),
        part("listen", &S::listen, listenShape(), "Addresses, access and limits of the gateway."),
        row("providers", &S::providers,
            listOf(providerShape(), Identity<ProviderSettings>{[](const ProviderSettings& p) { return p.id; }, "id"}),
            "Accounts at providers."),
        row("routes", &S::routes,
            listOf(routeShape(), Identity<RouteSettings>{[](const RouteSettings& r) { return r.id; }, "id"}),
            "Routes; the first that matches a request is used."),
        row("consumers", &S::consumers,
            listOf(
                consumerShape(), Identity<ConsumerSettings>{[](const ConsumerSettings& c) { return c.name; }, "name"}),
            "Local clients with keys of their own."),
        part("failures", &S::failures, failuresShape(),
            "How provider failures are classified and handled, in addition to the built-in rules."),
        part("policies", &S::policies, policiesShape(), "Policies for every request, by name."),
        part("log", &S::log, logShape(), "Log of the application."),
        part("usage", &S::usage, usageShape(), "Usage, prices and budgets."),
        part("responses", &S::responses, responsesShape(),
            "Stored responses of the OpenAI Responses API for previous_response_id, including their conversations."),
        part("export", &S::exports, exportShape(), "Export of metrics and traces."),
        part("ui", &S::ui, uiShape(), "Settings of the window."),
    };
}

} // namespace

const Shape<Settings>& settingsShape()
{
    static const Shape<Settings> shape = object<Settings>({settingsFields()});
    return shape;
}

} // namespace gateway::config
