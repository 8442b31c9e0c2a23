#pragma once

#include "status.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/secret.h"
#include "gateway/core/secret_reference.h"
#include "gateway/host/clients/client_keeper.h"
#include "gateway/host/doctor/diagnostics.h"
#include "gateway/host/doctor/doctor.h"
#include "gateway/host/checks/authority_check.h"
#include "gateway/host/checks/port_check.h"
#include "gateway/host/log/log_line.h"
#include "gateway/host/prices/price_status.h"
#include "gateway/host/updates/update_watch.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"
#include "gateway/routing/explanation.h"
#include "gateway/routing/health/failure_rules.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/live/live.h"
#include "gateway/usage/pricing/price.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

class Backups;
class ConfigEditing;

/// What the command line and the environment said. They win over the file.
struct HostOptions {
    QString configFile; ///< absolute
    bool configGiven = false;     ///< by --config: a missing file is then an error, unless `createConfig`
    bool createConfig = false;    ///< the tray application: make a missing file at the first change
    bool startWithBadFile = false; ///< the tray application: the demo instead of an error
    QString dataDir;              ///< absolute
    bool approvesFile = false; ///< the headless program: what the file says at the start and at `reload()` may be sent
    bool logToStderr = false;     ///< the application log goes to standard error as well, and none of it is kept for `recentLog()`
    std::optional<std::string> address;
    std::optional<int> httpPort;
    std::optional<std::optional<int>> httpsPort; ///< inner empty: off
    std::optional<std::string> logLevel;
};

/// The only door to the gateway: starts and stops its threads, applies
/// configurations, tells what happens. Main thread; every call returns at once
/// (`start` reads the configuration file first), answers and signals come from
/// the event loop.
class GatewayHost final : public QObject {
    Q_OBJECT
public:
    explicit GatewayHost(HostOptions options, QObject* parent = nullptr);
    /// Stops at once if it still runs.
    ~GatewayHost() override;

    /// Reads the configuration, starts the threads, reads the keys, listens.
    /// How it went comes as `statusChanged`.
    void start();
    /// Stops accepting, lets open exchanges end for at most `grace`, writes what
    /// is left to be written; then `stopped()`. Asked again with no grace, it ends
    /// what is still open at once.
    void stop(Milliseconds grace = Milliseconds{10000});
    /// The same where the thread has no event loop any more. Blocks until all is written; no signal comes, and no answer to what
    /// was asked before.
    void stopWithoutLoop(Milliseconds grace);
    /// New requests get `gateway_paused`; those under way go on.
    void pause();
    void resume();
    /// Somebody looks at the gateway: finds out whether its thread answers, which `status()` then says.
    void lookAtThread();
    /// Ends a request that is under way, by the id of its exchange: its client is told, and it is recorded as
    /// cancelled. One that has ended meanwhile stays as it is.
    void cancel(const std::string& exchange);
    /// Reads the configuration file, the certificate, the keys and the system's proxies again (SIGHUP).
    void reload();

    const Status& status() const;
    const config::Settings& settings() const;
    const providers::Catalog& catalog() const;
    const std::vector<ProviderStatus>& providers() const;
    /// Where prices and the exchange rate are from, and of which day.
    const PriceStatus& prices() const;
    /// What `model`, as it is called upstream, costs at a provider of the configuration in force; empty: nobody knows.
    std::optional<usage::Price> price(const std::string& provider, const std::string& model) const;
    /// What is left on the keys of which anything is known, in the order of the configuration.
    const std::vector<providers::KeyMeter>& meters() const;
    /// Somebody looks at them: asks providers for balances and quotas that are older than five minutes.
    void lookAtMeters();
    /// The ledger, for queries; null before `start()`.
    usage::Ledger* ledger() const;
    QString configFile() const;
    QString dataDir() const;
    /// What this program shows at its own address, as `Authorization: Bearer`, to be let in as the consumer
    /// "Signalbox" whatever the settings ask of others. Of this process alone, from this machine alone, never stored.
    const Secret& ownKey() const;

    using ChangeDone = std::function<void(Result<void>)>;
    /// Checks, writes the file and puts `next` in force. Errors: ConfigInvalid
    /// (message and path of the first issue), Io; then nothing has changed.
    void change(const config::Settings& next, ChangeDone done);
    /// Lets secrets go where `uses` send them; those that `change()` brings are approved by that. Errors: Io (until this ends only).
    void approve(const std::vector<providers::SecretUse>& uses, ChangeDone done);
    /// Undo, versions, and all of it as a text.
    ConfigEditing& editing() const;
    Backups& backups() const;

    /// Stores a secret where its reference says and reads it again for whoever uses it. Errors:
    /// those of the store; InvalidRequest for what is no key, such as one with a line break. `late`: as of the store; what it
    /// does not want is kept nevertheless if the settings name it.
    void storeSecret(const SecretReference& reference, const Secret& value, ChangeDone done, secrets::SecretStore::Late late = {});
    void removeSecret(const SecretReference& reference, ChangeDone done);
    /// Opens the file of keys under a passphrase, and makes it where there is none; keys in it are read then. Errors:
    /// SecretDenied (with `param` "passphrase": it is wrong; else the file cannot be used), InvalidRequest (it is too short), Io.
    void openVault(const Secret& passphrase, ChangeDone done);
    /// Reads all keys again, such as after an unlock.
    void refreshKeys();
    /// Where `Status::keychainMove` says that the keys are elsewhere: goes on with what is here. Keys are read from there and
    /// put there from now on; those elsewhere stay where they are.
    void useFoundKeychain();
    /// Whether there is a keychain; nobody is asked to unlock it. Errors: SecretUnavailable.
    void lookForKeychain(ChangeDone done);
    /// Writes, reads and deletes an entry of the keychain that stands for nothing. Errors: those of the
    /// store, and SecretMissing where it does not keep what it is given.
    void checkKeychain(ChangeDone done);
    KeychainFacts keychain() const;

    using PortChecked = std::function<void(PortFinding)>;
    /// Whether it could listen on `port` (1 to 65535) at the configured address, and who does if not.
    void checkPort(int port, PortChecked done);
    using AuthorityChecked = std::function<void(AuthorityFinding)>;
    /// Whether the file at `path` has authorities that a provider could be trusted by.
    void checkAuthority(const std::string& path, AuthorityChecked done);
    using ProxyFound = std::function<void(QString proxy, QString problem)>;
    /// The proxy that the system names for `url` at this moment, such as "http://proxy.example:3128"; empty: none. `problem`: why
    /// nothing may be sent to `url`, with the remedy; empty: there is none.
    void findSystemProxy(const QUrl& url, ProxyFound done);
    /// Tries once more to listen, where it could not.
    void listenAgain();

    using Explained = std::function<void(routing::Explanation)>;
    /// What would become of a request now; nothing is sent.
    void explain(routing::Question question, Explained done);
    /// What an upstream's answer would be taken for, by the rules in force. `providerId`
    /// is for the user's rules, which may name a provider by it.
    routing::Verdict judge(int status, const std::vector<std::pair<std::string, std::string>>& headers,
                           const std::string& body, const std::string& providerType,
                           const std::string& providerId = {}) const;
    /// Never null.
    std::shared_ptr<const routing::FailureRules> failureRules() const;

    using ProbeDone = std::function<void(ProbeResult)>;
    /// Sends one tiny real request straight to the provider, which need not be in
    /// the configuration. `key`: the one to use instead of a configured one.
    void probe(const config::ProviderSettings& provider, std::optional<Secret> key, ProbeDone done);

    /// Ends a rest: the next request tries what it set aside as if it had never failed.
    void tryAgain(const routing::Rest& rest);

    /// Asks for prices and the exchange rate anew, where `usage.refresh` says. Errors: ConfigInvalid (it says nothing, or
    /// what came is no list), Io, and those of the network; then what was there before stays.
    void refreshPrices(ChangeDone done);

    using Exported = std::function<void(Result<QByteArray>)>;
    /// The certificate of the authority that signs for HTTPS here, as PEM: what a
    /// client is to trust. Made where it is missing. Error: Io.
    void exportAuthority(Exported done);
    /// Its file.
    QString authorityFile() const;

    /// Sets the tools of this machine up for the gateway; once it was started.
    ClientKeeper& clients() const;

    /// Newer versions of this program. It looks by itself only once it is told to.
    UpdateWatch& updates() const;

    /// Looks for model servers on their usual ports of this machine.
    void findLocalEngines(std::function<void(std::vector<LocalEngine>)> done);

    /// One that examines this gateway and what is around it; to be started, and let go of before the host.
    std::unique_ptr<Doctor> makeDoctor() const;
    /// What is to be said of this program in a report, with `facts` before the rest. Holds no secret.
    std::string diagnostics(Facts facts, std::vector<Finding> findings) const;

    /// Likewise of one request, as Markdown. Holds nothing of what was asked and answered.
    std::string requestReport(const usage::ExchangeRecord& record, const Facts& facts) const;

    /// The last lines of the application log, the oldest first.
    std::vector<LogLine> recentLog() const;
    QString logFile() const;

Q_SIGNALS:
    void statusChanged();
    void settingsChanged();
    void providersChanged();
    /// The keychain was unlocked or changed, or answered at last.
    void keysMayBeReadable();
    void pricesChanged();
    /// At most once a second for each key that is used.
    void metersChanged();
    /// At most 10 times a second, and only when something happened.
    void live(const gateway::usage::LiveSnapshot& snapshot);
    void logged(const std::vector<gateway::host::LogLine>& lines);
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
