#include "telemetry_options.h"

#include <QtGlobal>

namespace gateway::host {

namespace {

usage::ProviderNames providerNames(const config::Settings& settings, const providers::Catalog& catalog)
{
    usage::ProviderNames names;
    for (const config::ProviderSettings& provider : settings.providers) {
        const providers::CatalogEntry* const entry = catalog.find(provider.type);
        if (!entry)
            continue;
        if (!entry->telemetryName.empty())
            names.emplace(provider.id, entry->telemetryName);
        else if (entry->region != providers::Region::Custom) // otherwise any server: its configured id is more useful
            names.emplace(provider.id, entry->id);
    }
    return names;
}

/// Empty, with the reason, if a secret is unavailable.
std::optional<std::vector<std::pair<std::string, Secret>>> headersOf(
    const config::OtlpSettings& settings, const exchange::ResolvedSecrets& secrets, Sentence& problem)
{
    std::vector<std::pair<std::string, Secret>> headers;
    for (const config::AuthValue& value : settings.headers) {
        if (value.secret.empty()) {
            headers.emplace_back(value.name, Secret(value.text));
            continue;
        }
        const auto found = secrets.find(value.secret);
        if (found == secrets.end() || !found->second) {
            const std::string field = "export.otlp.headers." + value.name;
            const Sentence remedy = found == secrets.end() ? exchange::keyRemedy(value.secret) : exchange::keyRemedy(value.secret, found->second.error());
            if (!remedy.isEmpty())
                problem = {QT_TRANSLATE_NOOP("Error", "%1: the secret cannot be read. %2"), {field, remedy}};
            else
                problem = {QT_TRANSLATE_NOOP("Error", "%1: the secret cannot be read: %2"), {field, found->second.error().message}};
            return std::nullopt;
        }
        headers.emplace_back(value.name, *found->second);
    }
    return headers;
}

} // namespace

namespace {

/// The unapproved uses of the export only.
std::vector<providers::SecretUse> unapprovedUses(const config::Settings& settings, const providers::Catalog& catalog,
    const providers::ApprovedOrigins& approved, const std::string& collector)
{
    config::Settings exportOnly;
    exportOnly.exports = settings.exports;
    return providers::unapproved(providers::secretUses(exportOnly, catalog, collector), approved);
}

} // namespace

TelemetryOptions telemetryOptions(const config::Settings& settings, const providers::Catalog& catalog,
    const TelemetrySecrets& secrets, const std::string& collector)
{
    TelemetryOptions options;
    options.figures.providers = providerNames(settings, catalog);
    options.figures.higressNames = settings.exports.metrics.higressNames;
    const config::OtlpSettings& otlp = settings.exports.otlp;
    if (!otlp.endpoint || (!otlp.traces && !otlp.metrics))
        return options;
    const QUrl endpoint(QString::fromStdString(*otlp.endpoint == "env" ? collector : *otlp.endpoint));
    if (!endpoint.isValid() || !endpoint.scheme().startsWith(QLatin1String("http")) || endpoint.host().isEmpty()) {
        options.problem = {QT_TRANSLATE_NOOP("Error", "export.otlp.endpoint: OTEL_EXPORTER_OTLP_ENDPOINT is not the address of a collector, such as http://127.0.0.1:4318")};
        return options;
    }
    const auto waiting = unapprovedUses(settings, catalog, secrets.approved, collector);
    if (!waiting.empty()) {
        options.problem = {QT_TRANSLATE_NOOP("Error", "%1 %2. %3"),
            {"export.otlp.headers." + waiting.front().name, providers::waitingText(waiting.front()), providers::approvalRemedy(waiting.front())}};
        return options;
    }
    auto headers = headersOf(otlp, secrets.resolved, options.problem);
    if (!headers)
        return options;
    options.otlp = OtlpOptions{endpoint, std::move(*headers),
        otlp.protocol == "http/json" ? usage::OtlpEncoding::Json : usage::OtlpEncoding::Protobuf, otlp.traces, otlp.metrics,
        Milliseconds(otlp.interval_ms), Milliseconds(otlp.timeout_ms),
        otlp.compression == "gzip"};
    return options;
}

} // namespace gateway::host
