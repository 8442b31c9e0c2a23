#include "gateway_host.h"

#include "host_private.h"

#include "gateway/host/checks/keychain_check.h"
#include "gateway/host/doctor/diagnostics.h"
#include "gateway/host/doctor/request_report.h"
#include "gateway/secrets/vault.h"
#include "gateway/providers/signing/key_text.h"

#include <QDir>
#include <QMetaMethod>

namespace gateway::host {

GatewayHost::GatewayHost(HostOptions options, QObject* parent)
    : GatewayNews(parent), d(std::make_unique<Private>(*this, std::move(options)))
{
    qRegisterMetaType<gateway::usage::LiveSnapshot>();
    qRegisterMetaType<std::vector<gateway::host::LogLine>>();
}

GatewayHost::~GatewayHost() = default;

void GatewayHost::start() { d->start(); }
void GatewayHost::stop(Milliseconds grace) { d->stop(grace); }
void GatewayHost::stopWithoutLoop(Milliseconds grace) { d->stopWithoutLoop(grace); }
bool GatewayHost::isWatched() const { return isSignalConnected(QMetaMethod::fromSignal(&GatewayHost::live)); }

void GatewayHost::connectNotify(const QMetaMethod& signal)
{
    if (d && signal == QMetaMethod::fromSignal(&GatewayHost::live))
        d->watch();
}

void GatewayHost::disconnectNotify(const QMetaMethod& signal)
{
    // Later: Qt may hold an internal lock here, for instance while it destroys a receiver, and
    // isSignalConnected() would wait for that lock for ever.
    if (d && (!signal.isValid() || signal == QMetaMethod::fromSignal(&GatewayHost::live))) // invalid: all were disconnected
        QMetaObject::invokeMethod(this, [this] { d->watch(); }, Qt::QueuedConnection);
}

void GatewayHost::pause() { d->pause(true); }
void GatewayHost::resume() { d->pause(false); }
void GatewayHost::cancel(const std::string& exchange) { d->cancel(exchange); }
void GatewayHost::reload()
{
    d->config.reload([this] { d->approveFile(); });
    d->https.look();
    d->authorities.look();
    d->secrets->refresh(); // a file or the keychain may contain another key now
    d->findProxies();
}

const Status& GatewayHost::status() const { return d->status; }
const config::Settings& GatewayHost::settings() const { return d->config.settings(); }
ListenOverrides GatewayHost::commandLine() const { return d->options; }

CatalogSource GatewayHost::catalog() const
{
    const providers::Catalog& catalog = *d->catalog;
    return {catalog.entries(), [&catalog](std::string_view id) { return catalog.find(id); },
        [&catalog](std::string_view id) { return catalog.models(id); }, catalog.snapshotDate()};
}

const std::vector<ProviderStatus>& GatewayHost::providers() const { return d->providerStates; }
const std::vector<providers::KeyMeter>& GatewayHost::meters() const { return d->meters.meters(); }
void GatewayHost::lookAtThread() { d->watchdog.look(); }
void GatewayHost::lookAtMeters() { d->meters.look(); }
config::ExchangeRate GatewayHost::exchangeRate() const { return d->prices.status().rate; }
std::optional<usage::Price> GatewayHost::price(const std::string& provider, const std::string& model) const { return d->price(provider, model); }
usage::Ledger* GatewayHost::ledger() const { return d->ledger.get(); }
QString GatewayHost::configFile() const { return d->options.configFile; }
QString GatewayHost::dataDir() const { return d->options.dataDir; }
const Secret& GatewayHost::ownKey() const { return d->ownKey; }

void GatewayHost::change(const config::Settings& next, ChangeDone done) { d->change(next, std::move(done)); }
void GatewayHost::approve(const std::vector<providers::SecretUse>& uses, ChangeDone done) { d->approvals.approve(uses, std::move(done)); }
ConfigEditing& GatewayHost::editing() { return d->config; }
Backups& GatewayHost::backups() { return *d->backups; }

void GatewayHost::storeSecret(const SecretReference& reference, const Secret& value, ChangeDone done, Late late)
{
    const auto key = providers::typedKey(value);
    if (!key) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done), error = key.error()] { done(failure(error)); }, Qt::QueuedConnection);
        return;
    }
    d->store->write(reference, *key, [this, reference, done = std::move(done)](Result<void> written) {
        if (written) {
            d->secrets->refresh(reference.toString());
            Q_EMIT secretStored(QString::fromStdString(reference.toString()));
        }
        done(std::move(written));
    }, [this, reference, late = std::move(late)] {
        Q_EMIT secretStored(QString::fromStdString(reference.toString()));
        const bool isWanted = late && late();
        return isWanted || d->config.isInvalid() || secretReferences(d->config.effective()).contains(reference.toString());
    });
}

void GatewayHost::removeSecret(const SecretReference& reference, ChangeDone done)
{
    d->store->remove(reference, [this, reference, done = std::move(done)](Result<void> removed) {
        if (removed)
            d->secrets->refresh(reference.toString());
        done(std::move(removed));
    });
}

void GatewayHost::openVault(const Secret& passphrase, ChangeDone done) { d->store->vault()->open(passphrase, std::move(done)); }
void GatewayHost::refreshKeys() { d->secrets->refresh(); }
void GatewayHost::useFoundKeychain() { d->store->useFoundKeychain(); }
void GatewayHost::lookForKeychain(ChangeDone done) { d->store->lookForKeychain(std::move(done)); }
void GatewayHost::checkKeychain(ChangeDone done) { host::checkKeychain(*d->store, std::move(done)); }
KeychainFacts GatewayHost::keychain() const
{
    const auto service = d->store->keychainService();
    return {service ? std::string(nameOf(*service)) : std::string(), d->secrets->inKeychain()};
}
void GatewayHost::checkPort(int port, PortChecked done) { d->checkPort(port, std::move(done)); }
void GatewayHost::checkAuthority(const std::string& path, AuthorityChecked done) { d->checkAuthority(path, std::move(done)); }
void GatewayHost::findSystemProxy(const QUrl& url, ProxyFound done) { d->findSystemProxy(url, std::move(done)); }
void GatewayHost::listenAgain() { d->listenAgain(); }

void GatewayHost::probe(const config::ProviderSettings& provider, std::optional<Secret> key, ProbeDone done)
{
    d->probe(provider, std::move(key), std::move(done));
}

void GatewayHost::explain(routing::Question question, Explained done) { d->explain(std::move(question), std::move(done)); }

routing::Verdict GatewayHost::judge(const FailedAnswer& answer) const
{
    http::Headers fields;
    for (const auto& [name, value] : answer.headers)
        fields.add(name, value);
    return d->failureRules()->judge(answer.status, fields, answer.body, answer.providerType, std::chrono::system_clock::now(), answer.providerId);
}

void GatewayHost::tryAgain(const routing::Rest& rest) { d->tryAgain(rest); }

std::shared_ptr<const routing::FailureRules> GatewayHost::failureRules() const { return d->failureRules(); }

void GatewayHost::exportAuthority(Exported done) { d->https.exportAuthority(std::move(done)); }
QString GatewayHost::authorityFile() const { return d->https.authorityFile(); }

ClientSetupService& GatewayHost::clients() const { return d->clients; }
UpdateWatch& GatewayHost::updates() { return d->updates; }
void GatewayHost::limits(LimitCounts::Reported done) { d->limits(std::move(done)); }
void GatewayHost::experiments(Experiments::Reported done) { d->reportExperiments(std::move(done)); }

ToolAccess* GatewayHost::tools() { return d->ledger ? &d->clients : nullptr; } // it was started

void GatewayHost::findLocalEngines(EnginesDone done) { d->findLocalEngines(std::move(done)); }

void GatewayHost::examine(Found found, std::function<void()> done)
{
    stopExamining();
    d->doctor = d->makeDoctor().release();
    d->doctor->setParent(&d->doctors);
    connect(d->doctor, &Doctor::found, this, std::move(found));
    connect(d->doctor, &Doctor::finished, this, [this, done = std::move(done)] {
        stopExamining();
        done();
    });
    d->doctor->start();
}

// Deferred: this may run in its own signal. It emits nothing more until then.
void GatewayHost::stopExamining()
{
    if (!d->doctor)
        return;
    d->doctor->disconnect(this);
    std::exchange(d->doctor, nullptr)->deleteLater();
}

QString GatewayHost::diagnostics(Facts facts, std::vector<Finding> findings) const
{
    return QString::fromStdString(diagnosticsText(
        {std::move(facts), d->config.effective(), std::move(findings), recentLog(), QDir::homePath().toStdString()}, d->redactor()));
}

QString GatewayHost::requestReport(const usage::ExchangeRecord& record, const Facts& facts) const
{
    return QString::fromStdString(host::requestReport(record, facts, d->redactor(), QDir::homePath().toStdString()));
}

bool GatewayHost::totals(WallTime from, WallTime to, QObject* context, std::function<void(Result<usage::Totals>)> done)
{
    if (!d->ledger)
        return false;
    d->ledger->totals(from, to, context, std::move(done));
    return true;
}

bool GatewayHost::recent(int limit, QObject* context, std::function<void(std::vector<usage::ExchangeRecord>)> done)
{
    if (!d->ledger)
        return false;
    using Records = std::vector<usage::ExchangeRecord>;
    d->ledger->recent(limit, context, [done = std::move(done)](const Result<Records>& records) {
        if (records)
            done(*records);
    });
    return true;
}

usage::RequestSearch* GatewayHost::requestSearch()
{
    if (!d->search && d->ledger)
        d->search = std::make_unique<usage::RequestSearch>(usageFile());
    return d->search.get();
}

QString GatewayHost::usageFile() const { return d->ledger ? usage::Ledger::fileIn(dataDir()) : QString(); }

std::vector<LogLine> GatewayHost::recentLog() const
{
    return d->log ? std::vector<LogLine>(d->log->recent().begin(), d->log->recent().end()) : std::vector<LogLine>();
}

QString GatewayHost::logFile() const { return d->log ? d->log->file() : QString(); }

} // namespace gateway::host
