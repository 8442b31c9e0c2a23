#include "fake_gateway.h"

#include "gateway/config/fields/fields.h"
#include "gateway/core/json/json.h"
#include "gateway/host/doctor/diagnostics.h"
#include "gateway/host/doctor/request_report.h"

#include <QTimer>

#include <algorithm>

using namespace gateway;
using gateway::host::KeyHealth;
using gateway::host::ProviderHealth;
using gateway::providers::CatalogEntry;
using gateway::providers::CatalogModel;
using gateway::providers::Protocol;
using gateway::providers::Region;

namespace {

gateway::providers::Endpoint at(Protocol protocol, const char* baseUrl)
{
    gateway::providers::Endpoint made;
    made.protocol = protocol;
    made.baseUrl = baseUrl;
    return made;
}

CatalogEntry entry(const char* id, const char* name, Region region, std::vector<gateway::providers::Endpoint> endpoints)
{
    CatalogEntry made;
    made.id = id;
    made.name = name;
    made.region = region;
    made.endpoints = std::move(endpoints);
    made.modelsPath = "/models";
    made.website = std::string("https://") + id + ".example/keys";
    return made;
}

CatalogModel model(const char* id, float input = -1, float output = -1)
{
    CatalogModel made;
    made.id = id;
    made.name = id;
    made.inputPrice = input;
    made.outputPrice = output;
    return made;
}

} // namespace

FakeGateway::FakeGateway()
{
    entries = {
        entry("deepseek", "DeepSeek", Region::China,
              {at(Protocol::OpenAiChat, "https://api.deepseek.com"), at(Protocol::Anthropic, "https://api.deepseek.com/anthropic")}),
        entry("triton", "NVIDIA Triton", Region::Local, {at(Protocol::OpenAiChat, "http://localhost:9000/v1")}),
        entry("openai", "OpenAI", Region::Global, {at(Protocol::OpenAiChat, "https://api.openai.com/v1")}),
        entry("qwen", "Qwen (Alibaba)", Region::China, {at(Protocol::OpenAiChat, "https://dashscope.aliyuncs.com/compatible-mode/v1")}),
        entry("minimax", "MiniMax", Region::China,
              {at(Protocol::OpenAiChat, "https://api.minimaxi.com/v1"), at(Protocol::Anthropic, "https://api.minimaxi.com/anthropic")}),
        entry("gemini", "Gemini", Region::Global,
              {at(Protocol::Gemini, "https://generativelanguage.googleapis.com"),
               at(Protocol::OpenAiChat, "https://generativelanguage.googleapis.com/v1beta/openai")}),
        entry("openrouter", "OpenRouter", Region::Aggregator, {at(Protocol::OpenAiChat, "https://openrouter.ai/api/v1")}),
        entry("cloudflare", "Cloudflare Workers AI", Region::Aggregator,
              {at(Protocol::OpenAiChat, "https://api.cloudflare.com/client/v4/accounts/${account_id}/ai/v1")}),
        entry("ollama", "Ollama", Region::Local,
              {at(Protocol::OpenAiChat, "http://127.0.0.1:11434/v1"), at(Protocol::Ollama, "http://127.0.0.1:11434")}),
        entry("openai-compatible", "OpenAI compatible", Region::Custom, {at(Protocol::OpenAiChat, "")}),
        entry("demo", "Demo", Region::Local, {at(Protocol::Demo, "")}),
    };
    for (CatalogEntry& one : entries) {
        if (one.id == "cloudflare") one.settings = {"account_id"};
        if (one.id == "ollama" || one.id == "demo") one.keyNeeded = false;
        if (one.id == "qwen") one.aliases = {"alibaba-cn", "tongyi"};
        if (one.id == "deepseek" || one.id == "openrouter") one.balances.emplace_back();
        if (one.id == "deepseek") one.environment = {"DEEPSEEK_API_KEY"};
        if (one.id == "openai-compatible") one.keyNeeded = false;
        if (one.id == "openai-compatible") one.chineseName = "OpenAI 兼容";
        if (one.id == "minimax") one.note = {"Keys of the other site do not work here.", "另一站点的密钥在此无效。"};
    }
    models["deepseek"] = {model("deepseek-chat", 0.28F, 0.42F), model("deepseek-reasoner", 0.28F, 0.42F)};
    models["openai"] = {model("gpt-4o", 2.5F, 10), model("gpt-4o-mini", 0.15F, 0.6F), model("o4-mini", 1.1F, 4.4F)};
    models["openrouter"] = {model("openai/gpt-4o-mini"), model("openai/o4-mini"), model("openai/gpt-5-mini"), model("mistral/ministral-8b")};
    models["minimax"] = {model("MiniMax-M2", 0.3F, 1.2F)};
    models["qwen"] = {model("qwen-turbo", 0.05F, 0.2F), model("qwen-plus", 0.4F, 1.2F)};
    m_settings = config::demoSettings();
    settleProviders();
}

ui::models::CatalogSource FakeGateway::catalog() const
{
    const auto find = [this](std::string_view id) -> const CatalogEntry* {
        for (const CatalogEntry& one : entries) {
            if (one.id == id || std::find(one.aliases.begin(), one.aliases.end(), id) != one.aliases.end()) return &one;
        }
        return nullptr;
    };
    const auto modelsOf = [this](std::string_view id) -> std::span<const CatalogModel> {
        const auto found = models.find(id);
        return found == models.end() ? std::span<const CatalogModel>{} : std::span<const CatalogModel>(found->second);
    };
    return {entries, find, modelsOf, "2026-07-02"};
}

void FakeGateway::addProvider(const std::string& type, const std::string& id)
{
    config::ProviderSettings provider;
    provider.id = id.empty() ? type : id;
    provider.type = type;
    const CatalogEntry* known = catalog().find(type);
    if (known && known->keyNeeded) {
        provider.keys.push_back({"main", "keychain:" + provider.id + "/main"});
        secrets[provider.keys.front().secret] = "sk-stored";
    }
    m_settings.providers.push_back(provider);
    settleProviders();
}

void FakeGateway::setKeyHealth(const std::string& provider, KeyHealth health)
{
    m_health[provider] = health;
    settleProviders();
    Q_EMIT providersChanged();
}

void FakeGateway::setRests(const std::vector<routing::Rest>& rests)
{
    m_rests = rests;
    settleProviders();
    Q_EMIT providersChanged();
}

void FakeGateway::setRunning()
{
    m_status.state = host::State::Running;
    m_status.urls = {"http://127.0.0.1:8080", "http://[::1]:8080", "https://127.0.0.1:8443"};
    Q_EMIT statusChanged();
}

void FakeGateway::settleProviders()
{
    m_providers.clear();
    const auto source = catalog();
    for (const auto& provider : m_settings.providers) {
        const CatalogEntry* known = source.find(provider.type);
        host::ProviderStatus status;
        status.id = provider.id;
        bool usable = provider.keys.empty() && !(known && known->keyNeeded);
        for (const auto& key : provider.keys) {
            const bool stored = secrets.count(key.secret) > 0 || !key.secret.starts_with("keychain:");
            KeyHealth health = stored ? KeyHealth::Ready : KeyHealth::Missing;
            if (const auto forced = m_health.find(provider.id); forced != m_health.end()) health = forced->second;
            usable = usable || health == KeyHealth::Ready;
            status.keys.push_back({key.name, key.secret, health, {}});
        }
        if (!provider.enabled) {
            status.health = ProviderHealth::Disabled;
        } else if (!usable) {
            status.health = ProviderHealth::KeyProblem;
        }
        status.address = provider.baseUrl.value_or(known && !known->endpoints.empty() ? known->endpoints.front().baseUrl : "");
        for (const auto& rest : m_rests) {
            if (rest.provider == provider.id) status.rests.push_back(rest);
        }
        m_providers.push_back(status);
    }
}

void FakeGateway::answerProbe(const host::ProbeResult& result)
{
    const auto done = std::move(probes.front().done);
    probes.erase(probes.begin());
    done(result);
}

void FakeGateway::finish(const usage::ExchangeRecord& record)
{
    usage::LiveSnapshot snapshot;
    snapshot.at = TimePoint{std::chrono::hours{1000}};
    snapshot.finished.push_back(std::make_shared<const usage::ExchangeRecord>(record));
    Q_EMIT live(snapshot);
}

void FakeGateway::pause()
{
    m_status.state = host::State::Paused;
    Q_EMIT statusChanged();
}

void FakeGateway::resume() { setRunning(); }

std::optional<usage::Price> FakeGateway::price(const std::string& provider, const std::string& model) const
{
    const auto known = prices.find({provider, model});
    return known == prices.end() ? std::nullopt : std::optional(known->second);
}

void FakeGateway::approve(const std::vector<providers::SecretUse>& uses, Done done)
{
    QTimer::singleShot(0, this, [this, uses, done = std::move(done)] {
        for (const providers::SecretUse& use : uses) {
            approved.push_back(use);
            std::erase(m_status.unapproved, use);
        }
        Q_EMIT statusChanged();
        done({});
    });
}

void FakeGateway::change(const config::Settings& next, Done done)
{
    QTimer::singleShot(0, this, [this, next, done = std::move(done)] {
        if (changeError) return done(failure(*changeError));
        if (document) {
            std::vector<config::Issue> issues;
            auto written = document->with(next, issues);
            if (!written) return done(failure(written.error()));
            document = *written;
        }
        ++changes;
        put(next);
        if (!edits.inForce.empty()) edits.changed(textOf(next));
        done({});
    });
}

void FakeGateway::put(const config::Settings& next)
{
    m_settings = next;
    settleProviders();
    Q_EMIT settingsChanged();
    Q_EMIT providersChanged();
}

std::string FakeGateway::textOf(const config::Settings& settings) const
{
    std::vector<config::Issue> issues;
    const auto written = document.value_or(config::Document()).with(settings, issues);
    return written ? written->toText() : toPrettyText(config::settingsShape().write(settings)); // such as a test's own, which no file could hold
}

host::ConfigEditing& FakeGateway::editing()
{
    if (edits.inForce.empty()) {
        edits.put = [this](const config::Document& next) {
            if (document) document = next;
            put(next.settings());
        };
        edits.text = edits.inForce = textOf(m_settings);
    }
    return edits;
}

void FakeGateway::storeSecret(const SecretReference& reference, const Secret& value, Done done, Late late)
{
    QTimer::singleShot(0, this, [this, reference, name = reference.toString(), text = value.reveal(), done = std::move(done), late = std::move(late)] {
        if (secretError) {
            m_given.push_back([this, reference, text, late] {
                secrets[reference.toString()] = text;
                const bool isWanted = late && late();
                if (!isWanted && !isNamed(reference.toString())) removeSecret(reference, [](const Result<void>&) {});
            });
            return done(failure(*secretError));
        }
        secrets[name] = text;
        settleProviders();
        Q_EMIT secretStored(QString::fromStdString(name));
        Q_EMIT providersChanged();
        done({});
    });
}

bool FakeGateway::isNamed(const std::string& secret) const
{
    return std::ranges::any_of(m_settings.providers, [&](const auto& provider) {
        return std::ranges::any_of(provider.keys, [&](const auto& key) { return key.secret == secret; });
    });
}

void FakeGateway::unlock()
{
    secretError.reset();
    for (const auto& carryOut : std::exchange(m_given, {})) carryOut();
    Q_EMIT keysMayBeReadable();
}

void FakeGateway::lookForKeychain(Done done)
{
    QTimer::singleShot(0, this, [this, done = std::move(done)] {
        const bool isThere = !secretError || secretError->kind != ErrorKind::SecretUnavailable;
        done(isThere ? Result<void>() : Result<void>(failure(*secretError)));
    });
}

void FakeGateway::openVault(const Secret& passphrase, Done done)
{
    QTimer::singleShot(0, this, [this, text = passphrase.reveal(), done = std::move(done)] {
        Error wrong{ErrorKind::SecretDenied, "the passphrase is wrong"};
        wrong.param = "passphrase";
        if (m_status.vault == host::VaultState::Locked && text != vaultPassphrase) return done(failure(std::move(wrong)));
        vaultPassphrase = text;
        m_status.vault = host::VaultState::Open;
        Q_EMIT statusChanged();
        done({});
    });
}

void FakeGateway::removeSecret(const SecretReference& reference, Done done)
{
    QTimer::singleShot(0, this, [this, name = reference.toString(), done = std::move(done)] {
        secrets.erase(name);
        removedSecrets.push_back(name);
        settleProviders();
        Q_EMIT providersChanged();
        done({});
    });
}

void FakeGateway::checkKeychain(Done done)
{
    ++keychainChecks;
    QTimer::singleShot(0, this, [this, done = std::move(done)] { done(secretError ? Result<void>(failure(*secretError)) : Result<void>()); });
}

host::KeychainFacts FakeGateway::keychain() const
{
    host::KeychainFacts facts{keychainService, {}};
    for (const auto& provider : m_providers)
        for (const auto& key : provider.keys)
            if (SecretReference::isIn(SecretReference::Store::Keychain, key.reference)) facts.keys.push_back(key);
    return facts;
}

void FakeGateway::checkPort(int port, PortChecked done)
{
    QTimer::singleShot(0, this, [this, port, done = std::move(done)] {
        const auto taken = ports.find(port);
        done(taken != ports.end() ? taken->second : host::PortFinding{.port = port, .isFree = true, .holder = {}});
    });
}

void FakeGateway::checkAuthority(const std::string& path, AuthorityChecked done)
{
    QTimer::singleShot(0, this, [this, path, done = std::move(done)] {
        const auto found = authorities.find(path);
        done(found != authorities.end() ? found->second : host::AuthorityFinding::Good);
    });
}

void FakeGateway::findSystemProxy(const QUrl& url, ProxyFound done)
{
    QTimer::singleShot(0, this, [this, scheme = url.scheme(), done = std::move(done)] {
        const auto problem = proxyProblems.find(scheme);
        const bool isUsable = problem == proxyProblems.end();
        done(isUsable ? systemProxy : QString(), isUsable ? QString() : problem->second);
    });
}

void FakeGateway::probe(const config::ProviderSettings& provider, std::optional<Secret> key, ProbeDone done)
{
    probes.push_back({provider, key ? key->reveal() : std::string(), std::move(done)});
}

void FakeGateway::tryAgain(const routing::Rest& rest)
{
    std::erase(m_rests, rest);
    setRests(std::vector(m_rests));
}

void FakeGateway::explain(routing::Question question, Explained done)
{
    questions.push_back(std::move(question));
    QTimer::singleShot(0, this, [this, done = std::move(done)] { done(explanation); });
}

// By the real rules: they are part of the program.
std::shared_ptr<const routing::FailureRules> FakeGateway::failureRules() const
{
    static const auto kBuiltIn = routing::FailureRules::load().value();
    return kBuiltIn->with(m_settings.failures);
}

routing::Verdict FakeGateway::judge(const ui::models::FailedAnswer& answer) const
{
    http::Headers headers;
    for (const auto& [name, value] : answer.headers) headers.add(name, value);
    const WallTime now{std::chrono::hours{490000}};
    return failureRules()->judge(answer.status, headers, answer.body, answer.providerType, now, answer.providerId);
}

void FakeGateway::findLocalEngines(EnginesDone done)
{
    QTimer::singleShot(0, this, [this, done = std::move(done)] { done(engines); });
}

void FakeGateway::examine(Found found, std::function<void()> done)
{
    ++examinations;
    examining = std::move(done);
    for (const auto& finding : findings) found(finding);
}

QString FakeGateway::diagnostics(host::Facts facts, std::vector<host::Finding> found) const
{
    return QString::fromStdString(host::diagnosticsText({std::move(facts), m_settings, std::move(found), log, {}}, {}));
}

QString FakeGateway::requestReport(const usage::ExchangeRecord& record, const host::Facts& facts) const
{
    std::vector<Secret> known;
    for (const auto& [reference, value] : secrets) known.emplace_back(value);
    return QString::fromStdString(host::requestReport(record, facts, gateway::secrets::Redactor(known), {}));
}

void FakeGateway::exportAuthority(Exported done)
{
    QTimer::singleShot(0, this, [this, done = std::move(done)] {
        if (exportError) return done(failure(*exportError));
        done(authority);
    });
}

bool FakeGateway::totals(WallTime, WallTime, QObject* context, std::function<void(Result<usage::Totals>)> done)
{
    if (!ledgerTotals) return false;
    const auto sums = ledgerError ? Result<usage::Totals>(failure(*ledgerError)) : *ledgerTotals;
    QTimer::singleShot(0, context, [sums, done = std::move(done)] { done(sums); });
    return true;
}

bool FakeGateway::recent(int, QObject* context, std::function<void(std::vector<usage::ExchangeRecord>)> done)
{
    if (!ledgerTotals) return false;
    QTimer::singleShot(0, context, [records = ledgerRecords, done = std::move(done)] { done(records); });
    return true;
}

usage::RequestSearch* FakeGateway::requestSearch()
{
    if (!m_search && !ledgerFile.isEmpty()) m_search = new usage::RequestSearch(ledgerFile, this);
    return m_search;
}
