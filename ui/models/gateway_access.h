#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/secret.h"
#include "gateway/core/secret_reference.h"
#include "gateway/host/doctor/finding.h"
#include "gateway/host/doctor/program_facts.h"
#include "gateway/host/checks/authority_check.h"
#include "gateway/host/checks/port_check.h"
#include "gateway/host/log/log_line.h"
#include "gateway/host/status.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/key_meter.h"
#include "gateway/routing/explanation.h"
#include "gateway/routing/health/failure_rules.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/live/live.h"
#include "gateway/usage/pricing/price.h"
#include "gateway/usage/search/request_search.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::host {
class Backups;
class ConfigEditing;
class GatewayHost;
class UpdateWatch;
}

namespace ui::models {

class ProviderTests;
class ToolAccess;

/// The catalogue as the pages see it. The spans live as long as the access that gave them.
struct CatalogSource {
    std::span<const gateway::providers::CatalogEntry> entries;
    std::function<const gateway::providers::CatalogEntry*(std::string_view)> find; ///< by id or alias
    std::function<std::span<const gateway::providers::CatalogModel>(std::string_view)> models;
    std::string_view date; ///< of prices and models: "2026-07-02"
};

/// What people call `entry`, in the language in use.
QString displayName(const gateway::providers::CatalogEntry& entry);
/// What people call `provider`: the catalogue's name, or its own id where the user chose another one.
QString displayName(const CatalogSource& catalog, const gateway::config::ProviderSettings& provider);

/// Where the command line (or the environment) says to listen: it wins over the file.
struct ListenOverrides {
    std::optional<std::string> address;
    std::optional<int> httpPort;
    std::optional<std::optional<int>> httpsPort; ///< inner empty: off
};

class GatewayAccess;
/// Where clients reach the gateway, or are to reach it once it listens: "http://127.0.0.1:8080". Empty: its port is any that is free.
std::string clientBase(const GatewayAccess& access);

/// An upstream's answer that is to be judged by the rules of failures.
struct FailedAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string providerType;
    std::string providerId; ///< empty: of no configured provider
};

/// What models and pages ask of the gateway: `GatewayHost` as an interface, so
/// that tests can stand in for it. Main thread; nothing blocks, answers come
/// from the event loop. What the calls do is written at `GatewayHost`.
class GatewayAccess : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(gateway::Result<void>)>;
    using Late = std::function<bool()>;
    using ProbeDone = std::function<void(gateway::host::ProbeResult)>;
    using Exported = std::function<void(gateway::Result<QByteArray>)>;
    using Explained = std::function<void(gateway::routing::Explanation)>;
    using PortChecked = std::function<void(gateway::host::PortFinding)>;
    using AuthorityChecked = std::function<void(gateway::host::AuthorityFinding)>;
    using ProxyFound = std::function<void(QString proxy, QString problem)>; ///< as that of `GatewayHost`
    using EnginesDone = std::function<void(std::vector<gateway::host::LocalEngine>)>;

    using Found = std::function<void(const gateway::host::Finding&)>;

    using QObject::QObject;

    virtual const gateway::host::Status& status() const = 0;
    virtual const gateway::config::Settings& settings() const = 0;
    virtual const std::vector<gateway::host::ProviderStatus>& providers() const = 0;
    virtual const std::vector<gateway::providers::KeyMeter>& meters() const = 0;
    virtual void lookAtMeters() = 0;
    virtual gateway::config::ExchangeRate exchangeRate() const = 0; ///< in force
    virtual CatalogSource catalog() const = 0;
    virtual ListenOverrides commandLine() const = 0;
    virtual QString configFile() const = 0;
    virtual QString dataDir() const = 0;
    virtual gateway::Secret ownKey() const = 0;
    virtual QString logFile() const = 0;
    virtual std::vector<gateway::host::LogLine> recentLog() const = 0;

    /// Somebody looks: finds out whether the gateway answers.
    virtual void lookAtThread() {}
    virtual void pause() = 0;
    virtual void resume() = 0;
    virtual void cancel(const std::string& exchange) = 0;
    virtual std::optional<gateway::usage::Price> price(const std::string& provider, const std::string& model) const = 0;
    virtual void change(const gateway::config::Settings& next, Done done) = 0;
    virtual void approve(const std::vector<gateway::providers::SecretUse>& uses, Done done) = 0;
    virtual gateway::host::ConfigEditing& editing() = 0;
    virtual gateway::host::Backups& backups() = 0;
    virtual void storeSecret(const gateway::SecretReference& reference, const gateway::Secret& value, Done done, Late late = {}) = 0;
    virtual void removeSecret(const gateway::SecretReference& reference, Done done) = 0;
    virtual void openVault(const gateway::Secret& passphrase, Done done) = 0;
    virtual void refreshKeys() = 0;
    virtual void lookForKeychain(Done done) = 0;
    virtual void checkKeychain(Done done) = 0;
    virtual gateway::host::KeychainFacts keychain() const = 0;
    virtual void useFoundKeychain() {}
    virtual void checkPort(int port, PortChecked done) = 0;
    virtual void checkAuthority(const std::string& path, AuthorityChecked done) = 0;
    virtual void findSystemProxy(const QUrl& url, ProxyFound done) = 0;
    virtual void listenAgain() = 0;
    virtual void probe(const gateway::config::ProviderSettings& provider, std::optional<gateway::Secret> key,
                       ProbeDone done) = 0;
    /// The tests of configured providers, which all who show them hear of. Live as long as the access.
    ProviderTests& tests();
    virtual void tryAgain(const gateway::routing::Rest& rest) = 0;
    virtual void explain(gateway::routing::Question question, Explained done) = 0;
    virtual gateway::routing::Verdict judge(const FailedAnswer& answer) const = 0;
    virtual std::shared_ptr<const gateway::routing::FailureRules> failureRules() const = 0;
    virtual void findLocalEngines(EnginesDone done) = 0;
    /// Looks for what may be wrong; `found` as it goes, then `done`. Another call, and `stopExamining()`, end the one before,
    /// of which nothing more is heard then.
    virtual void examine(Found found, std::function<void()> done) = 0;
    virtual void stopExamining() = 0;
    /// The text of a report, `facts` first. Holds no secret.
    virtual QString diagnostics(gateway::host::Facts facts, std::vector<gateway::host::Finding> findings) const = 0;
    /// Likewise of one request, as Markdown; nothing of what was asked and answered is in it.
    virtual QString requestReport(const gateway::usage::ExchangeRecord& record, const gateway::host::Facts& facts) const = 0;
    virtual void exportAuthority(Exported done) = 0;
    virtual QString authorityFile() const = 0;
    /// Sums of [from, to), and the newest exchanges, from the ledger. False: there is no ledger (yet). Errors: Io.
    virtual bool totals(gateway::WallTime from, gateway::WallTime to, QObject* context,
                        std::function<void(gateway::Result<gateway::usage::Totals>)> done) = 0;
    virtual bool recent(int limit, QObject* context,
                        std::function<void(std::vector<gateway::usage::ExchangeRecord>)> done) = 0;
    /// Looks for requests in the ledger; null: there is none (yet). Lives as long as the access.
    virtual gateway::usage::RequestSearch* requestSearch() = 0;
    /// The ledger's file, for questions of one's own; empty: there is none (yet).
    virtual QString usageFile() const = 0;
    /// Newer versions of the program. Lives as long as the access.
    virtual gateway::host::UpdateWatch& updates() = 0;
    /// The tools of this machine; null: nobody can say. Lives as long as the access.
    virtual ToolAccess* tools() { return nullptr; }

Q_SIGNALS:
    void statusChanged();
    void settingsChanged();
    void providersChanged();
    void keysMayBeReadable();
    void metersChanged();
    void pricesChanged(); ///< or the exchange rate
    void secretStored(const QString& reference); ///< by `storeSecret`: a key has another value
    void live(const gateway::usage::LiveSnapshot& snapshot);
    void logged(const std::vector<gateway::host::LogLine>& lines);

private:
    ProviderTests* m_tests = nullptr; ///< made when somebody asks for them
};

/// The real one. `host` must outlive it.
std::unique_ptr<GatewayAccess> makeAccess(gateway::host::GatewayHost& host, const ListenOverrides& commandLine = {});

} // namespace ui::models
