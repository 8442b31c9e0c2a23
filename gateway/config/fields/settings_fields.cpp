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
        row("level", &L::level, level, "The least important lines that are kept."),
        row("rooms", &L::rooms, mapOf(level, rules::kRoom), "Levels of single rooms, such as {\"http\": \"debug\"}."),
        row("max_file_bytes", &L::maxFileBytes, wholeNumber<std::int64_t>(64 * kKibibyte, kGibibyte),
            "Size at which a new file is begun."),
        row("files", &L::files, wholeNumber(1, kMaxLogFiles), "How many files are kept, the current one included."),
        row("format", &L::format, oneOf({"text", "json"}),
            "\"json\": one object per line, in the file and on standard error."),
    }});
}

Shape<UsageSettings> usageShape()
{
    using U = UsageSettings;
    return object<U>({{
        row("retention_days", &U::retentionDays, wholeNumber(1, kMaxRetentionDays),
            "How long the record of an exchange is kept."),
        row("totals_retention_days", &U::totalsRetentionDays, wholeNumber(1, kMaxRetentionDays),
            "How long the sums of exchanges per hour and day are kept, at least as long as the records."),
        row("max_size_mb", &U::maxSizeMb, wholeNumber(0, kMaxLedgerMb),
            "How large the ledger's file may become, in millions of bytes; then the oldest records go and their sums stay. "
            "0: no limit."),
        row("prices", &U::prices, listOf(priceShape()),
            "What models cost, before the lists are asked; the first entry that fits counts."),
        row("currency", &U::currency, currencyShape(),
            "In which currency you pay a provider whose price list has several, such as DeepSeek's."),
        row("exchange_rate", &U::exchangeRate, orNull(exchangeRateShape()),
            "What a dollar is in yuan; null: the latest that was asked for, else the built-in one."),
        part("refresh", &U::refresh, refreshShape(), "Where prices and the rate are asked for anew, and how often."),
        row("budgets", &U::budgets, listOf(budgetShape()),
            "What you want to spend at most; it is told and drawn, and no request is refused for it."),
    }});
}

Shape<ResponsesSettings> responsesShape()
{
    using R = ResponsesSettings;
    return object<R>({{
        row("keep", &R::keep, oneOf({"disk", "memory", "none"}),
            "Where: in memory until the program ends (the default), on the disk (responses.sqlite, up to 30 days, with the texts), or nowhere."),
    }});
}

Shape<MetricsSettings> metricsShape()
{
    using M = MetricsSettings;
    return object<M>({{
        row("higress_names", &M::higressNames, boolean(), "Whether /metrics has counters under the names of Higress, too."),
    }});
}

Shape<OtlpSettings> otlpShape()
{
    using O = OtlpSettings;
    return object<O>({{
        row("endpoint", &O::endpoint, orNull(text(rules::kCollector, kMaxUrlLength)),
            "Address of a collector for OTLP over HTTP, such as http://127.0.0.1:4318, to which /v1/traces and "
            "/v1/metrics are added; \"env\": that of OTEL_EXPORTER_OTLP_ENDPOINT; null: nothing is sent."),
        row("headers", &O::headers, authShape(rules::kToken),
            "Headers to send, such as one with a token: text, or {\"secret\": reference} for the whole value."),
        row("protocol", &O::protocol, oneOf({"http/protobuf", "http/json"}), "How the bodies are written."),
        row("traces", &O::traces, boolean(), "Whether exchanges and their attempts are sent as spans."),
        row("metrics", &O::metrics, boolean(), "Whether metrics are sent."),
        row("interval_ms", &O::interval_ms, wholeNumber(100, kHour_ms),
            "How long news is gathered before it is sent. Without news nothing is."),
        row("timeout_ms", &O::timeout_ms, wholeNumber(100, kHour_ms), "How long the collector may take."),
        row("compression", &O::compression, oneOf({"gzip", "none"}), "How the bodies are packed."),
    }});
}

Shape<ExportSettings> exportShape()
{
    using E = ExportSettings;
    return object<E>({{
        part("metrics", &E::metrics, metricsShape(), "What GET /metrics tells."),
        part("otlp", &E::otlp, otlpShape(), "Where traces and metrics are sent."),
    }});
}

Shape<QuietHours> quietHoursShape()
{
    using Q = QuietHours;
    return object<Q>({{
        row("from", &Q::from, text(rules::kClock), "When they begin, by this machine's clock."),
        row("to", &Q::to, text(rules::kClock), "When they are over; where that is before their beginning, on the next day."),
    }});
}

Shape<UiSettings> uiShape()
{
    using U = UiSettings;
    return object<U>({{
        row("language", &U::language, oneOf({"system", "en", "zh_CN"}), "Language of the window."),
        row("theme", &U::theme, oneOf({"system", "light", "dark"}), "Colours of the window."),
        row("tray_icon", &U::trayIcon, oneOf({"system", "light", "dark"}), "For a light or a dark panel the icon in the tray is drawn."),
        row("close_to_tray", &U::closeToTray, boolean(), "Whether closing the window leaves the program in the tray."),
        row("muted", &U::muted, listOf(oneOf({"gateway", "fallback", "rest", "key", "quota", "budget", "certificate", "update"})),
            "What the desktop is not told of: problems of the gateway, fallbacks, rests after failures, keys, quotas, budgets, a certificate that ends, a newer version."),
        row("quiet_hours", &U::quietHours, orNull(quietHoursShape()),
            "When the desktop is told only of what keeps the gateway from serving; null is never."),
        row("check_updates", &U::checkUpdates, boolean(), "Whether the package sources of this machine are asked for a newer version once a day."),
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
        reportWrong(place, {QT_TRANSLATE_NOOP("Configuration", "a whole number from %1 to %2"), {std::string("1"), std::to_string(kVersion)}}, node);
    else if (*version > kVersion)
        place.error({QT_TRANSLATE_NOOP("Configuration", "is %1, but this version of Signalbox reads versions up to %2; update Signalbox, or restore an older "
        "configuration: signalboxd config history"),
            {std::to_string(*version), std::to_string(kVersion)}});
}

FieldTable<Settings> settingsFields()
{
    using S = Settings;
    return {
        kept<S>("$schema", checkSchemaName, Json{{"type", "string"}}, "The address of this schema, for editors."),
        kept<S>("version", checkVersion, Json{{"type", "integer"}, {"minimum", 1}, {"maximum", kVersion}},
            "Version of the file's format."),
        part("listen", &S::listen, listenShape(), "Where and how the gateway listens."),
        row("providers", &S::providers,
            listOf(providerShape(), Identity<ProviderSettings>{[](const ProviderSettings& p) { return p.id; }, "id"}),
            "The accounts at providers."),
        row("routes", &S::routes,
            listOf(routeShape(), Identity<RouteSettings>{[](const RouteSettings& r) { return r.id; }, "id"}),
            "Which requests go where; the first that matches wins."),
        row("consumers", &S::consumers,
            listOf(
                consumerShape(), Identity<ConsumerSettings>{[](const ConsumerSettings& c) { return c.name; }, "name"}),
            "Local clients with keys of their own."),
        part("failures", &S::failures, failuresShape(),
            "How failures of providers are told apart, and what follows, beside what is built in."),
        part("policies", &S::policies, policiesShape(), "Policies of every request, by name."),
        part("log", &S::log, logShape(), "The application log."),
        part("usage", &S::usage, usageShape(), "The usage records."),
        part("responses", &S::responses, responsesShape(),
            "What of OpenAI's Responses is kept for previous_response_id, with the texts of their conversations."),
        part("export", &S::exports, exportShape(), "What other tools are told of metrics and traces."),
        part("ui", &S::ui, uiShape(), "The window."),
    };
}

} // namespace

const Shape<Settings>& settingsShape()
{
    static const Shape<Settings> shape = object<Settings>({settingsFields()});
    return shape;
}

} // namespace gateway::config
