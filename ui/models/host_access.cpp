#include "gateway_access.h"

#include "tool_access.h"

#include "gateway/host/gateway_host.h"

#include <QPointer>

namespace ui::models {
namespace {

using gateway::host::GatewayHost;

class HostAccess final : public GatewayAccess {
public:
    HostAccess(GatewayHost& host, const ListenOverrides& commandLine) : m_host(host), m_commandLine(commandLine)
    {
        connect(&host, &GatewayHost::statusChanged, this, &GatewayAccess::statusChanged);
        connect(&host, &GatewayHost::settingsChanged, this, &GatewayAccess::settingsChanged);
        connect(&host, &GatewayHost::providersChanged, this, &GatewayAccess::providersChanged);
        connect(&host, &GatewayHost::keysMayBeReadable, this, &GatewayAccess::keysMayBeReadable);
        connect(&host, &GatewayHost::metersChanged, this, &GatewayAccess::metersChanged);
        connect(&host, &GatewayHost::pricesChanged, this, &GatewayAccess::pricesChanged);
        connect(&host, &GatewayHost::live, this, &GatewayAccess::live);
        connect(&host, &GatewayHost::logged, this, &GatewayAccess::logged);
    }

    const gateway::host::Status& status() const override { return m_host.status(); }
    const gateway::config::Settings& settings() const override { return m_host.settings(); }
    const std::vector<gateway::host::ProviderStatus>& providers() const override { return m_host.providers(); }
    const std::vector<gateway::providers::KeyMeter>& meters() const override { return m_host.meters(); }
    void lookAtMeters() override { m_host.lookAtMeters(); }
    gateway::config::ExchangeRate exchangeRate() const override { return m_host.prices().rate; }
    CatalogSource catalog() const override
    {
        const gateway::providers::Catalog& catalog = m_host.catalog();
        return {catalog.entries(), [&catalog](std::string_view id) { return catalog.find(id); },
                [&catalog](std::string_view id) { return catalog.models(id); }, catalog.snapshotDate()};
    }
    ListenOverrides commandLine() const override { return m_commandLine; }
    QString configFile() const override { return m_host.configFile(); }
    QString dataDir() const override { return m_host.dataDir(); }
    gateway::Secret ownKey() const override { return m_host.ownKey(); }
    QString logFile() const override { return m_host.logFile(); }
    std::vector<gateway::host::LogLine> recentLog() const override { return m_host.recentLog(); }

    void lookAtThread() override { m_host.lookAtThread(); }
    void pause() override { m_host.pause(); }
    void resume() override { m_host.resume(); }
    void cancel(const std::string& exchange) override { m_host.cancel(exchange); }
    std::optional<gateway::usage::Price> price(const std::string& provider, const std::string& model) const override { return m_host.price(provider, model); }
    void change(const gateway::config::Settings& next, Done done) override { m_host.change(next, std::move(done)); }
    void approve(const std::vector<gateway::providers::SecretUse>& uses, Done done) override { m_host.approve(uses, std::move(done)); }
    gateway::host::ConfigEditing& editing() override { return m_host.editing(); }
    gateway::host::Backups& backups() override { return m_host.backups(); }
    gateway::host::UpdateWatch& updates() override { return m_host.updates(); }
    void storeSecret(const gateway::SecretReference& reference, const gateway::Secret& value, Done done, Late late) override
    {
        m_host.storeSecret(reference, value, [guard = QPointer(this), reference, done = std::move(done)](const gateway::Result<void>& stored) {
            if (guard && stored) Q_EMIT guard->secretStored(QString::fromStdString(reference.toString()));
            done(stored);
        }, [guard = QPointer(this), reference, late = std::move(late)] {
            if (guard) Q_EMIT guard->secretStored(QString::fromStdString(reference.toString()));
            return late && late();
        });
    }
    void removeSecret(const gateway::SecretReference& reference, Done done) override
    {
        m_host.removeSecret(reference, std::move(done));
    }
    void openVault(const gateway::Secret& passphrase, Done done) override { m_host.openVault(passphrase, std::move(done)); }
    void refreshKeys() override { m_host.refreshKeys(); }
    void useFoundKeychain() override { m_host.useFoundKeychain(); }
    void lookForKeychain(Done done) override { m_host.lookForKeychain(std::move(done)); }
    void checkKeychain(Done done) override { m_host.checkKeychain(std::move(done)); }
    gateway::host::KeychainFacts keychain() const override { return m_host.keychain(); }
    void checkPort(int port, PortChecked done) override { m_host.checkPort(port, std::move(done)); }
    void checkAuthority(const std::string& path, AuthorityChecked done) override { m_host.checkAuthority(path, std::move(done)); }
    void findSystemProxy(const QUrl& url, ProxyFound done) override { m_host.findSystemProxy(url, std::move(done)); }
    void listenAgain() override { m_host.listenAgain(); }
    void probe(const gateway::config::ProviderSettings& provider, std::optional<gateway::Secret> key,
               ProbeDone done) override
    {
        m_host.probe(provider, std::move(key), std::move(done));
    }
    void tryAgain(const gateway::routing::Rest& rest) override { m_host.tryAgain(rest); }
    void explain(gateway::routing::Question question, Explained done) override
    {
        m_host.explain(std::move(question), std::move(done));
    }
    gateway::routing::Verdict judge(const FailedAnswer& answer) const override
    {
        return m_host.judge(answer.status, answer.headers, answer.body, answer.providerType, answer.providerId);
    }
    std::shared_ptr<const gateway::routing::FailureRules> failureRules() const override { return m_host.failureRules(); }
    void findLocalEngines(EnginesDone done) override { m_host.findLocalEngines(std::move(done)); }
    void examine(Found found, std::function<void()> done) override
    {
        stopExamining();
        m_doctor = m_host.makeDoctor().release();
        m_doctor->setParent(this);
        connect(m_doctor, &gateway::host::Doctor::found, this, found);
        connect(m_doctor, &gateway::host::Doctor::finished, this, [this, done = std::move(done)] {
            stopExamining();
            done();
        });
        m_doctor->start();
    }
    // Later: this may be its own signal. It says nothing more until then.
    void stopExamining() override
    {
        if (!m_doctor) return;
        m_doctor->disconnect(this);
        std::exchange(m_doctor, nullptr)->deleteLater();
    }
    QString diagnostics(gateway::host::Facts facts, std::vector<gateway::host::Finding> findings) const override
    {
        return QString::fromStdString(m_host.diagnostics(std::move(facts), std::move(findings)));
    }
    QString requestReport(const gateway::usage::ExchangeRecord& record, const gateway::host::Facts& facts) const override
    {
        return QString::fromStdString(m_host.requestReport(record, facts));
    }
    void exportAuthority(Exported done) override { m_host.exportAuthority(std::move(done)); }
    QString authorityFile() const override { return m_host.authorityFile(); }

    bool totals(gateway::WallTime from, gateway::WallTime to, QObject* context,
                std::function<void(gateway::Result<gateway::usage::Totals>)> done) override
    {
        gateway::usage::Ledger* ledger = m_host.ledger();
        if (!ledger) return false;
        ledger->totals(from, to, context, std::move(done));
        return true;
    }

    bool recent(int limit, QObject* context,
                std::function<void(std::vector<gateway::usage::ExchangeRecord>)> done) override
    {
        gateway::usage::Ledger* ledger = m_host.ledger();
        if (!ledger) return false;
        using Records = std::vector<gateway::usage::ExchangeRecord>;
        ledger->recent(limit, context, [done = std::move(done)](const gateway::Result<Records>& records) {
            if (records) done(*records);
        });
        return true;
    }

    // Its threads start when somebody looks for the first time.
    gateway::usage::RequestSearch* requestSearch() override
    {
        if (!m_search && m_host.ledger()) m_search = new gateway::usage::RequestSearch(usageFile(), this);
        return m_search;
    }
    ToolAccess* tools() override
    {
        if (!m_tools && m_host.ledger()) m_tools = makeToolAccess(m_host.clients()); // it was started
        return m_tools.get();
    }
    QString usageFile() const override { return m_host.ledger() ? gateway::usage::Ledger::fileIn(m_host.dataDir()) : QString(); }

private:
    gateway::usage::RequestSearch* m_search = nullptr;
    gateway::host::Doctor* m_doctor = nullptr; // that examines now
    std::unique_ptr<ToolAccess> m_tools;
    GatewayHost& m_host;
    const ListenOverrides m_commandLine;
};

} // namespace

std::unique_ptr<GatewayAccess> makeAccess(GatewayHost& host, const ListenOverrides& commandLine)
{
    return std::make_unique<HostAccess>(host, commandLine);
}

} // namespace ui::models
