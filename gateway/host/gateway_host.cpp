#include "gateway_host.h"

namespace gateway::host {

// A stand-in until the gateway runs behind it.
class GatewayHost::Private {
public:
    HostOptions options;
    Status status;
    config::Settings settings = config::demoSettings();
    std::shared_ptr<const providers::Catalog> catalog = providers::Catalog::load().value();
    std::vector<ProviderStatus> providers;
};

GatewayHost::GatewayHost(HostOptions options, QObject* parent) : QObject(parent), d(new Private) { d->options = std::move(options); }
GatewayHost::~GatewayHost() = default;
void GatewayHost::start() { d->status.state = State::Running; d->status.urls = {"http://127.0.0.1:8080"}; Q_EMIT statusChanged(); }
void GatewayHost::stop(Milliseconds) { Q_EMIT stopped(); }
void GatewayHost::pause() { d->status.state = State::Paused; Q_EMIT statusChanged(); }
void GatewayHost::resume() { d->status.state = State::Running; Q_EMIT statusChanged(); }
void GatewayHost::reload() {}
const Status& GatewayHost::status() const { return d->status; }
const config::Settings& GatewayHost::settings() const { return d->settings; }
const providers::Catalog& GatewayHost::catalog() const { return *d->catalog; }
const std::vector<ProviderStatus>& GatewayHost::providers() const { return d->providers; }
usage::Ledger* GatewayHost::ledger() const { return nullptr; }
QString GatewayHost::configFile() const { return d->options.configFile; }
QString GatewayHost::dataDir() const { return d->options.dataDir; }
void GatewayHost::change(const config::Settings& next, ChangeDone done) { d->settings = next; done({}); Q_EMIT settingsChanged(); }
void GatewayHost::storeSecret(const SecretReference&, const Secret&, ChangeDone done) { done({}); }
void GatewayHost::removeSecret(const SecretReference&, ChangeDone done) { done({}); }
void GatewayHost::refreshKeys() {}
void GatewayHost::probe(const config::ProviderSettings&, std::optional<Secret>, ProbeDone done) { done({}); }
void GatewayHost::findLocalEngines(std::function<void(std::vector<LocalEngine>)> done) { done({}); }
std::vector<LogLine> GatewayHost::recentLog() const { return {}; }
QString GatewayHost::logFile() const { return {}; }

} // namespace gateway::host
