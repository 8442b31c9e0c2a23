#include "doctor.h"

#include "file_checks.h"
#include "key_findings.h"
#include "reach.h"
#include "reach_findings.h"
#include "side_hosts.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/host/checks/keychain_check.h"
#include "gateway/host/checks/port_check.h"
#include "gateway/host/checks/user_check.h"
#include "gateway/host/machine/in_worker.h"
#include "gateway/host/programs/port_holder.h"
#include "gateway/host/programs/socket_users.h"
#include "gateway/http/tls/server_certificate.h"
#include "gateway/routing/health/health_state.h"

#include <QPointer>
#include <QUrl>

#include <atomic>
#include <utility>

namespace gateway::host {

namespace {

/// Time limit for SQLite's check of the ledger.
constexpr std::chrono::seconds kLedgerLimit{6};

using Proxies = std::unordered_map<std::string, http::FoundProxy>;

std::string holderOf(int port)
{
    const auto holder = portHolder(port);
    if (!holder || holder->pid == 0)
        return {};
    return holder->name() + " (" + std::to_string(holder->pid) + ')';
}

/// One for each secret whose destination awaits approval.
std::vector<Finding> approvalFindings(const DoctorInputs& inputs)
{
    std::vector<Finding> findings;
    for (const providers::SecretUse& use : providers::unapproved(providers::enabledUses(providers::secretUses(inputs.settings, *inputs.catalog)), inputs.approved))
        findings.push_back({Check::Providers, Outcome::Problem, use.provider.empty() ? std::string("export.otlp") : use.provider,
            {QT_TRANSLATE_NOOP("Doctor", "Secret %1 waits for your approval to be sent to %2. Nothing is sent there until then."), {use.to.reference, providers::placeOf(use.to)}},
            {QT_TRANSLATE_NOOP("Doctor", "If you know that address, approve it on the Providers page, or with: signalboxd key approve %1"), {use.provider.empty() ? std::string("--all") : use.provider}}});
    return findings;
}

} // namespace

struct Doctor::State {
    std::shared_ptr<std::atomic<bool>> isOver = std::make_shared<std::atomic<bool>>(false);
    int pending = 0; ///< pieces of work that have not come to their end
    bool hasSecrets = false;
    bool hasProxies = false;
    exchange::SnapshotInputs inputs;
    std::shared_ptr<const exchange::Snapshot> snapshot;
    std::vector<ClockReading> clocks;
    int doors = 0;
};

Doctor::Doctor(DoctorInputs inputs, secrets::SecretStore& store, QObject* parent)
    : QObject(parent), m_inputs(std::move(inputs)), m_store(store), m_state(std::make_unique<State>())
{
}

Doctor::~Doctor() { *m_state->isOver = true; }

void Doctor::start()
{
    ++m_state->pending; // this function itself: nothing may finish before everything has begun
    report({configurationFinding(m_inputs.configFile, m_inputs.issues)});
    report(escapableFindings(m_inputs.settings));
    checkFiles();
    checkPorts();
    checkKeys();
    findProxies();
    QMetaObject::invokeMethod(this, &Doctor::done, Qt::QueuedConnection);
}

void Doctor::report(const std::vector<Finding>& findings)
{
    for (const Finding& finding : findings)
        Q_EMIT found(finding);
}

void Doctor::done()
{
    if (--m_state->pending == 0)
        Q_EMIT finished();
}

void Doctor::inBackground(std::function<std::vector<Finding>()> job)
{
    ++m_state->pending;
    inWorker<std::vector<Finding>>(this, std::move(job), [this](const std::vector<Finding>& findings) {
        report(findings);
        done();
    });
}

void Doctor::checkFiles()
{
    const QString dataDir = m_inputs.dataDir;
    const auto over = m_state->isOver;
    inBackground([listen = m_inputs.settings.listen, dataDir] { return certificateFindings(listen, dataDir, std::chrono::system_clock::now()); });
    inBackground([dataDir, over] {
        const auto end = std::chrono::steady_clock::now() + kLedgerLimit;
        return std::vector{ledgerFinding(dataDir, [over, end] { return *over || std::chrono::steady_clock::now() > end; })};
    });
    inBackground([listen = m_inputs.settings.listen] { return unknownUserFindings(checkLocalUsers(listen)); });
    inBackground([dataDir] { return std::vector{diskFinding(diskRoomOf(dataDir))}; });
    inBackground([dataDir] {
        return refusedKeyFindings(routing::restsIn(dataDir + QStringLiteral("/state.json")), std::chrono::system_clock::now());
    });
    inBackground([environment = m_inputs.environment, own = wantedAddresses(m_inputs.settings.listen), here = m_inputs.listensAt] {
        return checkEnvironment(environment, here ? *here : own);
    });
    if (m_inputs.lookAtClients)
        inBackground(m_inputs.lookAtClients);
    else
        report({{Check::Clients, Outcome::NotChecked, {}, {QT_TRANSLATE_NOOP("Doctor", "The setup of clients is not checked here.")}}});
}

void Doctor::checkPorts()
{
    const bool isHere = m_inputs.listensAt && !m_inputs.listensAt->empty();
    const auto& listen = m_inputs.settings.listen;
    if (const std::string missing = isHere ? missingLoopback(listen.address, *m_inputs.listensAt) : std::string(); !missing.empty())
        report({{Check::Ports, Outcome::Notice, "localhost", {QT_TRANSLATE_NOOP("Doctor", "Nothing is listening on %1: this machine does not have that address."), {missing}},
            {QT_TRANSLATE_NOOP("Doctor", "A client that resolves “localhost” to that address cannot reach Signalbox: use the other address in numeric form.")}}});
    if (const auto users = localUsersFinding(listen, SocketUsers::areKnown()))
        report({*users});
    const http::LocalCertificates local(m_inputs.dataDir);
    const std::string caFile = listen.tlsCertificate ? *listen.tlsCertificate : local.authorityFile().toStdString();
    for (const std::string& url : isHere ? *m_inputs.listensAt : wantedAddresses(listen)) {
        ++m_state->pending;
        Door door = ownDoor(url, caFile);
        // the user's own certificate may be for other names
        door.verify = !listen.tlsCertificate;
        new Reach(std::move(door), m_inputs.limit, [this, url](const Knock& knock) { portAnswered(url, knock); }, this);
    }
}

// The holder of the port is looked up, which scans all processes, only if it is not this program.
void Doctor::portAnswered(const std::string& url, const Knock& knock)
{
    const bool isHere = m_inputs.listensAt && !m_inputs.listensAt->empty();
    const bool asksWho = !knock.isSignalbox() && knock.connect.count() >= 0;
    inWorker<std::string>(
        this, [asksWho, port = ownDoor(url, {}).port] { return asksWho ? holderOf(port) : std::string(); },
        [this, url, knock, isHere](const std::string& holder) {
            report({portFinding(url, knock, isHere, holder)});
            done();
        });
}

void Doctor::checkKeys()
{
    const auto used = usedReferences(m_inputs.settings);
    std::vector<std::string> references;
    bool usesKeychain = false;
    for (const auto& [reference, user] : used) {
        references.push_back(reference);
        usesKeychain = usesKeychain || SecretReference::isIn(SecretReference::Store::Keychain, reference);
    }
    m_state->pending += 2;
    checkKeychain(m_store, [self = QPointer(this), usesKeychain](const Result<void>& tried) {
        if (!self)
            return;
        self->report({keychainFinding(tried, usesKeychain)});
        self->done();
    });
    new KeyReading(m_store, references, [this, used](exchange::ResolvedSecrets secrets) {
        report(keyFindings(used, secrets));
        m_state->inputs.secrets = std::move(secrets);
        m_state->hasSecrets = true;
        checkProviders();
        done();
    }, this);
}

http::ProxyRules Doctor::proxyRules() const
{
    return http::ProxyRules([this](const char* name) {
        const auto value = m_inputs.environment.find(name);
        return value == m_inputs.environment.end() ? std::string() : value->second;
    });
}

// The system may run a script or another program: not on this thread.
void Doctor::findProxies()
{
    ++m_state->pending;
    inWorker<Proxies>(
        this,
        [wanted = exchange::systemProxyOrigins(m_inputs.settings, *m_inputs.catalog), rules = proxyRules()] {
            Proxies found;
            for (const std::string& origin : wanted)
                found.emplace(origin, http::findProxy(QUrl(QString::fromStdString(origin)), rules));
            return found;
        },
        [this](const Proxies& found) {
            m_state->inputs.systemProxies = found;
            m_state->hasProxies = true;
            checkProviders();
            done();
        });
}

// To be called once the proxy and its password are known.
void Doctor::checkProviders()
{
    if (!m_state->hasProxies || !m_state->hasSecrets)
        return;
    m_state->inputs.approved = m_inputs.approved;
    m_state->snapshot = exchange::makeSnapshot(m_inputs.settings, *m_inputs.catalog, m_state->inputs);
    report(proxyFindings(*m_state->snapshot));
    report(approvalFindings(m_inputs));
    for (const exchange::Provider& provider : m_state->snapshot->providers) {
        const auto door = doorOf(provider);
        if (!provider.endpoint && provider.settings->enabled)
            report({{Check::Providers, Outcome::Problem, provider.settings->id, {QT_TRANSLATE_NOOP("Doctor", "The provider cannot be used: %1"), {provider.problem.message}}}});
        if (!door)
            continue;
        if (const auto loop = loopFinding(provider, *door, m_inputs.settings.listen, m_inputs.listensAt.value_or(std::vector<std::string>()))) {
            report({*loop});
            continue;
        }
        ++m_state->pending;
        ++m_state->doors;
        new Reach(*door, m_inputs.limit, [this, &provider, door = *door](const Knock& knock) {
            report({knockFinding(provider.settings->id, door, knock)});
            if (const auto reading = readClock(provider.settings->id, knock))
                m_state->clocks.push_back(*reading);
            if (--m_state->doors == 0)
                report({clockFinding(m_state->clocks)});
            done();
        }, this);
    }
    if (m_state->doors == 0)
        report({clockFinding({})});
    findSideHosts();
}

void Doctor::findSideHosts()
{
    ++m_state->pending;
    inWorker<std::vector<SideHost>>(
        this, [hosts = sideHosts(*m_state->snapshot, m_state->inputs.secrets, m_inputs.environment), rules = proxyRules()] { return withProxies(hosts, rules); },
        [this](const std::vector<SideHost>& hosts) {
            for (const SideHost& host : hosts) {
                report({routeFinding(host)});
                if (host.problem.isEmpty())
                    checkSideHost(host);
            }
            done();
        });
}

void Doctor::checkSideHost(const SideHost& host)
{
    ++m_state->pending;
    const Door door = doorOf(host);
    new Reach(door, m_inputs.limit, [this, host, door](const Knock& knock) {
        report({sideFinding(host, door, knock)});
        done();
    }, this);
}

} // namespace gateway::host
