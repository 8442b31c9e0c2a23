#pragma once

#include "access_token_service.h"
#include "authority_store.h"
#include "backup_service.h"
#include "config_service.h"
#include "experiment_service.h"
#include "gateway_host.h"
#include "gateway_thread.h"
#include "https_certificate_service.h"
#include "key_meter_service.h"
#include "limit_service.h"
#include "record_pipeline.h"
#include "secret_resolver.h"
#include "storage_watch.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/host/approvals/approval_store.h"
#include "gateway/host/clients/client_setup_service.h"
#include "gateway/host/doctor/doctor.h"
#include "gateway/host/health/cooldown_store.h"
#include "gateway/host/health/health_checks.h"
#include "gateway/host/health/plan_store.h"
#include "gateway/host/log/log_file.h"
#include "gateway/host/machine/address_watch.h"
#include "gateway/host/machine/clock_watch.h"
#include "gateway/host/machine/watchdog.h"
#include "gateway/host/prices/price_service.h"
#include "gateway/host/programs/caller_names.h"
#include "gateway/host/responses/owner_persistence.h"
#include "gateway/host/responses/response_persistence.h"
#include "gateway/host/telemetry/telemetry.h"
#include "gateway/host/updates/update_look.h"
#include "gateway/host/updates/update_watch.h"
#include "gateway/secrets/secret_store.h"

#include <QThread>
#include <QTimer>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gateway::host {

/// The implementation of `GatewayHost`. Main thread.
class GatewayHost::Private final {
public:
    Private(GatewayHost& host, HostOptions hostOptions);
    ~Private();

    void start();
    void stop(Milliseconds grace);
    void stopWithoutLoop(Milliseconds grace);
    void pause(bool on);
    void watch();
    void listenAgain();
    void checkPort(int port, PortChecked done);
    void checkAuthority(const std::string& path, AuthorityChecked done);
    void findSystemProxy(const QUrl& url, ProxyFound done);
    void findProxies();
    void change(const config::Settings& next, ChangeDone done);
    void approveFile();
    std::vector<providers::SecretUse> secretUses(const config::Settings& settings) const;
    void probe(const config::ProviderSettings& provider, std::optional<Secret> key, ProbeDone done);
    void tryAgain(const routing::Rest& rest);
    void findLocalEngines(std::function<void(std::vector<LocalEngine>)> done);
    void explain(routing::Question question, std::function<void(routing::Explanation)> done);
    void cancel(const std::string& exchange);
    void limits(LimitCounts::Reported done);
    void reportExperiments(Experiments::Reported done);
    std::optional<usage::Price> price(const std::string& provider, const std::string& model) const;
    std::unique_ptr<Doctor> makeDoctor() const;
    /// Returns a redactor that knows every secret read so far.
    secrets::Redactor redactor() const;
    /// The failure rules of the configuration in force, or the built-in ones before there is one.
    std::shared_ptr<const routing::FailureRules> failureRules() const;

    GatewayHost& q;
    const HostOptions options;
    const Secret ownKey;
    QThread storage;     // outlives everything that writes files
    QObject storageWork; // lives there: target of small posted jobs
    Status status;
    std::shared_ptr<const providers::Catalog> catalog;
    std::vector<ProviderStatus> providerStates;
    std::unique_ptr<usage::Ledger> ledger;
    CallerNames callers; // must outlive `storage`
    RecordPipeline recordPipeline; // must outlive `storage`
    ConfigService config;
    HttpsCertificateService https;
    CooldownStore health;
    PlanStore plans;
    HealthChecks checks;
    ResponsePersistence responses;
    OwnerPersistence owners;
    LimitService limitUses;
    ExperimentService experiments; // used by `recordPipeline`
    Telemetry telemetry; // works in `storage`
    std::unique_ptr<LogFile> log;
    std::unique_ptr<secrets::SecretStore> store;
    std::unique_ptr<SecretResolver> secrets;
    AuthorityStore authorities{storageWork};
    StorageWatch namedFiles{storageWork}; // files of secrets and authorities
    ApprovalStore approvals{options.dataDir, storageWork};
    std::unique_ptr<BackupService> backups;
    Watchdog watchdog{[this](std::function<void()> pong) { ping(std::move(pong)); }};
    SystemClock clock;
    providers::ProviderClient client;
    KeyMeterService meters{client, *catalog, clock};
    PriceService prices{options.dataDir, storageWork, client, *catalog};
    ClientSetupService clients{gateway::clients::Surroundings::ofProcess(options.dataDir), storageWork, [this]() -> const config::Settings& { return config.settings(); },
        [this](const config::Settings& next, ChangeDone done) { config.change(next, std::move(done)); }};
    UpdateWatch updates{[](const std::atomic<bool>& isOver) { return lookForUpdate(RunningProgram::self(), isOver); }};
    std::unique_ptr<usage::RequestSearch> search; // created at the first search
    QObject doctors; // destroyed before what they examine
    Doctor* doctor = nullptr; // the one that is running

private:
    std::map<std::string, Result<Secret>> keptSecrets() const;
    void restoreOwed();
    void restoreLimits(policy::LimitBook::Ask ask);
    void limitWarned(const policy::LimitWarning& warning);
    void loopFound(const policy::LoopFound& found);
    void responsesKnown();
    void connectHealth();
    void connectWatchdog();
    void ping(std::function<void()> pong);
    void setState(State state);
    void fail(Error problem);
    void settingsChanged();
    void pricesChanged();
    void vaultChanged();
    void keychainMoved();
    void issuesChanged();
    void scheduleApply();
    void apply();
    void listenIfReady();
    void listen();
    void listened(const Result<void>& opened, std::vector<std::string> addresses);
    void listenFailed(Error problem);
    void listenSecurely();
    void listenedSecurely(const Result<void>& opened, std::vector<std::string> addresses);
    void httpsFailed(Error problem);
    void noAddress(Error problem, void (Private::*then)(Error));
    void certificateChanged();
    void noteCertificateProblem();
    void showAddresses();
    void sayWhoHolds(int port, Error problem, void (Private::*then)(Error));
    void tryTakenPort();
    void findLocalUsers();
    bool mayBeFree(int port) const;
    void watchAddresses();
    void addressesChanged();
    void findProxiesAgain(std::chrono::seconds atMostEvery);
    void proxiesFound(std::unordered_map<std::string, http::FoundProxy> found);
    void updateProviderStates();
    ProviderStatus stateOf(const exchange::Provider& provider) const;
    KeyStatus statusOf(const exchange::Provider& provider, const config::ProviderKey& key) const;
    void loadApprovals();
    void noteUnapproved();
    /// Sets what the log must mask.
    void mask(std::shared_ptr<const secrets::Redactor> redactor);
    void readKeysAgain();
    void publish(std::optional<usage::LiveSnapshot> live, usage::RecordBatch ended);
    RecordPipeline::Steps recordSteps();
    void heedRecords(const usage::RecordBatch& records);
    void askUsedUp(const usage::RecordBatch& records);
    void askPlans(const usage::RecordBatch& records);
    void graceOver();
    void finishStop();
    void stopped();
    void limitContents();
    void exportTelemetry();
    void tellMetrics(std::shared_ptr<exchange::MetricsReply> reply);

    void probeBetter(const config::ProviderSettings& settings, const std::string& baseUrl, const std::optional<Secret>& key, const ProbeResult& result,
        const ProbeDone& done);
    void probeWith(const config::ProviderSettings& provider, std::optional<Secret> key, ProbeDone done);
    void probeSignedIn(const config::Settings& draft, const exchange::SnapshotInputs& inputs, ProbeDone done);
    /// Called with `draft`, a single provider, and with tokens in place of the key files that it uses.
    using SignedIn = std::function<void(const config::Settings& draft, const exchange::SnapshotInputs& inputs)>;
    void signIn(const config::Settings& draft, exchange::SnapshotInputs inputs, SignedIn then);
    void fetchModels();
    void fetchModels(const exchange::Provider& provider);
    void takeList(const config::ProviderSettings& tested, const ProbeResult& result);

    std::unique_ptr<GatewayThread> m_gateway;
    AccessTokenService m_tokens{client, clock};
    exchange::ResolvedSecrets m_draftSecrets; // read to test an unsaved provider
    std::map<std::string, std::string> m_listsAsked; // by provider id: what was requested, and with which keys
    exchange::SnapshotInputs m_inputs;
    std::shared_ptr<const exchange::Snapshot> m_snapshot;
    std::optional<std::pair<std::string, int>> m_listensAt; // requested address and port
    std::optional<std::pair<std::string, int>> m_secureListensAt; // -1: no port
    int m_listenings = 0; // number of listen requests: only the last result counts
    int m_secureListenings = 0;
    std::optional<Error> m_listenProblem; // last listen error of the gateway; empty: it listens as requested
    std::optional<Error> m_secureListenProblem;
    std::vector<std::string> m_notedUrls; // written to the data folder
    std::vector<std::string> m_plainAddresses; // currently listened on
    std::vector<std::string> m_secureAddresses;
    QTimer m_applySoon; // combines the changes of one iteration of the event loop
    QTimer m_keysLate;  // at timeout, listen without the keys that have not arrived
    QTimer m_grace;
    QTimer m_portTaken; // until the next check whether the port is free again
    int m_portLooks = 0; // since the port is taken
    std::unique_ptr<AddressWatch> m_addresses; // while an address is awaited, or all are listened on
    ClockWatch m_clockWatch;
    TimePoint m_proxiesAsked{};
    TimePoint m_keysReadAgain{};
    std::vector<providers::KeyMeter> m_restoredPlans; // until there is a snapshot
    std::atomic<bool> m_arePlansAsked{false}; // targets are chosen by them
    bool m_proxiesKnown = false;
    bool m_responsesKnown = false; // the stored responses that clients may refer to are loaded
    bool m_pauseWanted = false;
    const std::string m_judgeRun = IdSource().next(clock.wallNow()); // marks the requests to judges of experiments
    bool m_isGraceOver = false;
    bool m_isEnding = false; // only exports are left to finish
    Sentence m_exportProblem;
};

} // namespace gateway::host
