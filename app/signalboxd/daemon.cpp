#include "daemon.h"

#include "gateway/core/log.h"

#include <ostream>
#include <utility>

namespace app {

namespace {

constexpr gateway::Milliseconds kDrain{10000};

gateway::host::HostOptions withoutWindow(gateway::host::HostOptions options)
{
    options.logToStderr = true;
    options.approvesFile = true;
    return options;
}

} // namespace

Daemon::Daemon(const gateway::host::HostOptions& options, std::ostream& out, std::ostream& err, Ended ended, QObject* parent)
    : QObject(parent), m_host(withoutWindow(options)), m_out(out), m_err(err), m_ended(std::move(ended))
{
    using gateway::host::GatewayHost;
    connect(&m_host, &GatewayHost::statusChanged, this, &Daemon::onStatus);
    connect(&m_host, &GatewayHost::stopped, this, [this] { end(m_listened || m_stopping ? 0 : 1); });
}

void Daemon::start() { m_host.start(); }

void Daemon::stop()
{
    m_host.stop(std::exchange(m_stopping, true) ? gateway::Milliseconds(0) : kDrain);
}

void Daemon::reload() { m_host.reload(); }

void Daemon::onStatus()
{
    if (m_stopping)
        return;
    const auto& status = m_host.status();
    if (status.state == gateway::host::State::Failed && !m_listened) {
        sayProblem();
        if (!status.awaitsAddress) // a service may be started before its network
            end(1);
        return;
    }
    if (status.state == gateway::host::State::Starting)
        return;
    for (const std::string& url : status.urls) {
        if (!m_announced.insert(url).second)
            continue;
        m_listened = true;
        m_out << "listening on " << url << '\n';
    }
    m_out.flush();
}

/// Unless the log goes to standard error.
void Daemon::sayProblem()
{
    if (std::exchange(m_saidProblem, true))
        return;
    const auto& status = m_host.status();
    if (!gateway::logConfig().isWarningEnabled())
        for (const auto& issue : status.configIssues)
            m_err << m_host.configFile().toStdString() << ": " << toText(issue) << '\n';
    if (status.problem && !gateway::logHost().isWarningEnabled())
        m_err << "signalboxd: " << status.problem->text() << '\n';
    m_err.flush();
}

void Daemon::end(int exitStatus)
{
    if (const auto ended = std::exchange(m_ended, {}))
        ended(exitStatus);
}

} // namespace app
