#include "fake_gateway.h"

#include "gateway/config/fields/fields.h"
#include "gateway/core/json/json.h"
#include "gateway/host/doctor/diagnostics.h"
#include "gateway/host/doctor/request_report.h"

#include <QTimer>

#include <algorithm>

using namespace gateway;

void Fake<host::GatewayControl>::pause()
{
    m_status.state = host::State::Paused;
    Q_EMIT statusChanged();
}

void Fake<host::GatewayControl>::resume() { setRunning(); }

void Fake<host::GatewayControl>::checkPort(int port, PortChecked done)
{
    QTimer::singleShot(0, this, [this, port, done = std::move(done)] {
        const auto taken = ports.find(port);
        done(taken != ports.end() ? taken->second : host::PortFinding{.port = port, .isFree = true, .holder = {}});
    });
}

void Fake<host::Configuration>::change(const config::Settings& next, host::ChangeDone done)
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

std::string Fake<host::Configuration>::textOf(const config::Settings& settings) const
{
    std::vector<config::Issue> issues;
    const auto written = document.value_or(config::Document()).with(settings, issues);
    return written ? written->toText() : toPrettyText(config::settingsShape().write(settings)); // for settings that no file could contain
}

host::ConfigEditing& Fake<host::Configuration>::editing()
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

void Fake<host::Configuration>::checkAuthority(const std::string& path, AuthorityChecked done)
{
    QTimer::singleShot(0, this, [this, path, done = std::move(done)] {
        const auto found = authorities.find(path);
        done(found != authorities.end() ? found->second : host::AuthorityFinding::Good);
    });
}

void Fake<host::Configuration>::exportAuthority(Exported done)
{
    QTimer::singleShot(0, this, [this, done = std::move(done)] {
        if (exportError) return done(failure(*exportError));
        done(authority);
    });
}

void Fake<host::LimitCounts>::limits(Reported done)
{
    ++limitQuestions;
    QTimer::singleShot(0, this, [reports = limitReports, done = std::move(done)] { done(reports); });
}

void Fake<host::LimitCounts>::enforceLimits()
{
    std::vector<policy::LimitReport> before = std::exchange(limitReports, {});
    for (const auto& rule : policy::limitRules(m_settings)) {
        const auto same = std::ranges::find_if(before, [&](const auto& report) { return report.rule->name() == rule->name() && report.rule->signature() == rule->signature(); });
        limitReports.push_back(same == before.end() ? policy::LimitReport{rule} : *same);
        limitReports.back().rule = rule;
    }
    Q_EMIT limitsChanged();
}

policy::LimitReport& Fake<host::LimitCounts>::limitReport(const std::string& name)
{
    const auto found = std::ranges::find_if(limitReports, [&](const auto& report) { return report.rule->name() == name; });
    Q_ASSERT(found != limitReports.end());
    return *found;
}

void Fake<host::LimitCounts>::setUsed(const std::string& limit, const std::string& who, std::int64_t used, std::int64_t reserved, std::optional<WallTime> resetsAt)
{
    policy::LimitReport& report = limitReport(limit);
    std::erase_if(report.counters, [&](const auto& counter) { return counter.who == who; });
    const std::int64_t left = report.rule->amount().at(limitTime) - used - reserved;
    report.counters.push_back({who, {used, reserved, std::max<std::int64_t>(left, 0), static_cast<std::uint32_t>(reserved), resetsAt}});
}

void Fake<host::Experiments>::experiments(Reported done)
{
    ++experimentQuestions;
    QTimer::singleShot(0, this, [reports = experimentReports, done = std::move(done)] { done(reports); });
}

void Fake<host::Secrets>::storeSecret(const SecretReference& reference, const Secret& value, host::ChangeDone done, Late late)
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

bool Fake<host::Secrets>::isNamed(const std::string& secret) const
{
    return std::ranges::any_of(m_settings.providers, [&](const auto& provider) {
        return std::ranges::any_of(provider.keys, [&](const auto& key) { return key.secret == secret; });
    });
}

void Fake<host::Secrets>::unlock()
{
    secretError.reset();
    for (const auto& carryOut : std::exchange(m_given, {})) carryOut();
    Q_EMIT keysMayBeReadable();
}

void Fake<host::Secrets>::approve(const std::vector<providers::SecretUse>& uses, host::ChangeDone done)
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

void Fake<host::Secrets>::lookForKeychain(host::ChangeDone done)
{
    QTimer::singleShot(0, this, [this, done = std::move(done)] {
        const bool isThere = !secretError || secretError->kind != ErrorKind::SecretUnavailable;
        done(isThere ? Result<void>() : Result<void>(failure(*secretError)));
    });
}

void Fake<host::Secrets>::openVault(const Secret& passphrase, host::ChangeDone done)
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

void Fake<host::Secrets>::removeSecret(const SecretReference& reference, host::ChangeDone done)
{
    QTimer::singleShot(0, this, [this, name = reference.toString(), done = std::move(done)] {
        secrets.erase(name);
        removedSecrets.push_back(name);
        settleProviders();
        Q_EMIT providersChanged();
        done({});
    });
}

void Fake<host::Secrets>::checkKeychain(host::ChangeDone done)
{
    ++keychainChecks;
    QTimer::singleShot(0, this, [this, done = std::move(done)] { done(secretError ? Result<void>(failure(*secretError)) : Result<void>()); });
}

host::KeychainFacts Fake<host::Secrets>::keychain() const
{
    host::KeychainFacts facts{keychainService, {}};
    for (const auto& provider : m_providers)
        for (const auto& key : provider.keys)
            if (SecretReference::isIn(SecretReference::Store::Keychain, key.reference)) facts.keys.push_back(key);
    return facts;
}

void Fake<host::Providers>::answerProbe(const host::ProbeResult& result)
{
    const auto done = std::move(probes.front().done);
    probes.erase(probes.begin());
    done(result);
}

std::optional<usage::Price> Fake<host::Providers>::price(const std::string& provider, const std::string& model) const
{
    const auto known = prices.find({provider, model});
    return known == prices.end() ? std::nullopt : std::optional(known->second);
}

void Fake<host::Providers>::findSystemProxy(const QUrl& url, ProxyFound done)
{
    QTimer::singleShot(0, this, [this, scheme = url.scheme(), done = std::move(done)] {
        const auto problem = proxyProblems.find(scheme);
        const bool isUsable = problem == proxyProblems.end();
        done(isUsable ? systemProxy : QString(), isUsable ? Sentence() : problem->second);
    });
}

void Fake<host::Providers>::probe(const config::ProviderSettings& provider, std::optional<Secret> key, ProbeDone done)
{
    probes.push_back({provider, key ? key->reveal() : std::string(), std::move(done)});
}

void Fake<host::Providers>::tryAgain(const routing::Rest& rest)
{
    std::erase(m_rests, rest);
    setRests(std::vector(m_rests));
}

void Fake<host::Providers>::findLocalEngines(EnginesDone done)
{
    QTimer::singleShot(0, this, [this, done = std::move(done)] { done(engines); });
}

bool Fake<host::Requests>::totals(WallTime, WallTime, QObject* context, std::function<void(Result<usage::Totals>)> done)
{
    if (!ledgerTotals) return false;
    const auto sums = ledgerError ? Result<usage::Totals>(failure(*ledgerError)) : *ledgerTotals;
    QTimer::singleShot(0, context, [sums, done = std::move(done)] { done(sums); });
    return true;
}

bool Fake<host::Requests>::recent(int, QObject* context, std::function<void(std::vector<usage::ExchangeRecord>)> done)
{
    if (!ledgerTotals) return false;
    QTimer::singleShot(0, context, [records = ledgerRecords, done = std::move(done)] { done(records); });
    return true;
}

usage::RequestSearch* Fake<host::Requests>::requestSearch()
{
    if (!m_search && !ledgerFile.isEmpty()) m_search = new usage::RequestSearch(ledgerFile, this);
    return m_search;
}

QString Fake<host::Requests>::requestReport(const usage::ExchangeRecord& record, const host::Facts& facts) const
{
    std::vector<Secret> known;
    for (const auto& [reference, value] : secrets) known.emplace_back(value);
    return QString::fromStdString(host::requestReport(record, facts, gateway::secrets::Redactor(known), {}));
}

void Fake<host::Diagnosis>::explain(routing::Question question, Explained done)
{
    questions.push_back(std::move(question));
    QTimer::singleShot(0, this, [this, done = std::move(done)] { done(explanation); });
}

// Uses the program's real rules.
std::shared_ptr<const routing::FailureRules> Fake<host::Diagnosis>::failureRules() const
{
    static const auto kBuiltIn = routing::FailureRules::load().value();
    return kBuiltIn->with(m_settings.failures);
}

routing::Verdict Fake<host::Diagnosis>::judge(const host::FailedAnswer& answer) const
{
    http::Headers headers;
    for (const auto& [name, value] : answer.headers) headers.add(name, value);
    const WallTime now{std::chrono::hours{490000}};
    return failureRules()->judge(answer.status, headers, answer.body, answer.providerType, now, answer.providerId);
}

void Fake<host::Diagnosis>::examine(Found found, std::function<void()> done)
{
    ++examinations;
    examining = std::move(done);
    for (const auto& finding : findings) found(finding);
}

QString Fake<host::Diagnosis>::diagnostics(host::Facts facts, std::vector<host::Finding> found) const
{
    return QString::fromStdString(host::diagnosticsText({std::move(facts), m_settings, std::move(found), log, {}}, {}));
}
