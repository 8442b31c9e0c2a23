#pragma once

#include "fake_backups.h"
#include "fake_editing.h"
#include "fake_world.h"

#include "gateway/config/document.h"
#include "gateway/host/updates/update_watch.h"
#include "ui/models/gateway_parts.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Replaces one part of the gateway: keeps its data in memory and answers from the event loop.
template <class Part> class Fake;

template <> class Fake<gateway::host::GatewayControl> : public virtual FakeWorld, public gateway::host::GatewayControl {
public:
    const gateway::host::Status& status() const override { return m_status; }
    gateway::host::ListenOverrides commandLine() const override { return overrides; }
    QString dataDir() const override { return dataFolder; }
    const gateway::Secret& ownKey() const override { return key; }
    void lookAtThread() override {}
    void pause() override;
    void resume() override;
    void listenAgain() override { ++listenings; }
    void checkPort(int port, PortChecked done) override;

    gateway::Secret key{"sb-own"};
    QString dataFolder = QStringLiteral("/home/user/.local/share/signalbox");
    gateway::host::ListenOverrides overrides;
    std::map<int, gateway::host::PortFinding> ports; ///< findings by port; other ports are free
    int listenings = 0; ///< requests to listen again
};

template <> class Fake<gateway::host::Configuration> : public virtual FakeWorld, public gateway::host::Configuration {
public:
    const gateway::config::Settings& settings() const override { return m_settings; }
    QString configFile() const override { return QStringLiteral("/home/user/.config/signalbox/config.json"); }
    void change(const gateway::config::Settings& next, gateway::host::ChangeDone done) override;
    gateway::host::ConfigEditing& editing() override;
    gateway::host::Backups& backups() override { return backupDesk; }
    gateway::host::ToolAccess* tools() override { return toolAccess; }
    void checkAuthority(const std::string& path, AuthorityChecked done) override;
    void exportAuthority(Exported done) override;
    QString authorityFile() const override { return QStringLiteral("/home/user/.local/share/signalbox/tls/authority.pem"); }

    std::optional<gateway::Error> changeError;  ///< the next changes fail
    std::optional<gateway::Error> exportError;  ///< the authority's certificate is unavailable
    /// If set, changes pass through it as through the file.
    std::optional<gateway::config::Document> document;
    int changes = 0;
    FakeBackups backupDesk;
    FakeEditing edits; ///< returned by `editing()`; starts with the settings on first use
    gateway::host::ToolAccess* toolAccess = nullptr; ///< null: no tools
    QByteArray authority = "-----BEGIN CERTIFICATE-----\n"; ///< its certificate, as PEM
    std::map<std::string, gateway::host::AuthorityFinding, std::less<>> authorities; ///< by path; others are valid

private:
    std::string textOf(const gateway::config::Settings& settings) const;
};

template <> class Fake<gateway::host::Secrets> : public virtual FakeWorld, public gateway::host::Secrets {
public:
    void storeSecret(const gateway::SecretReference& reference, const gateway::Secret& value, gateway::host::ChangeDone done, Late late) override;
    /// Completes the writes pending since `secretError` was set and clears it, like a keychain after its prompt.
    void unlock();
    void removeSecret(const gateway::SecretReference& reference, gateway::host::ChangeDone done) override;
    void approve(const std::vector<gateway::providers::SecretUse>& uses, gateway::host::ChangeDone done) override;
    /// Opens with `vaultPassphrase`; creates the vault if `m_status.vault` is absent.
    void openVault(const gateway::Secret& passphrase, gateway::host::ChangeDone done) override;
    void refreshKeys() override { ++refreshes; }
    void lookForKeychain(gateway::host::ChangeDone done) override;
    void checkKeychain(gateway::host::ChangeDone done) override;
    gateway::host::KeychainFacts keychain() const override;
    void useFoundKeychain() override { ++foundKeychains; }

    std::vector<gateway::providers::SecretUse> approved;
    std::vector<std::string> removedSecrets;
    std::optional<gateway::Error> secretError;  ///< the next writes to the keychain fail
    std::string vaultPassphrase;
    std::string keychainService; ///< the service's own name
    int keychainChecks = 0;
    int foundKeychains = 0;
    int refreshes = 0;

private:
    bool isNamed(const std::string& secret) const;

    std::vector<std::function<void()>> m_given;
};

template <> class Fake<gateway::host::Providers> : public virtual FakeWorld, public gateway::host::Providers {
public:
    void answerProbe(const gateway::host::ProbeResult& result); ///< for the oldest pending one

    gateway::host::CatalogSource catalog() const override { return source(); }
    const std::vector<gateway::host::ProviderStatus>& providers() const override { return m_providers; }
    const std::vector<gateway::providers::KeyMeter>& meters() const override { return keyMeters; }
    void lookAtMeters() override { ++looks; }
    gateway::config::ExchangeRate exchangeRate() const override { return rate; }
    std::optional<gateway::usage::Price> price(const std::string& provider, const std::string& model) const override;
    void probe(const gateway::config::ProviderSettings& provider, std::optional<gateway::Secret> key, ProbeDone done) override;
    void tryAgain(const gateway::routing::Rest& rest) override;
    void findLocalEngines(EnginesDone done) override;
    void findSystemProxy(const QUrl& url, ProxyFound done) override;

    std::vector<gateway::providers::KeyMeter> keyMeters;
    int looks = 0; ///< queries of the meters
    gateway::config::ExchangeRate rate{6.7686, "2026-11-20", "frankfurter.dev"};
    std::map<std::pair<std::string, std::string>, gateway::usage::Price> prices; ///< by provider and model
    std::vector<gateway::host::LocalEngine> engines;
    QString systemProxy;       ///< empty: none
    std::map<QString, gateway::Sentence> proxyProblems; ///< by scheme

    struct Probe {
        gateway::config::ProviderSettings provider;
        std::string key; ///< empty: the configured one
        ProbeDone done;
    };
    std::vector<Probe> probes; ///< pending
};

template <> class Fake<gateway::host::Requests> : public virtual FakeWorld, public gateway::host::Requests {
public:
    bool totals(gateway::WallTime from, gateway::WallTime to, QObject* context,
                std::function<void(gateway::Result<gateway::usage::Totals>)> done) override;
    bool recent(int limit, QObject* context, std::function<void(std::vector<gateway::usage::ExchangeRecord>)> done) override;
    gateway::usage::RequestSearch* requestSearch() override;
    QString usageFile() const override { return ledgerFile; }
    void cancel(const std::string& exchange) override { cancelled.push_back(exchange); }
    QString requestReport(const gateway::usage::ExchangeRecord& record, const gateway::host::Facts& facts) const override;

    std::optional<gateway::usage::Totals> ledgerTotals; ///< empty: no ledger
    std::optional<gateway::Error> ledgerError;          ///< its sums cannot be read
    std::vector<gateway::usage::ExchangeRecord> ledgerRecords;
    QString ledgerFile; ///< a real one to search for requests; empty: none
    std::vector<std::string> cancelled; ///< exchanges

private:
    gateway::usage::RequestSearch* m_search = nullptr;
};

template <> class Fake<gateway::host::Diagnosis> : public virtual FakeWorld, public gateway::host::Diagnosis {
public:
    void explain(gateway::routing::Question question, Explained done) override;
    gateway::routing::Verdict judge(const gateway::host::FailedAnswer& answer) const override;
    std::shared_ptr<const gateway::routing::FailureRules> failureRules() const override;
    void examine(Found found, std::function<void()> done) override;
    void stopExamining() override { examining = {}; }
    QString diagnostics(gateway::host::Facts facts, std::vector<gateway::host::Finding> found) const override;
    std::vector<gateway::host::LogLine> recentLog() const override { return log; }
    QString logFile() const override { return QStringLiteral("/home/user/.local/share/signalbox/logs/signalbox.log"); }
    gateway::host::UpdateWatch& updates() override { return updateWatch; }

    std::vector<gateway::routing::Question> questions; ///< all explained so far
    gateway::routing::Explanation explanation;         ///< the answer to each
    std::vector<gateway::host::Finding> findings; ///< of the doctor, reported at once
    std::function<void()> examining;             ///< finishes the examination, until it is called or stopped
    int examinations = 0;
    std::vector<gateway::host::LogLine> log;
    gateway::host::UpdateFinding nextUpdate; ///< the result of the next check
    gateway::host::UpdateWatch updateWatch{[this](const std::atomic<bool>&) { return nextUpdate; }, gateway::Milliseconds(20), gateway::Milliseconds(20)};
};

template <> class Fake<gateway::host::LimitCounts> : public virtual FakeWorld, public gateway::host::LimitCounts {
public:
    void limits(Reported done) override;
    /// Enforces the enabled limits of the settings: counters of the same name go on, others begin with nothing.
    void enforceLimits();
    /// What the counter `who` of a limit has used and reserves; a limit of requests in flight uses what it reserves.
    void setUsed(const std::string& limit, const std::string& who, std::int64_t used, std::int64_t reserved = 0, std::optional<gateway::WallTime> resetsAt = {});
    gateway::policy::LimitReport& limitReport(const std::string& name);

    std::vector<gateway::policy::LimitReport> limitReports; ///< those of the next answers
    gateway::WallTime limitTime{}; ///< for limits that are raised
    int limitQuestions = 0;
};

template <> class Fake<gateway::host::Experiments> : public virtual FakeWorld, public gateway::host::Experiments {
public:
    void experiments(Reported done) override;

    std::vector<gateway::host::ExperimentReport> experimentReports; ///< those of the next answers
    int experimentQuestions = 0;
};

/// Replaces only the parts of the gateway that are needed: `FakeFor<RoutesPage::Access> gateway;`.
template <class Access> class FakeFor;
template <class... Parts> class FakeFor<ui::models::GatewayParts<Parts...>> : public Fake<Parts>... {
public:
    ~FakeFor() override = default;
};

template <class... Parts> using FakeOf = FakeFor<ui::models::GatewayParts<Parts...>>;

/// Replaces the whole gateway, for the window and groups of pages.
class FakeGateway final : public FakeFor<ui::models::WholeGateway> {};
