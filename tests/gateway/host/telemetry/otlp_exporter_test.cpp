#include "gateway/host/telemetry/otlp_exporter.h"
#include "gateway/host/telemetry/telemetry_options.h"

#include "catch.h"
#include "records.h"

#include <QTcpServer>

using namespace gateway;
using namespace gateway::host;

namespace {

/// A collector that accepts connections and never answers.
struct Silent {
    QTcpServer server;
    usage::SeriesBook book;
    usage::ProviderNames names;
    std::atomic<std::int64_t> inFlight{0};
    OtlpExporter exporter{{book, names, inFlight, {}, "x"}, nullptr};

    Silent()
    {
        REQUIRE(server.listen(QHostAddress::LocalHost));
        OtlpOptions options;
        options.endpoint = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()));
        exporter.use(options);
    }
};

usage::RecordBatch records(std::size_t count)
{
    return usage::RecordBatch(count, std::make_shared<const usage::ExchangeRecord>(directRecord(WallTime{})));
}

} // namespace

TEST_CASE("bounds the spans queued for a collector and counts the dropped ones")
{
    Silent place;
    place.exporter.take(records(OtlpExporter::kMaxSpans)); // two spans each
    CHECK(place.exporter.droppedSpans() == static_cast<std::int64_t>(OtlpExporter::kMaxSpans));
    place.exporter.take(records(1000)); // one batch is being sent, which frees that much room
    const auto more = 2 * 1000 - static_cast<std::int64_t>(OtlpExporter::kBatch);
    CHECK(place.exporter.droppedSpans() == static_cast<std::int64_t>(OtlpExporter::kMaxSpans) + more);
}

TEST_CASE("exports according to the settings and the secrets")
{
    struct Row {
        const char* name;
        std::optional<std::string> endpoint;
        const char* environment;
        bool hasSecret;
        const char* host; ///< empty: nothing is exported
        bool isProblem;
    };
    const auto row = GENERATE(values<Row>({
        {"off", {}, "http://other:1", true, "", false},
        {"an address", "http://collector:4318", "", true, "collector", false},
        {"the environment's", "env", "https://other:4318/x", true, "other", false},
        {"the environment's, missing", "env", "", true, "", true},
        {"the environment's, invalid", "env", "collector", true, "", true},
        {"a key that cannot be read", "http://collector:4318", "", false, "", true},
    }));
    CAPTURE(row.name);
    config::Settings settings;
    settings.exports.otlp.endpoint = row.endpoint;
    settings.exports.otlp.headers = {{"authorization", "", "keychain:collector"}, {"x-tenant", "red", ""}};
    exchange::ResolvedSecrets secrets;
    if (row.hasSecret)
        secrets.emplace("keychain:collector", Secret("Bearer key"));
    const auto catalog = providers::Catalog::load();
    REQUIRE(catalog);
    providers::ApprovedOrigins approved;
    approved.addAll(providers::secretUses(settings, **catalog, row.environment));
    const TelemetryOptions options = telemetryOptions(settings, **catalog, {secrets, approved}, row.environment);
    CHECK(options.problem.isEmpty() != row.isProblem);
    CHECK(gateway::toText(options.problem).find("Bearer key") == std::string::npos);
    REQUIRE(options.otlp.has_value() == (row.host != std::string_view()));
    if (options.otlp) {
        CHECK(options.otlp->endpoint.host().toStdString() == row.host);
        CHECK(options.otlp->headers[0].second.reveal() == "Bearer key");
        CHECK(options.otlp->headers[1].second.reveal() == "red");
    }
}

TEST_CASE("does not send the collector's header to an origin not approved for it")
{
    const auto endpoint = GENERATE(as<std::string>(), "https://evil.example:4318", "http://collector:4318", "https://collector:4317", "env");
    CAPTURE(endpoint);
    const auto catalog = providers::Catalog::load();
    REQUIRE(catalog);
    config::Settings settings;
    settings.exports.otlp.headers = {{"authorization", "", "keychain:collector"}};
    settings.exports.otlp.endpoint = "https://collector:4318";
    providers::ApprovedOrigins approved;
    approved.addAll(providers::secretUses(settings, **catalog));
    exchange::ResolvedSecrets secrets;
    secrets.emplace("keychain:collector", Secret("Bearer key"));
    CHECK(telemetryOptions(settings, **catalog, {secrets, approved}, {}).otlp);
    settings.exports.otlp.endpoint = endpoint;
    const TelemetryOptions options = telemetryOptions(settings, **catalog, {secrets, approved}, "https://other:4318");
    CHECK_FALSE(options.otlp);
    CHECK_THAT(toText(options.problem), Catch::Contains("keychain:collector") && Catch::Contains("waits for your approval"));
    CHECK_THAT(toText(options.problem), Catch::Contains("signalboxd key approve --all"));
}

TEST_CASE("names providers by OpenTelemetry's names for their types")
{
    config::Settings settings;
    for (const auto& [id, type] : {std::pair("mine", "azure"), std::pair("b", "bedrock"), std::pair("deepseek", "deepseek"),
             std::pair("box", "openai-compatible")}) {
        config::ProviderSettings& provider = settings.providers.emplace_back();
        provider.id = id;
        provider.type = type;
    }
    const auto catalog = providers::Catalog::load();
    const usage::ProviderNames names = telemetryOptions(settings, **catalog, {{}, {}}, {}).figures.providers;
    CHECK(usage::providerName(names, "mine") == "azure.ai.openai");
    CHECK(usage::providerName(names, "b") == "aws.bedrock");
    CHECK(usage::providerName(names, "deepseek") == "deepseek");
    CHECK(usage::providerName(names, "box") == "box");
}
