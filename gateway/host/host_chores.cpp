// Background requests of the host to providers: model lists, tests, local engines, cooldowns.

#include "host_private.h"

#include "gateway/clients/base_address.h"
#include "gateway/config/checks/own_address.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/host/doctor/client_look.h"
#include "gateway/core/log.h"
#include "gateway/host/health/provider_access.h"
#include "gateway/host/responses/owed_responses.h"
#include "gateway/providers/versioned_address.h"

#include <QProcessEnvironment>
#include <QUrl>

#include <algorithm>

namespace gateway::host {

namespace {

/// The uses of the key typed for a test.
std::vector<providers::SecretUse> draftKeyUses(std::vector<providers::SecretUse> uses, std::string_view reference)
{
    std::erase_if(uses, [&](const providers::SecretUse& use) { return use.to.reference != reference; });
    return uses;
}

} // namespace

void GatewayHost::Private::fetchModels()
{
    for (const exchange::Provider& provider : m_snapshot->providers)
        if (provider.settings->enabled && !provider.settings->models && provider.endpoint && !provider.keys.empty()
            && !provider.endpoint->modelsPath.empty())
            fetchModels(provider);
}

// Once for each address and set of keys: changes of other settings cause no request.
void GatewayHost::Private::fetchModels(const exchange::Provider& provider)
{
    const std::string id = provider.settings->id;
    std::string asked = provider.endpoint->baseUrl;
    for (const exchange::UsableKey& key : provider.keys)
        asked += '\n' + key.name;
    if (std::exchange(m_listsAsked[id], asked) == asked)
        return;
    client.listModels(accessOf(provider, provider.keys.front()), [this, id](Result<std::vector<std::string>> models) {
        if (!models) {
            const bool isUnreadable = models.error().kind == ErrorKind::UpstreamProtocolError;
            if (isUnreadable)
                qCWarning(logProviders, "%s: %s", id.c_str(), models.error().text().c_str());
            else
                qCInfo(logProviders, "Provider %s does not list its models: %s", id.c_str(), models.error().text().c_str());
            return;
        }
        qCInfo(logProviders, "Provider %s lists %zu models", id.c_str(), models->size());
        m_inputs.models.insert_or_assign(id, std::move(*models));
        scheduleApply();
    });
}

/// What a test of a saved provider has listed holds for requests, too.
void GatewayHost::Private::takeList(const config::ProviderSettings& tested, const ProbeResult& result)
{
    const config::ProviderSettings* const saved = config.settings().provider(tested.id);
    if (result.listed.empty() || !saved || *saved != tested)
        return;
    auto& known = m_inputs.models[tested.id];
    if (known == result.listed)
        return;
    known = result.listed;
    scheduleApply();
}

void GatewayHost::Private::probe(const config::ProviderSettings& settings, std::optional<Secret> key, ProbeDone done)
{
    if (!key)
        done = [this, settings, done = std::move(done)](const ProbeResult& result) {
            takeList(settings, result);
            done(result);
        };
    done = [this, settings, key, done = std::move(done)](const ProbeResult& result) {
        const auto better = providers::withVersion(settings, *catalog, result);
        if (better)
            probeBetter(settings, *better, key, result, done);
        else
            done(result);
    };
    config::Settings draft;
    draft.providers.push_back(settings);
    exchange::ResolvedSecrets known = secrets->resolved();
    for (const std::string& reference : key ? std::set<std::string>() : secretReferences(draft)) {
        if (known.contains(reference))
            continue;
        // A draft may name a secret that no saved provider uses: read it first, then test.
        const auto parsed = SecretReference::parse(reference);
        if (!parsed)
            continue;
        store->read(*parsed, [this, settings, reference, done = std::move(done)](Result<Secret> secret) mutable {
            m_draftSecrets.insert_or_assign(reference, std::move(secret));
            probeWith(settings, std::nullopt, std::move(done));
        });
        return;
    }
    probeWith(settings, std::move(key), std::move(done));
}

/// The user may have left out "/v1": tests with it, once, and adds that to `result` if it helps.
void GatewayHost::Private::probeBetter(const config::ProviderSettings& settings, const std::string& baseUrl, const std::optional<Secret>& key,
    const ProbeResult& result, const ProbeDone& done)
{
    config::ProviderSettings better = settings;
    better.baseUrl = baseUrl;
    probe(better, key, [result, baseUrl, done](const ProbeResult& there) {
        ProbeResult all = result;
        if (providers::reachedApi(there))
            all.better = std::make_shared<const providers::BetterAddress>(providers::BetterAddress{baseUrl, there});
        done(all);
    });
}

void GatewayHost::Private::probeWith(const config::ProviderSettings& settings, std::optional<Secret> key, ProbeDone done)
{
    if (settings.baseUrl && config::isOwnUrl(*settings.baseUrl, status.urls)) {
        // It would respond to any model as long as the provider is not saved.
        ProbeResult result;
        result.problem = ErrorKind::LoopDetected;
        result.message = {QT_TRANSLATE_NOOP("Error", "base_url is the address of Signalbox itself. Set the provider's own address.")};
        QMetaObject::invokeMethod(
            &q, [done = std::move(done), result] { done(result); }, Qt::QueuedConnection);
        return;
    }
    config::Settings draft;
    draft.providers.push_back(settings);
    if (settings.type == "demo" && !status.urls.empty()) {
        // It has no address of its own: the request goes through this gateway.
        draft.providers.front().type = "openai-compatible";
        draft.providers.front().baseUrl = status.urls.front() + "/v1";
        draft.providers.front().models = {{settings.id + "/demo"}};
        done = [done = std::move(done)](ProbeResult result) {
            result.models = -1; // the list received is that of this gateway
            result.listed.clear();
            done(result);
        };
    }
    exchange::SnapshotInputs inputs = m_inputs;
    inputs.secrets = secrets->resolved(); // the key files: a test signs in itself
    inputs.secrets.merge(std::exchange(m_draftSecrets, {}));
    // Secrets typed for the test are approved by that; those in the file must be approved already.
    inputs.approved = approvals.approved();
    inputs.approved.addAll(providers::addedUses(secretUses(draft), secretUses(config.settings())));
    if (key) {
        constexpr auto kDraft = "keychain:draft";
        draft.providers.front().keys = {{"draft", kDraft, 1, true}};
        inputs.secrets.insert_or_assign(kDraft, std::move(*key));
        inputs.approved.addAll(draftKeyUses(providers::secretUses(draft.providers.front(), *catalog), kDraft));
    }
    signIn(draft, std::move(inputs), [this, done = std::move(done)](const auto& signedDraft, const auto& signedInputs) {
        probeSignedIn(signedDraft, signedInputs, done);
    });
}

/// Deletes stored content of consumers whose settings no longer store it.
void GatewayHost::Private::limitContents()
{
    if (config.isInvalid()) // the settings of an invalid file are unknown
        return;
    std::vector<usage::ContentLimit> limits;
    const config::Settings settings = config.effective();
    for (const config::ConsumerSettings& consumer : settings.consumers)
        if (const auto until = consumer.capture ? config::parseTimestamp(consumer.capture->until) : std::nullopt)
            limits.push_back({consumer.name, *until});
    ledger->keepContents(std::move(limits));
}

void GatewayHost::Private::signIn(const config::Settings& draft, exchange::SnapshotInputs inputs, SignedIn then)
{
    for (const config::ProviderKey& key : draft.providers.front().keys) {
        const auto secret = inputs.secrets.find(key.secret);
        if (secret == inputs.secrets.end() || !secret->second || !providers::isGoogleKeyFile(*secret->second))
            continue;
        const auto snapshot = exchange::makeSnapshot(draft, *catalog, inputs);
        if (snapshot->providers.front().holdsBack(key.secret))
            continue;
        m_tokens.ask(*secret->second, snapshot->providers.front(),
            [this, draft, inputs, reference = key.secret, then = std::move(then)](Result<providers::AccessToken> token) mutable {
                inputs.secrets.insert_or_assign(
                    reference, token ? Result<Secret>(std::move(token->token)) : Result<Secret>(failure(token.error())));
                signIn(draft, std::move(inputs), std::move(then));
            });
        return;
    }
    then(draft, inputs);
}

void GatewayHost::Private::probeSignedIn(
    const config::Settings& draft, const exchange::SnapshotInputs& inputs, ProbeDone done)
{
    const auto snapshot = exchange::makeSnapshot(draft, *catalog, inputs);
    const exchange::Provider& provider = snapshot->providers.front();
    if (!provider.endpoint || provider.keys.empty()) {
        ProbeResult result;
        result.problem = provider.problem.kind;
        result.message = provider.problem.message;
        for (const config::ProviderKey& key : draft.providers.front().keys) {
            const auto secret = inputs.secrets.find(key.secret);
            if (result.keyProblem || secret == inputs.secrets.end() || secret->second)
                continue;
            result.keyProblem = secret->second.error().kind;
            result.keyReference = key.secret;
        }
        QMetaObject::invokeMethod(
            &q, [done = std::move(done), result] { done(result); }, Qt::QueuedConnection);
        return;
    }
    std::optional<std::string> model;
    if (const auto& models = provider.settings->models; models && !models->empty())
        model = models->front();
    client.probe(accessOf(provider, provider.keys.front()), model, catalog->models(provider.settings->type), std::move(done));
}

void GatewayHost::Private::explain(routing::Question question, std::function<void(routing::Explanation)> done)
{
    if (m_gateway && m_snapshot)
        return m_gateway->explain(std::move(question), std::move(done));
    routing::Explanation explanation;
    explanation.error = Error{ErrorKind::GatewayStopping, {QT_TRANSLATE_NOOP("Error", "The gateway is not running.")}};
    QMetaObject::invokeMethod(
        &q, [done = std::move(done), explanation = std::move(explanation)] { done(explanation); }, Qt::QueuedConnection);
}

/// Collects live data only while somebody watches.
void GatewayHost::Private::watch()
{
    if (m_gateway)
        m_gateway->setWatched(q.isWatched());
}

void GatewayHost::Private::cancel(const std::string& exchange)
{
    if (m_gateway)
        m_gateway->cancel(exchange);
}

void GatewayHost::Private::limits(LimitCounts::Reported done)
{
    if (m_gateway)
        m_gateway->limits(std::move(done));
    else
        QMetaObject::invokeMethod(&q, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

void GatewayHost::Private::reportExperiments(Experiments::Reported done)
{
    if (m_gateway)
        experiments.report(std::move(done));
    else
        QMetaObject::invokeMethod(&q, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

std::optional<usage::Price> GatewayHost::Private::price(const std::string& provider, const std::string& model) const
{
    const config::ProviderSettings* const settings = m_snapshot ? m_snapshot->settings.provider(provider) : nullptr;
    const auto known = settings ? m_snapshot->prices->find(*settings, model) : nullptr;
    return known ? std::optional(known->price) : std::nullopt;
}

// From the settings, not from the snapshot, which is updated slightly later.
std::shared_ptr<const routing::FailureRules> GatewayHost::Private::failureRules() const
{
    return exchange::failureRulesWith(config.effective().failures);
}

void GatewayHost::Private::findLocalEngines(std::function<void(std::vector<LocalEngine>)> done)
{
    client.findLocalEngines(providers::usualEngines(*catalog), std::move(done));
}

void GatewayHost::Private::checkPort(int port, PortChecked done)
{
    const config::ListenSettings inForce = config.effective().listen;
    const config::ListenSettings& inFile = config.settings().listen;
    // A gateway that is not listening does not hold them yet.
    std::vector<int> own{inForce.httpPort, inForce.httpsPort.value_or(0), inFile.httpPort, inFile.httpsPort.value_or(0)};
    QMetaObject::invokeMethod(&storageWork, [this, port, address = inForce.address, own = std::move(own), done = std::move(done)]() mutable {
        QMetaObject::invokeMethod(
            &q, [finding = host::checkPort(address, port, own), done = std::move(done)] { done(finding); }, Qt::QueuedConnection);
    });
}

void GatewayHost::Private::checkAuthority(const std::string& path, AuthorityChecked done)
{
    QMetaObject::invokeMethod(&storageWork, [this, path, done = std::move(done)]() mutable {
        QMetaObject::invokeMethod(&q, [finding = host::checkAuthority(path), done = std::move(done)] { done(finding); }, Qt::QueuedConnection);
    });
}

void GatewayHost::Private::findSystemProxy(const QUrl& url, ProxyFound done)
{
    QMetaObject::invokeMethod(&storageWork, [this, url, done = std::move(done)]() mutable {
        const http::FoundProxy found = http::findProxy(url, http::ProxyRules::ofProcess());
        const Sentence problem = found.problem;
        QString text;
        if (!found.isDirect() && problem.isEmpty()) {
            const QNetworkProxy& proxy = found.proxy;
            const bool isSocks = proxy.type() == QNetworkProxy::Socks5Proxy;
            text = QStringLiteral("%1://%2:%3").arg(isSocks ? QLatin1StringView("socks5") : QLatin1StringView("http"), proxy.hostName()).arg(proxy.port());
        }
        QMetaObject::invokeMethod(
            &q, [text, problem, done = std::move(done)] { done(text, problem); }, Qt::QueuedConnection);
    });
}

void GatewayHost::Private::listenAgain()
{
    if (!m_snapshot || m_applySoon.isActive()) // which starts listening
        return;
    if ((status.state == State::Failed || m_listenProblem) && !m_listensAt)
        listen();
    else if (m_secureListenProblem)
        listenSecurely();
}

// All calls to and from the gateway thread are queued: requests do not wait.
void GatewayHost::Private::connectHealth()
{
    GatewayThread* const gateway = m_gateway.get();
    QObject::connect(gateway, &GatewayThread::healthChanged, &health, &CooldownStore::take);
    QObject::connect(gateway, &GatewayThread::limitsReported, &meters, &KeyMeterService::take);
    QObject::connect(&health, &CooldownStore::restored, gateway, &GatewayThread::restore);
    QObject::connect(&checks, &HealthChecks::checked, gateway, &GatewayThread::checked);
    QObject::connect(&checks, &HealthChecks::unableToCheck, gateway, &GatewayThread::forget);
    QObject::connect(&health, &CooldownStore::changed, &q, [this] {
        checks.take(health.rests());
        if (m_snapshot)
            updateProviderStates();
    });
}

std::unique_ptr<Doctor> GatewayHost::Private::makeDoctor() const
{
    DoctorInputs inputs;
    inputs.settings = config.effective();
    inputs.issues = config.issues();
    inputs.catalog = catalog;
    inputs.configFile = options.configFile;
    inputs.dataDir = options.dataDir;
    inputs.approved = approvals.approved();
    inputs.environment = environmentFrom(QProcessEnvironment::systemEnvironment());
    inputs.listensAt = status.urls;
    const auto& listen = inputs.settings.listen;
    inputs.lookAtClients = clientLook(clients::Surroundings::ofProcess(options.dataDir), clients::baseFor(listen.address, listen.httpPort),
                                       clients::acceptedKeys(inputs.settings));
    return std::make_unique<Doctor>(std::move(inputs), *store);
}

secrets::Redactor GatewayHost::Private::redactor() const { return m_snapshot ? m_snapshot->redactor : secrets::Redactor(); }

void GatewayHost::Private::exportTelemetry()
{
    const QByteArray collector = qgetenv("OTEL_EXPORTER_OTLP_ENDPOINT");
    TelemetryOptions wanted = telemetryOptions(config.effective(), *catalog, {secrets->resolved(), approvals.approved()}, collector.toStdString());
    const Sentence proxyProblem = wanted.otlp ? Sentence(http::proxyProblem(wanted.otlp->endpoint)) : Sentence();
    if (!proxyProblem.isEmpty()) {
        wanted.problem = proxyProblem;
        wanted.otlp.reset();
    }
    const bool isNews = !secrets->isReading() && std::exchange(m_exportProblem, wanted.problem) != wanted.problem;
    if (isNews && !wanted.problem.isEmpty())
        qCWarning(logHost, "Traces and metrics are not exported: %s", toText(wanted.problem).c_str());
    telemetry.use(std::move(wanted));
}

/// Called on the gateway thread. The text is created in the storage thread and returned through this one, which knows
/// whether the gateway still exists.
void GatewayHost::Private::tellMetrics(std::shared_ptr<exchange::MetricsReply> reply)
{
    const auto form = reply->isOpenMetrics ? usage::MetricsForm::OpenMetrics : usage::MetricsForm::Prometheus;
    recordPipeline.pass();
    const auto counts = ledger->counts();
    const Telemetry::Now now{reply->inFlight, counts.withoutDetails + counts.lost};
    telemetry.tell(form, now, [this, reply = std::move(reply)](std::string contentType, std::string text) {
        QMetaObject::invokeMethod(
            &q,
            [this, reply, contentType = std::move(contentType), text = std::move(text)] {
                if (m_gateway)
                    m_gateway->metricsReady(reply, contentType, text);
            },
            Qt::QueuedConnection);
    });
}

std::map<std::string, Result<Secret>> GatewayHost::Private::keptSecrets() const
{
    std::map<std::string, Result<Secret>> all;
    for (const std::string& reference : secretReferences(config.settings())) {
        const auto parsed = SecretReference::parse(reference);
        if (!parsed || !isBackedUp(*parsed))
            continue;
        const auto found = secrets->resolved().find(reference);
        all.emplace(reference, found == secrets->resolved().end() ? Result<Secret>(failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "it has not been read yet")}))
                                                                  : found->second);
    }
    return all;
}

void GatewayHost::Private::tryAgain(const routing::Rest& rest)
{
    if (m_gateway)
        m_gateway->forget(rest);
}

/// Runs after the stored responses were restored, since a crash may have come before they were written. Waits for the
/// ledger, which takes time to open.
void GatewayHost::Private::restoreOwed()
{
    constexpr int kMost = 1000; // as many as are stored
    if (!ledger)
        return; // the gateway has ended meanwhile
    ledger->deferred(kMost, &q, [this](const Result<std::vector<usage::ExchangeRecord>>& found) {
        if (found && !found->empty() && m_gateway)
            m_gateway->restoreResponses(owedResponses(*found));
        responsesKnown();
    });
}

/// After the ledger is open, and updated by a newer version.
void GatewayHost::Private::restoreLimits(policy::LimitBook::Ask ask)
{
    if (!ledger)
        return; // the gateway has ended meanwhile
    recordPipeline.pass();
    ledger->deferred(1, &q, [this, ask = std::move(ask)](const Result<std::vector<usage::ExchangeRecord>>&) mutable {
        const std::uint64_t number = ask.number;
        limitUses.read(std::move(ask), [this, number](std::vector<policy::LimitUse> uses, std::vector<policy::ReportedLevel> reported) {
            if (m_gateway)
                m_gateway->restoreLimits(number, std::move(uses), std::move(reported));
        });
    });
}

/// The window watches budgets by itself, enforced or not.
void GatewayHost::Private::limitWarned(const policy::LimitWarning& warning)
{
    limitUses.note(warning);
    qCWarning(logHost, "%s", toText(warning.words()).c_str());
    if (!warning.rule->isBudget())
        Q_EMIT q.limitNoticed({warning.rule->name(), warning.who, warning.rule->whom(warning.who), warning.level, warning.percent(), warning.isReached(),
            warning.state.resetsAt});
}

/// A refused client hears of it itself.
void GatewayHost::Private::loopFound(const policy::LoopFound& found)
{
    qCWarning(logHost, "%s", toText(found.words()).c_str());
    if (!found.isRefused)
        Q_EMIT q.loopNoticed({found.exchange, found.consumer, found.repeats});
}

void GatewayHost::Private::responsesKnown()
{
    m_responsesKnown = true;
    if (m_snapshot && !m_applySoon.isActive()) // which starts listening
        listenIfReady();
}

} // namespace gateway::host
