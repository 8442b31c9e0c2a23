#pragma once

#include "configuration.h"
#include "diagnosis.h"
#include "experiments.h"
#include "gateway_control.h"
#include "gateway_news.h"
#include "limit_counts.h"
#include "providers.h"
#include "requests.h"
#include "secrets.h"

#include "gateway/host/clients/client_setup_service.h"
#include "gateway/host/updates/update_watch.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// Options from the command line and the environment. They override the file.
struct HostOptions : ListenOverrides {
    QString configFile; ///< absolute
    bool configGiven = false;     ///< by --config: a missing file is an error, unless `createConfig`
    bool createConfig = false;    ///< tray application: create a missing file at the first change
    bool startWithBadFile = false; ///< tray application: use the demo configuration instead of failing
    QString dataDir;              ///< absolute
    bool approvesFile = false; ///< headless program: approves the secret destinations in the file at the start and at `reload()`
    bool logToStderr = false;     ///< also writes the application log to standard error; `recentLog()` stays empty
    std::optional<std::string> logLevel;
};

/// The only entry point to the gateway: starts and stops its threads, applies configurations and emits news. Main
/// thread; every call returns at once (`start` reads the configuration file first), results and signals come from the
/// event loop. Code that needs only a part of it takes the interface of that part.
class GatewayHost final : public GatewayNews,
                          public GatewayControl,
                          public Configuration,
                          public Secrets,
                          public Providers,
                          public Requests,
                          public Diagnosis,
                          public LimitCounts,
                          public Experiments {
    Q_OBJECT
public:
    explicit GatewayHost(HostOptions options, QObject* parent = nullptr);
    /// Stops at once if it is still running.
    ~GatewayHost() override;

    /// Reads the configuration, starts the threads, reads the keys and listens. The result is reported by
    /// `statusChanged`.
    void start();
    /// Stops accepting requests, lets open exchanges finish for at most `grace`, writes what is pending, then emits
    /// `stopped()`. A second call without grace ends the open exchanges at once.
    void stop(Milliseconds grace = Milliseconds{10000});
    /// Like `stop()`, for a thread whose event loop has ended. Blocks until everything is written; emits no signal and
    /// answers no earlier call.
    void stopWithoutLoop(Milliseconds grace);
    /// Reads the configuration file, the certificate, the keys and the system proxies again (SIGHUP).
    void reload();

    // GatewayControl
    const Status& status() const override;
    ListenOverrides commandLine() const override;
    QString dataDir() const override;
    const Secret& ownKey() const override;
    void lookAtThread() override;
    void pause() override;
    void resume() override;
    void listenAgain() override;
    void checkPort(int port, PortChecked done) override;

    // Configuration
    const config::Settings& settings() const override;
    QString configFile() const override;
    void change(const config::Settings& next, ChangeDone done) override;
    ConfigEditing& editing() override;
    Backups& backups() override;
    ToolAccess* tools() override;
    void checkAuthority(const std::string& path, AuthorityChecked done) override;
    void exportAuthority(Exported done) override;
    QString authorityFile() const override;

    // Secrets
    void storeSecret(const SecretReference& reference, const Secret& value, ChangeDone done, Late late = {}) override;
    void removeSecret(const SecretReference& reference, ChangeDone done) override;
    void approve(const std::vector<providers::SecretUse>& uses, ChangeDone done) override;
    void openVault(const Secret& passphrase, ChangeDone done) override;
    void refreshKeys() override;
    void lookForKeychain(ChangeDone done) override;
    void checkKeychain(ChangeDone done) override;
    KeychainFacts keychain() const override;
    void useFoundKeychain() override;

    // Providers
    CatalogSource catalog() const override;
    const std::vector<ProviderStatus>& providers() const override;
    const std::vector<providers::KeyMeter>& meters() const override;
    void lookAtMeters() override;
    config::ExchangeRate exchangeRate() const override;
    std::optional<usage::Price> price(const std::string& provider, const std::string& model) const override;
    void probe(const config::ProviderSettings& provider, std::optional<Secret> key, ProbeDone done) override;
    void tryAgain(const routing::Rest& rest) override;
    void findLocalEngines(EnginesDone done) override;
    void findSystemProxy(const QUrl& url, ProxyFound done) override;

    // Requests
    bool totals(WallTime from, WallTime to, QObject* context, std::function<void(Result<usage::Totals>)> done) override;
    bool recent(int limit, QObject* context, std::function<void(std::vector<usage::ExchangeRecord>)> done) override;
    usage::RequestSearch* requestSearch() override;
    QString usageFile() const override;
    void cancel(const std::string& exchange) override;
    QString requestReport(const usage::ExchangeRecord& record, const Facts& facts) const override;

    // Diagnosis
    void explain(routing::Question question, Explained done) override;
    routing::Verdict judge(const FailedAnswer& answer) const override;
    std::shared_ptr<const routing::FailureRules> failureRules() const override;
    void examine(Found found, std::function<void()> done) override;
    void stopExamining() override;
    QString diagnostics(Facts facts, std::vector<Finding> findings) const override;
    std::vector<LogLine> recentLog() const override;
    QString logFile() const override;
    UpdateWatch& updates() override;

    // LimitCounts
    void limits(LimitCounts::Reported done) override;

    // Experiments
    void experiments(Experiments::Reported done) override;

    /// The ledger, for queries; null before `start()`.
    usage::Ledger* ledger() const;
    /// Same object as `tools()`, for use when it is known to exist.
    ClientSetupService& clients() const;

Q_SIGNALS:
    void stopped();

protected:
    void connectNotify(const QMetaMethod& signal) override;
    void disconnectNotify(const QMetaMethod& signal) override;

private:
    bool isWatched() const;

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::host
