#include "host_private.h"

#include "gateway/core/files/file_system.h"
#include "gateway/core/log.h"
#include "gateway/evaluation/runner/gateway_calls.h"
#include "gateway/host/checks/gateway_access.h"
#include "gateway/host/checks/port_check.h"
#include "gateway/host/checks/served_address.h"
#include "gateway/host/checks/user_check.h"
#include "gateway/host/machine/descriptors.h"
#include "gateway/host/machine/heap.h"
#include "gateway/host/machine/machine_addresses.h"
#include "gateway/host/programs/socket_users.h"
#include "gateway/host/programs/user_names.h"
#include "gateway/http/server/listener.h"
#include "gateway/secrets/consumer_key.h"
#include "gateway/secrets/keychain/keychain_note.h"
#include "gateway/secrets/redaction.h"
#include "gateway/secrets/vault.h"

#include <QFile>
#include <QSemaphore>
#include <QUrl>

#include <algorithm>

namespace gateway::host {

namespace {

/// How long listening waits for a keychain that is slow or prompts the user.
constexpr int kWaitForKeys_ms = 400;
/// How long exchanges may take to end after they were told to.
constexpr Milliseconds kLastWords{500};
/// How long the export of the last traces may take.
constexpr Milliseconds kLastExport{1500};

/// Descriptors needed besides those of connections.
constexpr int kOwnDescriptors = 64;
constexpr int kLeastConnections = 8;

constexpr std::int64_t kBytesPerMb = 1'000'000;

/// Whether the system's authorities, or those of SSL_CERT_FILE and SSL_CERT_DIR instead, verify any provider.
bool needsAuthorities(const exchange::Snapshot& snapshot)
{
    return std::ranges::any_of(snapshot.providers, [](const exchange::Provider& provider) {
        return provider.settings->enabled && provider.origin.isSecure && provider.origin.verify;
    });
}

usage::Ledger::Retention retentionOf(const config::UsageSettings& settings)
{
    return {.details = std::chrono::days(settings.retentionDays),
        .totals = std::chrono::days(settings.totalsRetentionDays),
        .maxBytes = static_cast<std::int64_t>(settings.maxSizeMb) * kBytesPerMb};
}

/// Our own user, and the existing users in `listen.local_users`.
std::vector<std::uint32_t> usersOf(const config::ListenSettings& listen)
{
    std::vector<std::uint32_t> users;
    if (const auto own = ownUser())
        users.push_back(*own);
    for (const std::string& name : listen.localUsers.names)
        if (const auto user = userNamed(name))
            users.push_back(*user);
    for (const config::Issue& issue : checkLocalUsers(listen))
        qCWarning(logHost, "%s", sentenceOf(issue).c_str());
    return users;
}

exchange::FindUser userLookup()
{
    if (!SocketUsers::areKnown())
        return {};
    return [users = std::make_shared<SocketUsers>()](const http::ConnectionEnds& connection) { return users->find(connection); };
}

std::shared_ptr<const providers::Catalog> loadCatalog()
{
    auto loaded = providers::Catalog::load();
    if (!loaded)
        qFatal("The built-in catalog cannot be read: %s", loaded.error().text().c_str());
    return std::move(*loaded);
}

} // namespace

GatewayHost::Private::Private(GatewayHost& host, HostOptions hostOptions)
    : q(host), options(std::move(hostOptions)), ownKey(secrets::makeConsumerKey().key), catalog(loadCatalog()),
      callers(storageWork, [this] { recordPipeline.namesResolved(); }), recordPipeline(storageWork, recordSteps()),
      config(options, *catalog, storage), https(options.dataDir, storageWork), health(options.dataDir, storageWork), plans(options.dataDir, storageWork),
      checks(*catalog), responses(options.dataDir, storageWork), owners(options.dataDir, storageWork), limitUses(options.dataDir, storageWork), experiments(options.dataDir, storageWork), telemetry(storage), store(secrets::makeSystemStore(secrets::Vault::fileIn(options.dataDir), secrets::kKeychainLimit_ms, secrets::KeychainNote::fileIn(options.dataDir)))
{
    secrets = std::make_unique<SecretResolver>(*store);
    backups = std::make_unique<BackupService>(BackupService::Places{options.configFile, options.dataDir}, storageWork, config, *store,
        BackupService::Sources{[this] { return keptSecrets(); }, [this](const QString& from, const QString& keptAs, Backups::Done done) {
            if (!ledger)
                return done(failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the gateway has no ledger at the moment")}));
            ledger->replace(from, keptAs, backups.get(), std::move(done));
        }});
    QObject::connect(store->vault(), &secrets::Vault::stateChanged, &q, [this] { vaultChanged(); });
    vaultChanged();
    QObject::connect(store.get(), &secrets::SecretStore::keychainMovedChanged, &q, [this] { keychainMoved(); });
    QObject::connect(store.get(), &secrets::SecretStore::mayBeReadable, &q, &GatewayHost::keysMayBeReadable);
    QObject::connect(backups.get(), &BackupService::secretsStored, &q, [this] { secrets->refresh(); });
    storage.setObjectName(QStringLiteral("storage"));
    storageWork.moveToThread(&storage);
    m_applySoon.setSingleShot(true);
    m_keysLate.setSingleShot(true);
    m_grace.setSingleShot(true);
    m_grace.setTimerType(Qt::PreciseTimer); // coarse timers may be late by five percent, half a second of the usual grace
    m_portTaken.setSingleShot(true);
    QObject::connect(&m_applySoon, &QTimer::timeout, &q, [this] { apply(); });
    QObject::connect(&m_keysLate, &QTimer::timeout, &q, [this] { listen(); });
    QObject::connect(&m_grace, &QTimer::timeout, &q, [this] { graceOver(); });
    QObject::connect(&m_portTaken, &QTimer::timeout, &q, [this] { tryTakenPort(); });
    QObject::connect(&https, &HttpsCertificateService::changed, &q, [this] { certificateChanged(); });
    QObject::connect(&https, &HttpsCertificateService::problemChanged, &q, [this] { noteCertificateProblem(); });
    QObject::connect(&https, &HttpsCertificateService::looked, &q, &GatewayHost::statusChanged);
    QObject::connect(&config, &ConfigService::settingsChanged, &q, [this] { settingsChanged(); });
    QObject::connect(&config, &ConfigService::issuesChanged, &q, [this] { issuesChanged(); });
    QObject::connect(secrets.get(), &SecretResolver::changed, &q, [this] { scheduleApply(); });
    QObject::connect(&authorities, &AuthorityStore::changed, &q, [this] { scheduleApply(); });
    QObject::connect(&namedFiles, &StorageWatch::touched, &q, [this] {
        secrets->refreshFiles();
        authorities.look();
    });
    QObject::connect(&approvals, &ApprovalStore::changed, &q, [this] { scheduleApply(); });
    QObject::connect(&meters, &KeyMeterService::changed, &q, &GatewayHost::metersChanged);
    QObject::connect(&meters, &KeyMeterService::changed, &q, [this] {
        telemetry.noteMeters(meters.meters());
        plans.take(meters.meters());
    });
    QObject::connect(&meters, &KeyMeterService::planRead, &q, [this](const providers::KeyMeter& meter) {
        if (m_gateway)
            m_gateway->takePlans({meter});
    });
    QObject::connect(&plans, &PlanStore::restored, &q, [this](const std::vector<providers::KeyMeter>& restored) {
        if (m_snapshot && m_gateway)
            m_gateway->takePlans(restored);
        else
            m_restoredPlans = restored;
    });
    QObject::connect(&prices, &PriceService::changed, &q, [this] { pricesChanged(); });
    QObject::connect(&m_tokens, &AccessTokenService::changed, &q, [this] { scheduleApply(); });
    QObject::connect(&m_clockWatch, &ClockWatch::wasSet, &q, [this] {
        https.look(); // the certificate may have expired
        if (m_gateway)
            m_gateway->tellHealth();
    });
    const auto listenThen = [this] {
        if (m_snapshot && !m_applySoon.isActive()) // which starts listening
            listenIfReady();
    };
    QObject::connect(secrets.get(), &SecretResolver::settled, &q, listenThen);
    experiments.judgeBy([this]() -> std::unique_ptr<evaluation::ModelCalls> {
        if (m_plainAddresses.empty() || status.state != State::Running)
            return nullptr;
        return std::make_unique<evaluation::GatewayCalls>(QUrl(QString::fromStdString(localBaseUrl(m_plainAddresses) + "/v1")), ownKey, QByteArray::fromStdString(m_judgeRun), clock);
    });
    QObject::connect(&experiments, &ExperimentService::standingsChanged, &q, [this] { scheduleApply(); });
    QObject::connect(&experiments, &ExperimentService::decided, &q, &GatewayNews::experimentDecided);
    QObject::connect(&experiments, &ExperimentService::changed, &q, &GatewayNews::experimentsChanged);
}

GatewayHost::Private::~Private()
{
    m_gateway.reset(); // publishes pending records ...
    recordPipeline.finish();
    ledger.reset();    // ... and writes it
    log.reset();       // writes pending lines
    storage.requestInterruption(); // ends the copying of a replacement ledger
    storage.quit();
    storage.wait();
    if (!m_notedUrls.empty())
        forgetRunning(options.dataDir);
    health.finish();
    plans.finish();
    responses.finish();
    owners.finish();
    experiments.finish();
}

void GatewayHost::Private::start()
{
    setState(State::Starting);
    static_cast<void>(files::makePrivateFolder(options.dataDir)); // on failure, each part reports what it cannot store
    forgetRunning(options.dataDir); // of a gateway that was killed
    storage.start();
    const auto loaded = config.load();
    log = std::make_unique<LogFile>(options.dataDir + QStringLiteral("/logs/signalbox.log"), config.effective().log, storage,
                                    options.logToStderr ? LogFile::Reader::Stderr : LogFile::Reader::Viewer);
    QObject::connect(log.get(), &LogFile::logged, &q, &GatewayHost::logged);
    mask(std::make_shared<const secrets::Redactor>()); // no secret is known yet
    for (const config::Issue& issue : config.issues())
        qCWarning(logConfig, "%s: %s", qUtf8Printable(options.configFile), config::toText(issue).c_str());
    issuesChanged();
    if (!loaded && !options.startWithBadFile) {
        fail(loaded.error());
        return;
    }
    if (!loaded)
        status.problem = loaded.error();
    authorities.begin(http::AuthorityVariables::ofProcess());
    loadApprovals();
    const auto onUse = [this](bool works) {
        QMetaObject::invokeMethod(
            &q,
            [this, works] {
                status.ledgerFails = !works;
                Q_EMIT q.statusChanged();
            },
            Qt::QueuedConnection);
    };
    const QString ledgerFile = usage::Ledger::fileIn(options.dataDir);
    const bool hadLedger = QFile::exists(ledgerFile);
    ledger = std::make_unique<usage::Ledger>(
        ledgerFile,
        [](const Error& error) { qCWarning(logUsage, "%s %s", error.text().c_str(), error.detail.c_str()); }, onUse);
    // A client and its upstream need a descriptor each, on one of two listeners.
    const int maxConnections = std::max(kLeastConnections, (allowManyDescriptors() - kOwnDescriptors) / 3);
    m_gateway = std::make_unique<GatewayThread>(
        [this](std::optional<usage::LiveSnapshot> live, usage::RecordBatch ended) {
            publish(std::move(live), std::move(ended)); // gateway thread
        },
        [this](const http::ConnectionEnds& connection) { return callers.find(connection); },
        userLookup(), maxConnections);
    QObject::connect(m_gateway.get(), &GatewayThread::drained, &q, [this] { finishStop(); });
    // Callers were looked up in it, many at once.
    QObject::connect(m_gateway.get(), &GatewayThread::burstOver, &storageWork, &releaseFreeMemory);
    m_gateway->awaitNames([this](const std::shared_ptr<const usage::ProcessName>& name, std::function<void()> told) {
        callers.await(name, std::move(told)); // gateway thread
    });
    m_gateway->answerMetrics([this](std::shared_ptr<exchange::MetricsReply> reply) { tellMetrics(std::move(reply)); });
    m_gateway->readLimits([this](policy::LimitBook::Ask ask) { // gateway thread
        QMetaObject::invokeMethod(&q, [this, ask = std::move(ask)]() mutable { restoreLimits(std::move(ask)); }, Qt::QueuedConnection);
    });
    QObject::connect(m_gateway.get(), &GatewayThread::limitsChanged, &limitUses, &LimitService::take);
    QObject::connect(m_gateway.get(), &GatewayThread::limitWarned, &q, [this](const policy::LimitWarning& warning) { limitWarned(warning); });
    QObject::connect(m_gateway.get(), &GatewayThread::loopFound, &q, [this](const policy::LoopFound& found) { loopFound(found); });
    limitUses.load();
    experiments.load();
    QObject::connect(m_gateway.get(), &GatewayThread::limitsChanged, &q, &GatewayNews::limitsChanged);
    m_gateway->pause(m_pauseWanted);
    watch();
    connectHealth();
    connectWatchdog();
    health.load(config.effective());
    plans.load();
    prices.follow(config.effective().usage);
    prices.start();
    m_gateway->writeResponses([this](std::vector<protocol::ResponseChange> changes) { responses.take(std::move(changes)); });
    m_gateway->writeOwners([this](std::vector<protocol::OwnerChange> changes) { owners.take(std::move(changes)); });
    owners.load([this](std::vector<protocol::OwnerChange> found) { // before the responses, which are awaited
        if (m_gateway)
            m_gateway->restoreOwners(std::move(found));
    });
    responses.load(config.effective().responses, [this](std::vector<protocol::RestoredResponse> found) {
        if (m_gateway)
            m_gateway->restoreResponses(std::move(found));
    });
    QObject::connect(&responses, &ResponsePersistence::loaded, &q, [this, hadLedger] { hadLedger ? restoreOwed() : responsesKnown(); });
    m_inputs.machineAddresses = machineAddresses();
    m_inputs.ownKey = exchange::ConsumerKeys::digestOf(ownKey.reveal());
    m_keysLate.start(kWaitForKeys_ms);
    settingsChanged();
}

std::vector<providers::SecretUse> GatewayHost::Private::secretUses(const config::Settings& settings) const
{
    return providers::secretUses(settings, *catalog, qgetenv("OTEL_EXPORTER_OTLP_ENDPOINT").toStdString());
}

// Starting a program without a window approves the file that it is given; a window can ask.
void GatewayHost::Private::loadApprovals()
{
    const bool takesOver = !options.approvesFile && !config.isInvalid();
    approvals.load(takesOver ? secretUses(config.settings()) : std::vector<providers::SecretUse>(), *catalog);
    approveFile();
}

void GatewayHost::Private::approveFile()
{
    if (options.approvesFile && !config.isInvalid())
        approvals.approve(secretUses(config.settings()));
}

void GatewayHost::Private::noteUnapproved()
{
    auto waiting = providers::unapproved(providers::enabledUses(secretUses(m_snapshot->settings)), m_inputs.approved);
    approvals.noteWaiting(waiting);
    if (std::exchange(status.unapproved, waiting) != waiting)
        Q_EMIT q.statusChanged();
}

// Changing a provider in the window names both the secret and the address, which approves new destinations. Those that
// await approval already keep waiting for their question.
void GatewayHost::Private::change(const config::Settings& next, ChangeDone done)
{
    auto added = providers::addedUses(secretUses(next), secretUses(config.settings()));
    config.change(next, [this, added = std::move(added), done = std::move(done)](const Result<void>& changed) {
        if (changed)
            approvals.approve(added);
        done(changed);
    });
}

void GatewayHost::Private::setState(State state)
{
    status.state = state;
    Q_EMIT q.statusChanged();
}

void GatewayHost::Private::fail(Error problem)
{
    qCWarning(logHost, "%s", problem.text().c_str());
    status.problem = std::move(problem);
    status.urls.clear();
    setState(State::Failed);
}

void GatewayHost::Private::vaultChanged()
{
    using Vault = secrets::Vault;
    const Vault::State is = store->vault()->state();
    status.vault = is == Vault::State::Open ? VaultState::Open : is == Vault::State::Locked ? VaultState::Locked : VaultState::Absent;
    Q_EMIT q.statusChanged();
}

void GatewayHost::Private::keychainMoved()
{
    const auto move = store->keychainMoved();
    status.keychainMove = move ? std::optional(KeychainMove{std::string(nameOf(move->kept)), std::string(nameOf(move->found))}) : std::nullopt;
    if (status.keychainMove)
        qCWarning(logHost, "The keys are stored in %s, but only %s is available", status.keychainMove->kept.c_str(), status.keychainMove->found.c_str());
    Q_EMIT q.statusChanged();
}

void GatewayHost::Private::issuesChanged()
{
    status.configIssues = config.issues();
    status.configInvalid = config.isInvalid();
    status.configIsDemo = config.isInvalid() && config.isDemo();
    status.configNewer = config.isNewer();
    if (!status.configInvalid && status.problem && status.problem->kind == ErrorKind::ConfigInvalid)
        status.problem.reset(); // the problem of the start: the file is corrected
    Q_EMIT q.statusChanged();
}

void GatewayHost::Private::settingsChanged()
{
    if (!m_gateway) { // the start had failed
        Q_EMIT q.settingsChanged();
        return;
    }
    log->setSettings(config.effective().log);
    secrets->follow(config.effective());
    authorities.follow(config.effective());
    namedFiles.follow(secrets->files() + authorities.files());
    https.follow(config.effective().listen);
    responses.follow(config.effective().responses);
    ledger->keep(retentionOf(config.effective().usage));
    limitContents();
    prices.follow(config.effective().usage);
    experiments.follow(config.effective());
    findProxies();
    findLocalUsers();
    scheduleApply();
    Q_EMIT q.settingsChanged();
}

/// Exchanges in progress keep the prices from their start.
void GatewayHost::Private::pricesChanged()
{
    const exchange::RetrievedPrices retrieved{prices.list(), prices.rate()};
    if (std::exchange(m_inputs.prices, retrieved) != retrieved)
        scheduleApply();
    Q_EMIT q.pricesChanged();
}

void GatewayHost::Private::findProxies()
{
    m_proxiesAsked = std::chrono::steady_clock::now();
    // The system may run a script or another program: not on this thread.
    QMetaObject::invokeMethod(&storageWork, [this, wanted = exchange::systemProxyOrigins(config.effective(), *catalog)] {
        const auto rules = http::ProxyRules::ofProcess();
        std::unordered_map<std::string, http::FoundProxy> found;
        for (const std::string& origin : wanted)
            found.emplace(origin, http::findProxy(QUrl(QString::fromStdString(origin)), rules));
        QMetaObject::invokeMethod(
            &q, [this, found = std::move(found)]() mutable { proxiesFound(std::move(found)); }, Qt::QueuedConnection);
    });
}

/// Until names were looked up, only our own user and root count as local.
void GatewayHost::Private::findLocalUsers()
{
    const auto use = [this](std::vector<std::uint32_t> users) {
        if (users == m_inputs.localUsers)
            return;
        m_inputs.localUsers = std::move(users);
        scheduleApply();
    };
    const config::ListenSettings listen = config.effective().listen;
    if (listen.localUsers.names.empty())
        return use(usersOf(listen));
    // The system may query a directory on the network: not on this thread.
    QMetaObject::invokeMethod(&storageWork, [this, listen, use] {
        QMetaObject::invokeMethod(&q, [users = usersOf(listen), use]() mutable { use(std::move(users)); }, Qt::QueuedConnection);
    });
}

void GatewayHost::Private::findProxiesAgain(std::chrono::seconds atMostEvery)
{
    if (std::chrono::steady_clock::now() - m_proxiesAsked > atMostEvery)
        findProxies();
}

void GatewayHost::Private::proxiesFound(std::unordered_map<std::string, http::FoundProxy> found)
{
    if (std::exchange(m_proxiesKnown, true) && found == m_inputs.systemProxies)
        return;
    for (const auto& [origin, system] : found) {
        const auto before = m_inputs.systemProxies.find(origin);
        if (!system.problem.isEmpty() && (before == m_inputs.systemProxies.end() || before->second.problem != system.problem))
            qCWarning(logHost, "Nothing can be sent to %s: %s", origin.c_str(), toText(system.problem).c_str());
    }
    m_inputs.systemProxies = std::move(found);
    scheduleApply();
}

void GatewayHost::Private::scheduleApply()
{
    if (m_gateway)
        m_applySoon.start(0);
}

void GatewayHost::Private::apply()
{
    if (!m_gateway)
        return; // the gateway has ended meanwhile
    m_inputs.secrets = m_tokens.withTokens(secrets->resolved());
    m_inputs.authorities = authorities.known();
    m_inputs.authorityProblem = authorities.variableProblem();
    m_inputs.awaitsKeys = secrets->awaitsFirst() || !authorities.areKnown(); // without them no provider can be verified over TLS
    m_inputs.approved = approvals.approved();
    m_inputs.experiments = experiments.standings();
    m_inputs.listensAt.clear(); // until it can move to another address
    for (const auto* const addresses : {&m_plainAddresses, &m_secureAddresses})
        m_inputs.listensAt.insert(m_inputs.listensAt.end(), addresses->begin(), addresses->end());
    m_snapshot = exchange::makeSnapshot(config.effective(), *catalog, m_inputs);
    experiments.setRate(m_snapshot->prices->rate().usdCny);
    mask({m_snapshot, &m_snapshot->redactor});
    m_gateway->use(m_snapshot);
    checks.use(m_snapshot);
    exportTelemetry();
    meters.use(m_snapshot);
    m_arePlansAsked = meters.arePlansAsked();
    if (m_gateway && !m_restoredPlans.empty())
        m_gateway->takePlans(std::exchange(m_restoredPlans, {}));
    noteUnapproved();
    updateProviderStates();
    if (authorities.areKnown())
        m_tokens.follow(*m_snapshot, secrets->resolved());
    listenIfReady();
    if (authorities.areKnown())
        fetchModels();
}

void GatewayHost::Private::listenIfReady()
{
    const config::ListenSettings& wanted = m_snapshot->settings.listen;
    if (!m_listensAt) {
        if (!secrets->isReading() && !m_tokens.isAsking() && m_proxiesKnown && m_responsesKnown && experiments.isLoaded() && (authorities.areKnown() || !needsAuthorities(*m_snapshot)))
            listen();
    } else if (*m_listensAt != std::pair(wanted.address, wanted.httpPort)) {
        listen();
    } else if (m_secureListensAt && *m_secureListensAt != std::pair(wanted.address, wanted.httpsPort.value_or(-1))) {
        listenSecurely();
    }
}

void GatewayHost::Private::listen()
{
    m_keysLate.stop();
    if (!m_gateway || !m_snapshot || status.state == State::Stopping)
        return; // it is stopping, or has ended
    const config::ListenSettings& wanted = m_snapshot->settings.listen;
    m_listensAt = std::pair(wanted.address, wanted.httpPort);
    m_gateway->listen([this, number = ++m_listenings](const Result<void>& opened, std::vector<std::string> addresses) {
        if (number == m_listenings)
            listened(opened, std::move(addresses));
    });
}

// After a failure the gateway still listens where it did before, if anywhere.
void GatewayHost::Private::listened(const Result<void>& opened, std::vector<std::string> addresses)
{
    if (status.state == State::Stopping)
        return;
    const std::vector<std::string> before = std::exchange(m_plainAddresses, std::move(addresses));
    status.awaitsAddress = !opened && opened.error().param == http::kNoAddress;
    if (!opened) {
        m_listensAt.reset(); // retried after the next change of the settings
        const bool isKnown = std::exchange(m_listenProblem, opened.error()) == opened.error() && status.problem;
        if (isKnown) // already reported
            opened.error().kind == ErrorKind::PortTaken ? m_portTaken.start() : watchAddresses();
        else if (opened.error().kind == ErrorKind::PortTaken)
            sayWhoHolds(m_snapshot->settings.listen.httpPort, opened.error(), &Private::listenFailed);
        else if (opened.error().param == http::kNoAddress)
            noAddress(opened.error(), &Private::listenFailed);
        else
            listenFailed(opened.error());
        if (!isKnown && !m_plainAddresses.empty())
            listenSecurely(); // its address may have changed as well
        return;
    }
    m_listenProblem.reset();
    if (m_plainAddresses != before)
        for (const std::string& address : m_plainAddresses)
            qCInfo(logHost, "listening on http://%s", address.c_str());
    if (!status.configInvalid)
        status.problem.reset();
    status.takenPort.reset();
    status.missingLoopback = missingLoopback(m_snapshot->settings.listen.address, m_plainAddresses);
    if (!status.missingLoopback.empty() && m_plainAddresses != before)
        qCWarning(logHost, "Listening on only one of 127.0.0.1 and ::1: this machine has no %s", status.missingLoopback.c_str());
    watchAddresses();
    showAddresses();
    setState(m_pauseWanted ? State::Paused : State::Running);
    listenSecurely();
}

void GatewayHost::Private::listenFailed(Error problem)
{
    watchAddresses();
    if (m_plainAddresses.empty())
        return fail(std::move(problem));
    qCWarning(logHost, "%s The gateway keeps listening on http://%s until then.", problem.text().c_str(), m_plainAddresses.front().c_str());
    status.problem = std::move(problem);
    Q_EMIT q.statusChanged();
}

void GatewayHost::Private::certificateChanged()
{
    status.certificateEnds = https.ownEnds();
    status.certificateSha256 = https.ownSha256();
    noteCertificateProblem();
    if (https.serverSide() && !m_secureAddresses.empty())
        qCInfo(logHost, "New HTTPS connections use the new certificate");
    listenSecurely();
}

// The certificate in use stays in use.
void GatewayHost::Private::noteCertificateProblem()
{
    const std::optional<Error> problem = https.serverSide() ? https.problem() : std::nullopt;
    if (problem)
        qCWarning(logHost, "The certificate for HTTPS cannot be used; the previous one stays in use: %s", problem->text().c_str());
    else if (status.certificateProblem && https.serverSide())
        qCInfo(logHost, "The certificate for HTTPS can be used again");
    status.certificateProblem = problem;
    Q_EMIT q.statusChanged();
}

// After HTTP, which must not wait for a certificate.
void GatewayHost::Private::listenSecurely()
{
    if (!m_gateway || m_plainAddresses.empty() || status.state == State::Stopping)
        return;
    const config::ListenSettings& wanted = m_snapshot->settings.listen;
    if (https.problem() && !https.serverSide())
        httpsFailed(*https.problem());
    if (!https.serverSide() && !m_secureListensAt)
        return;
    m_secureListensAt = std::pair(wanted.address, wanted.httpsPort.value_or(-1));
    m_gateway->listenSecurely(https.serverSide(), [this, number = ++m_secureListenings](const Result<void>& opened, std::vector<std::string> addresses) {
        if (number == m_secureListenings)
            listenedSecurely(opened, std::move(addresses));
    });
}

void GatewayHost::Private::listenedSecurely(const Result<void>& opened, std::vector<std::string> addresses)
{
    if (status.state == State::Stopping)
        return;
    const std::vector<std::string> before = std::exchange(m_secureAddresses, std::move(addresses));
    if (opened) {
        m_secureListenProblem.reset();
        if (m_secureAddresses != before)
            for (const std::string& address : m_secureAddresses)
                qCInfo(logHost, "listening on https://%s", address.c_str());
        if (!https.problem() || https.serverSide()) {
            status.httpsProblem.reset();
            status.takenHttpsPort.reset();
        }
    } else if (std::exchange(m_secureListenProblem, opened.error()) == opened.error() && status.httpsProblem) {
        opened.error().kind == ErrorKind::PortTaken ? m_portTaken.start() : watchAddresses(); // already reported
    } else if (opened.error().kind == ErrorKind::PortTaken) {
        sayWhoHolds(m_snapshot->settings.listen.httpsPort.value_or(0), opened.error(), &Private::httpsFailed);
    } else if (opened.error().param == http::kNoAddress) {
        noAddress(opened.error(), &Private::httpsFailed);
    } else {
        httpsFailed(opened.error());
    }
    watchAddresses();
    showAddresses();
    Q_EMIT q.statusChanged();
}

void GatewayHost::Private::httpsFailed(Error problem)
{
    if (m_secureAddresses.empty())
        qCWarning(logHost, "HTTPS is not served: %s", problem.text().c_str());
    else
        qCWarning(logHost, "%s The gateway keeps listening on https://%s until then.", problem.text().c_str(), m_secureAddresses.front().c_str());
    status.httpsProblem = std::move(problem);
    Q_EMIT q.statusChanged();
}

void GatewayHost::Private::showAddresses()
{
    status.urls.clear();
    for (const std::string& address : m_plainAddresses)
        status.urls.push_back("http://" + address);
    for (const std::string& address : m_secureAddresses)
        status.urls.push_back("https://" + address);
    if (status.urls == m_notedUrls)
        return;
    m_notedUrls = status.urls;
    QMetaObject::invokeMethod(&storageWork, [folder = options.dataDir, urls = m_notedUrls, running = GatewayAccess{localBaseUrl(m_plainAddresses), ownKey}] {
        noteServed(folder, urls);
        noteRunning(folder, running);
    }, Qt::QueuedConnection);
}

void GatewayHost::Private::updateProviderStates()
{
    providerStates.clear();
    for (const exchange::Provider& provider : m_snapshot->providers)
        providerStates.push_back(stateOf(provider));
    Q_EMIT q.providersChanged();
}

ProviderStatus GatewayHost::Private::stateOf(const exchange::Provider& provider) const
{
    ProviderStatus state;
    state.id = provider.settings->id;
    for (const config::ProviderKey& key : provider.settings->keys)
        state.keys.push_back(statusOf(provider, key));
    if (provider.endpoint)
        state.address = provider.endpoint->baseUrl;
    if (const auto models = m_inputs.models.find(state.id); models != m_inputs.models.end())
        state.listed = models->second;
    for (const routing::Rest& rest : health.rests())
        if (rest.provider == state.id)
            state.rests.push_back(rest);
    state.message = provider.problem.message;
    if (!provider.settings->enabled)
        state.health = ProviderHealth::Disabled;
    else if (!provider.endpoint)
        state.health = ProviderHealth::Invalid;
    else if (provider.keys.empty())
        state.health = ProviderHealth::KeyProblem;
    if (provider.settings->enabled)
        state.unapproved = providers::enabledUses(provider.unapproved);
    if (state.health == ProviderHealth::KeyProblem && !state.unapproved.empty())
        state.health = ProviderHealth::Unapproved;
    return state;
}

KeyStatus GatewayHost::Private::statusOf(const exchange::Provider& provider, const config::ProviderKey& key) const
{
    KeyStatus state = secrets->status(key);
    if (key.enabled && provider.holdsBack(key.secret))
        state.health = KeyHealth::Unapproved;
    return state;
}

void GatewayHost::Private::mask(std::shared_ptr<const secrets::Redactor> redactor)
{
    log->setRedactor([redactor = std::move(redactor)](std::string& text) { redactor->mask(text); });
}

void GatewayHost::Private::pause(bool on)
{
    m_pauseWanted = on;
    checks.pause(on);
    if (m_gateway)
        m_gateway->pause(on);
    if (status.state == State::Running || status.state == State::Paused)
        setState(on ? State::Paused : State::Running);
}

void GatewayHost::Private::stop(Milliseconds grace)
{
    if (status.state == State::Stopping && !m_isGraceOver && m_gateway) { // a second call means that the user does not want to wait
        if (grace == Milliseconds(0))
            graceOver();
        else if (m_grace.isActive() && grace - kLastWords < m_grace.remainingTimeAsDuration())
            m_grace.start(std::max(grace - kLastWords, Milliseconds(0)));
    }
    if (status.state == State::Stopping || status.state == State::Stopped)
        return;
    setState(State::Stopping);
    checks.stop();
    if (!m_gateway) {
        finishStop();
        return;
    }
    if (status.isHung) { // waiting would be in vain; published records are written
        recordPipeline.finish();
        stopped();
        return;
    }
    m_grace.start(std::max(grace - kLastWords, Milliseconds(0)));
    m_gateway->drain();
}

void GatewayHost::Private::stopWithoutLoop(Milliseconds grace)
{
    if (status.state == State::Stopped || std::exchange(m_isEnding, true))
        return;
    q.blockSignals(true);
    status.state = State::Stopping;
    checks.stop();
    if (m_gateway && !status.isHung) {
        m_gateway->drainHere(std::max(grace - kLastWords, Milliseconds(0)), kLastWords);
        m_gateway.reset(); // open exchanges are recorded as cancelled
    }
    recordPipeline.finish();
    if (!status.isHung)
        ledger.reset();
    if (telemetry.isExporting() && storage.isRunning()) {
        const auto isExported = std::make_shared<QSemaphore>();
        telemetry.finish(kLastExport, [isExported] { isExported->release(); });
        (void)isExported->tryAcquire(1, static_cast<int>((kLastExport + kLastWords).count()));
    }
    status.state = State::Stopped;
}

void GatewayHost::Private::graceOver()
{
    if (std::exchange(m_isGraceOver, true)) {
        finishStop();
        return;
    }
    m_grace.start(kLastWords);
    m_gateway->stopNow();
}

void GatewayHost::Private::finishStop()
{
    if (status.state == State::Stopped || std::exchange(m_isEnding, true))
        return;
    m_grace.stop();
    m_gateway.reset(); // open exchanges are recorded as cancelled
    recordPipeline.finish();
    ledger.reset();
    if (!telemetry.isExporting() || !storage.isRunning()) {
        stopped();
        return;
    }
    telemetry.finish(kLastExport, [this] {
        QMetaObject::invokeMethod(&q, [this] { stopped(); }, Qt::QueuedConnection);
    });
}

void GatewayHost::Private::stopped()
{
    status.urls.clear();
    setState(State::Stopped);
    Q_EMIT q.stopped();
}

} // namespace gateway::host
