#include "explain_command.h"

#include "app/process/text_table.h"
#include "app/signalboxd/keys/key_command.h"
#include "app/signalboxd/keys/origin_approval.h"
#include "gateway/core/text/closest_names.h"
#include "gateway/core/text/printable.h"
#include "gateway/exchange/explain.h"
#include "gateway/host/experiments/experiment_book.h"
#include "gateway/host/prices/price_files.h"
#include "gateway/routing/health/health_state.h"
#include "gateway/routing/plan_book.h"
#include "gateway/routing/plan_state.h"

#include <algorithm>
#include <ostream>

namespace app {

namespace routing = gateway::routing;

namespace {

std::string duration(gateway::Milliseconds time)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(time).count();
    return std::to_string(seconds) + " s";
}

/// What is put into cooldown after a failure, when and for how long. `provider`: null if it is not configured.
std::string restText(const routing::Verdict& verdict, const routing::FailurePolicy& policy,
                     const gateway::config::ProviderSettings* provider)
{
    const gateway::config::Rests rests = verdict.rests.value_or(policy.rests);
    std::string text(gateway::config::toText(rests));
    if (rests == gateway::config::Rests::Nothing)
        return text;
    if (provider && !provider->keyFailover.enabled)
        return "nothing, since key_failover of \"" + provider->id + "\" is off";
    if (verdict.limitedFor)
        text += ", for " + duration(*verdict.limitedFor) + " as reported by the provider";
    else if (policy.rest > gateway::Milliseconds(0))
        text += ", for " + duration(policy.rest) + " initially";
    else if (provider)
        text += ", for " + duration(gateway::Milliseconds(provider->keyFailover.checkInterval_ms)) + " initially";
    if (policy.atOnce || verdict.limitedFor)
        return text + ", at once";
    if (!provider)
        return text + ", after several failures";
    const int failures = provider->keyFailover.failureThreshold;
    return text + ", after " + std::to_string(failures) + (failures == 1 ? " failure" : " failures") + " within "
        + duration(gateway::Milliseconds(provider->keyFailover.window_ms));
}

} // namespace

ExplainCommand::ExplainCommand(gateway::secrets::SecretStore& store, const gateway::providers::Catalog& catalog,
                               std::ostream& out, QObject* parent)
    : QObject(parent), m_reading(store), m_catalog(catalog), m_out(out)
{
}

void ExplainCommand::run(gateway::config::Settings settings, routing::Question question, const QString& dataDir,
                         bool asJson, Done done)
{
    m_settings = std::move(settings);
    m_question = std::move(question);
    m_dataDir = dataDir;
    m_asJson = asJson;
    m_done = std::move(done);
    m_reading.read(m_settings, [this](SecretReading::Secrets secrets) { finish(std::move(secrets)); });
}

void ExplainCommand::finish(SecretReading::Secrets secrets)
{
    const gateway::SystemClock clock;
    gateway::exchange::SnapshotInputs inputs;
    inputs.secrets = std::move(secrets);
    inputs.approved = approvedOrigins(m_settings, m_catalog, m_dataDir);
    const gateway::host::KeptPrices kept = gateway::host::PriceFiles(m_dataDir).read();
    inputs.prices = {kept.list, kept.rate};
    inputs.experiments = gateway::host::savedExperiments(m_dataDir, m_settings, clock.wallNow()).standings();
    const auto snapshot = gateway::exchange::makeSnapshot(std::move(m_settings), m_catalog, inputs);
    routing::Health health(clock, [] {});
    health.restore(routing::restsIn(m_dataDir + QStringLiteral("/state.json")));
    routing::PlanBook plans;
    for (const auto& meter : routing::plansIn(m_dataDir + u'/' + QLatin1String(routing::kPlanFile)))
        plans.take(meter.provider, meter.key, meter.windows, meter.windowsAsOf.value_or(clock.wallNow()));
    auto explanation
        = gateway::exchange::explain(m_question, *snapshot, routing::Balancer(), health, clock, {}, &plans);
    explanation.isFresh = true;
    m_out << (m_asJson ? gateway::toPrettyText(explanation.toJson()) : shownText(explanation.toText()));
    m_done(explanation.error ? 1 : 0);
}

std::string providerProblem(const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog,
                            const std::string& name)
{
    constexpr std::size_t kMostNames = 3;
    if (settings.provider(name) || catalog.find(name))
        return {};
    std::vector<std::string> known;
    for (const auto& provider : settings.providers)
        known.push_back(provider.id);
    for (const auto& entry : catalog.entries())
        if (!settings.provider(entry.id))
            known.push_back(entry.id);
    std::string close;
    for (const std::string& each : gateway::closestNames(name, known, kMostNames))
        close += (close.empty() ? "" : ", ") + each;
    return "Unknown provider or provider type \"" + name + "\"."
           + (close.empty() ? std::string() : " The closest names are: " + close + '.');
}

std::string consumerProblem(const gateway::config::Settings& settings, const std::string& name)
{
    std::vector<std::string> known{"anonymous", std::string(gateway::config::kOwnConsumer)}; // the former means every caller without a key
    for (const auto& consumer : settings.consumers)
        known.push_back(consumer.name);
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end())
        return {};
    std::string list;
    for (const std::string& each : known)
        list += (list.empty() ? "" : ", ") + each;
    return "Unknown consumer \"" + name + "\". There are: " + list + '.';
}

std::string judgementText(const gateway::config::Settings& settings, const ExplainRequest& request,
                          const std::string& body, gateway::WallTime now)
{
    const auto builtIn = routing::FailureRules::load();
    if (!builtIn)
        return builtIn.error().text() + '\n';
    const auto rules = (*builtIn)->with(settings.failures);
    gateway::http::Headers headers;
    for (const auto& [name, value] : request.headers)
        headers.add(name, value);
    const std::string provider = request.provider.toStdString();
    const gateway::config::ProviderSettings* const known = settings.provider(provider);
    const routing::Verdict verdict
        = rules->judge(*request.errorStatus, headers, body, known ? known->type : provider, now, provider);
    std::string text = "class:   " + std::string(verdict.failure ? gateway::config::toText(*verdict.failure) : "client_error")
                       + "\nrule:    " + (verdict.rule.empty() ? "none" : verdict.rule) + '\n';
    if (!verdict.reason.empty())
        text += "means:   the provider rejects the account of the key (" + verdict.reason + ")\nsays:    " + gateway::printable(verdict.message) + '\n';
    if (!verdict.failure)
        return text + "then:    the client gets this answer\n";
    const routing::FailurePolicy& policy = rules->policy(*verdict.failure);
    text += "then:    " + std::string(gateway::config::toText(policy.then)) + "\nrests:   ";
    text += restText(verdict, policy, known) + '\n';
    if (!verdict.reason.empty())
        text += "remedy:  " + toText(routing::accountRemedy(*verdict.failure)) + '\n';
    return text;
}

} // namespace app
