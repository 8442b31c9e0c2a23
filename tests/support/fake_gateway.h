#pragma once

#include "fake_backups.h"
#include "fake_editing.h"

#include "gateway/config/document.h"
#include "gateway/host/updates/update_watch.h"
#include "ui/models/gateway_access.h"

#include <map>
#include <string>
#include <vector>

/// Stands in for the gateway: keeps settings and secrets in memory, answers from
/// the event loop, has a small catalogue of its own.
class FakeGateway final : public ui::models::GatewayAccess {
    Q_OBJECT
public:
    FakeGateway();

    /// Adds a provider as if it had been configured, with a stored key where it needs one.
    void addProvider(const std::string& type, const std::string& id = {});
    void setKeyHealth(const std::string& provider, gateway::host::KeyHealth health);
    void setRests(const std::vector<gateway::routing::Rest>& rests); ///< all there are
    void setRunning();
    void answerProbe(const gateway::host::ProbeResult& result); ///< the oldest that waits
    void finish(const gateway::usage::ExchangeRecord& record);  ///< as one live snapshot

    const gateway::host::Status& status() const override { return m_status; }
    const gateway::config::Settings& settings() const override { return m_settings; }
    const std::vector<gateway::host::ProviderStatus>& providers() const override { return m_providers; }
    const std::vector<gateway::providers::KeyMeter>& meters() const override { return keyMeters; }
    void lookAtMeters() override { ++looks; }
    gateway::config::ExchangeRate exchangeRate() const override { return rate; }
    ui::models::CatalogSource catalog() const override;
    ui::models::ListenOverrides commandLine() const override { return overrides; }
    QString configFile() const override { return QStringLiteral("/home/user/.config/signalbox/config.json"); }
    QString dataDir() const override { return QStringLiteral("/home/user/.local/share/signalbox"); }
    gateway::Secret ownKey() const override { return gateway::Secret("sb-own"); }
    QString logFile() const override { return dataDir() + QStringLiteral("/logs/signalbox.log"); }
    std::vector<gateway::host::LogLine> recentLog() const override { return log; }

    void pause() override;
    void resume() override;
    void cancel(const std::string& exchange) override { cancelled.push_back(exchange); }
    std::optional<gateway::usage::Price> price(const std::string& provider, const std::string& model) const override;
    void change(const gateway::config::Settings& next, Done done) override;
    void approve(const std::vector<gateway::providers::SecretUse>& uses, Done done) override;
    gateway::host::ConfigEditing& editing() override;
    gateway::host::Backups& backups() override { return backupDesk; }
    gateway::host::UpdateWatch& updates() override { return updateWatch; }
    void storeSecret(const gateway::SecretReference& reference, const gateway::Secret& value, Done done, Late late) override;
    /// Carries out what was to be stored while `secretError` was set, which it ends, as a keychain that asks its user does.
    void unlock();
    void removeSecret(const gateway::SecretReference& reference, Done done) override;
    /// Opens with `vaultPassphrase`; makes it where `m_status.vault` says that there is none.
    void openVault(const gateway::Secret& passphrase, Done done) override;
    std::string vaultPassphrase;
    void refreshKeys() override { ++refreshes; }
    void lookForKeychain(Done done) override;
    void checkKeychain(Done done) override;
    int keychainChecks = 0;
    gateway::host::KeychainFacts keychain() const override;
    std::string keychainService; ///< as it calls itself
    void useFoundKeychain() override { ++foundKeychains; }
    int foundKeychains = 0;
    void checkPort(int port, PortChecked done) override;
    void checkAuthority(const std::string& path, AuthorityChecked done) override;
    void findSystemProxy(const QUrl& url, ProxyFound done) override;
    void listenAgain() override { ++listenings; }
    void probe(const gateway::config::ProviderSettings& provider, std::optional<gateway::Secret> key, ProbeDone done) override;
    void tryAgain(const gateway::routing::Rest& rest) override;
    void explain(gateway::routing::Question question, Explained done) override;
    gateway::routing::Verdict judge(const ui::models::FailedAnswer& answer) const override;
    std::shared_ptr<const gateway::routing::FailureRules> failureRules() const override;
    void findLocalEngines(EnginesDone done) override;
    void examine(Found found, std::function<void()> done) override;
    void stopExamining() override { examining = {}; }
    QString diagnostics(gateway::host::Facts facts, std::vector<gateway::host::Finding> found) const override;
    QString requestReport(const gateway::usage::ExchangeRecord& record, const gateway::host::Facts& facts) const override;
    void exportAuthority(Exported done) override;
    QString authorityFile() const override { return dataDir() + QStringLiteral("/tls/authority.pem"); }
    bool totals(gateway::WallTime from, gateway::WallTime to, QObject* context,
                std::function<void(gateway::Result<gateway::usage::Totals>)> done) override;
    bool recent(int limit, QObject* context, std::function<void(std::vector<gateway::usage::ExchangeRecord>)> done) override;

    gateway::usage::RequestSearch* requestSearch() override;
    QString usageFile() const override { return ledgerFile; }
    ui::models::ToolAccess* tools() override { return toolAccess; }

    std::vector<gateway::providers::SecretUse> approved;
    gateway::host::Status m_status;
    gateway::config::Settings m_settings;
    std::vector<gateway::host::ProviderStatus> m_providers;
    std::vector<gateway::providers::CatalogEntry> entries;
    std::map<std::string, std::vector<gateway::providers::CatalogModel>, std::less<>> models;

    std::map<std::string, std::string> secrets; ///< by reference
    std::vector<std::string> removedSecrets;
    std::vector<gateway::host::Finding> findings; ///< of the doctor, which tells them at once
    std::function<void()> examining;             ///< its end, until it is called or told to stop
    int examinations = 0;
    ui::models::ListenOverrides overrides;
    std::optional<gateway::Error> changeError;  ///< the next changes fail
    std::optional<gateway::Error> exportError;  ///< the authority's certificate cannot be had
    std::optional<gateway::Error> secretError;  ///< the next writes to the keychain fail
    std::optional<gateway::usage::Totals> ledgerTotals; ///< empty: there is no ledger
    std::optional<gateway::Error> ledgerError;          ///< its sums cannot be read
    std::vector<gateway::usage::ExchangeRecord> ledgerRecords;
    QString ledgerFile; ///< a real one, where requests are looked for; empty: there is none
    std::vector<gateway::host::LocalEngine> engines;
    std::vector<gateway::host::LogLine> log;
    /// Where set, changes go through it as through the file.
    std::optional<gateway::config::Document> document;
    std::vector<gateway::routing::Question> questions; ///< to be explained, all so far
    gateway::routing::Explanation explanation;         ///< the answer to each
    std::vector<gateway::providers::KeyMeter> keyMeters;
    FakeBackups backupDesk;
    gateway::host::UpdateFinding nextUpdate; ///< what the next look finds
    gateway::host::UpdateWatch updateWatch{[this](const std::atomic<bool>&) { return nextUpdate; }, gateway::Milliseconds(20), gateway::Milliseconds(20)};
    FakeEditing edits; ///< what `editing()` is; begins with the settings when it is asked for
    ui::models::ToolAccess* toolAccess = nullptr; ///< null: there are none
    QString systemProxy;       ///< empty: none
    std::map<QString, QString> proxyProblems; ///< by scheme
    QByteArray authority = "-----BEGIN CERTIFICATE-----\n"; ///< its certificate, as PEM
    std::vector<std::string> cancelled; ///< exchanges
    std::map<std::pair<std::string, std::string>, gateway::usage::Price> prices; ///< by provider and model
    gateway::config::ExchangeRate rate{6.7686, "2026-11-20", "frankfurter.dev"};
    int looks = 0; ///< at the meters
    int refreshes = 0;
    int changes = 0;
    int listenings = 0; ///< that were asked for anew
    std::map<int, gateway::host::PortFinding> ports; ///< what is found there; others are free
    std::map<std::string, gateway::host::AuthorityFinding, std::less<>> authorities; ///< by path; others are good

    struct Probe {
        gateway::config::ProviderSettings provider;
        std::string key; ///< empty: the configured one
        ProbeDone done;
    };
    std::vector<Probe> probes; ///< that wait

private:
    bool isNamed(const std::string& secret) const;

    std::vector<std::function<void()>> m_given;
    void settleProviders();
    void put(const gateway::config::Settings& next);
    std::string textOf(const gateway::config::Settings& settings) const;

    std::vector<gateway::routing::Rest> m_rests;
    gateway::usage::RequestSearch* m_search = nullptr;

    std::map<std::string, gateway::host::KeyHealth> m_health; ///< by provider, where not as stored
};
