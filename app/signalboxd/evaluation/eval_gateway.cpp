#include "eval_gateway.h"

#include "gateway/host/checks/gateway_access.h"

#include <algorithm>
#include <string>
#include <utility>

namespace app {

namespace {

constexpr auto kOwnAddress = "127.0.0.1";

QUrl baseOf(const std::string& url) { return QUrl(QString::fromStdString(url) + QStringLiteral("/v1")); }

} // namespace

EvalGateway::EvalGateway(gateway::host::HostOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_lock(m_options.dataDir)
{
    m_options.address = kOwnAddress;
    m_options.httpPort = 0;
    m_options.httpsPort = std::optional<int>();
    m_options.approvesFile = true;
    m_options.logToStderr = true;
    if (!m_options.logLevel)
        m_options.logLevel = "error";
}

EvalGateway::~EvalGateway() = default;

void EvalGateway::open(Opened opened)
{
    m_opened = std::move(opened);
    if (m_lock.take() != gateway::host::DataFolderLock::Outcome::Held)
        return startOwn();
    const auto running = gateway::host::runningGateway(m_options.dataDir);
    if (!running)
        return answer(tl::unexpected(running.error()));
    if (!*running)
        return answer(gateway::failure(gateway::ErrorKind::Io, gateway::asIs("the gateway that runs with this data folder does not listen: " + m_lock.heldText())));
    answer(Access{baseOf((*running)->baseUrl), (*running)->key});
}

void EvalGateway::close(Closed closed)
{
    if (!m_host)
        return closed();
    m_closed = std::move(closed);
    m_host->stop();
}

void EvalGateway::startOwn()
{
    using gateway::host::GatewayHost;
    m_host = std::make_unique<GatewayHost>(m_options);
    connect(m_host.get(), &GatewayHost::statusChanged, this, &EvalGateway::onStatus);
    connect(m_host.get(), &GatewayHost::stopped, this, [this] {
        if (const auto closed = std::exchange(m_closed, {}))
            closed();
        else
            answer(gateway::failure(gateway::ErrorKind::Io, gateway::asIs("the gateway stopped before it listened")));
    });
    m_host->start();
}

void EvalGateway::onStatus()
{
    const auto& status = m_host->status();
    if (status.state == gateway::host::State::Failed)
        return answer(tl::unexpected(status.problem.value_or(gateway::Error{gateway::ErrorKind::Io, gateway::asIs("the gateway could not start")})));
    const auto url = std::ranges::find_if(status.urls, [](const std::string& each) { return each.starts_with("http://"); });
    if (status.state == gateway::host::State::Running && url != status.urls.end())
        answer(Access{baseOf(*url), m_host->ownKey()});
}

void EvalGateway::answer(gateway::Result<Access> result)
{
    if (const auto opened = std::exchange(m_opened, {}))
        opened(std::move(result));
}

} // namespace app
