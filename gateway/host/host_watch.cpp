// What the host watches: the holder of its port, its address, and whether the gateway thread responds.

#include "host_private.h"

#include "gateway/core/log.h"
#include "gateway/host/checks/port_check.h"
#include "gateway/host/machine/machine_addresses.h"
#include "gateway/host/programs/holder_question.h"
#include "gateway/http/server/listener.h"

#include <QHostAddress>

#include <algorithm>
#include <utility>

namespace gateway::host {

namespace {

/// Time until a taken port is checked again: its holder may have ended.
constexpr int kPortTaken_ms = 4000;

Sentence portTaken(const config::ListenSettings& wanted, int port, const std::optional<PortHolder>& holder)
{
    const bool isHttp = port == wanted.httpPort;
    const std::string number = std::to_string(port);
    const std::string field = isHttp ? "listen.http_port" : "listen.https_port";
    const std::string option = isHttp ? "--http-port" : "--https-port";
    if (!holder || (holder->pid == 0 && !holder->isSignalbox()))
        return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by another user's program. Stop the program, or choose another port with %3 or %4."),
            {number, wanted.address, field, option}};
    const std::string process = std::to_string(holder->pid);
    const std::string& version = holder->answer.version;
    if (holder->isSignalbox() && holder->pid == 0)
        return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by another Signalbox (version %3), possibly of another user or in a container. Stop it, "
        "or change %4 or %5 to run both."),
            {number, wanted.address, version, field, option}};
    if (holder->isSignalbox() && !version.empty())
        return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by another Signalbox, version %3 (%4, process %5). Stop it, or change %6 or %7 to run "
        "both."),
            {number, wanted.address, version, holder->name(), process, field, option}};
    if (holder->isSignalbox())
        return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by another Signalbox (process %3). Stop it, or change %4 or %5 to run both."),
            {number, wanted.address, process, field, option}};
    return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by %3 (process %4). Stop it, or choose another port with %5 or %6."),
        {number, wanted.address, holder->name(), process, field, option}};
}

} // namespace

// Finding the holder of the port reads many files and waits for its response: not on this thread.
void GatewayHost::Private::sayWhoHolds(int port, Error problem, void (Private::*then)(Error))
{
    const config::ListenSettings wanted = m_snapshot->settings.listen;
    const bool isPlain = port == wanted.httpPort;
    m_portLooks = 0;
    m_portTaken.setInterval(kPortTaken_ms);
    QMetaObject::invokeMethod(&storageWork, [this, wanted, port, isPlain, then, number = isPlain ? m_listenings : m_secureListenings,
                                                problem = std::move(problem)]() mutable {
        PortFinding taken;
        taken.port = port;
        taken.holder = askedPortHolder(port);
        problem.message = portTaken(wanted, port, taken.holder);
        QMetaObject::invokeMethod(
            &q,
            [this, then, taken = std::move(taken), isPlain, number, problem = std::move(problem)]() mutable {
                if (number != (isPlain ? m_listenings : m_secureListenings))
                    return; // listening was requested again meanwhile
                (isPlain ? status.takenPort : status.takenHttpsPort) = std::move(taken);
                (this->*then)(std::move(problem));
                m_portTaken.start();
            },
            Qt::QueuedConnection);
    });
}

void GatewayHost::Private::noAddress(Error problem, void (Private::*then)(Error))
{
    problem.message = {QT_TRANSLATE_NOOP("Configuration", "This machine does not have the address %1. Change %2, or connect to its network: the address is used as soon as it is available."),
        {m_snapshot->settings.listen.address, asIs("listen.address")}};
    (this->*then)(std::move(problem));
}

// A port of this program itself may be taken over: only an attempt can tell.
bool GatewayHost::Private::mayBeFree(int port) const
{
    const std::string end = ':' + std::to_string(port);
    const auto isOwn = [&end](const std::string& address) { return address.ends_with(end); };
    return std::ranges::any_of(m_plainAddresses, isOwn) || std::ranges::any_of(m_secureAddresses, isOwn)
        || isPortFree(m_snapshot->settings.listen.address, port);
}

// Runs only while a port is taken. The same failure is reported once.
void GatewayHost::Private::tryTakenPort()
{
    constexpr int kOften = 15; // afterwards it is unlikely to be released soon
    constexpr std::chrono::seconds kSeldom{30};
    const auto isTaken = [](const std::optional<Error>& problem) { return problem && problem->kind == ErrorKind::PortTaken; };
    const bool isPlain = isTaken(m_listenProblem);
    const bool isSecure = isTaken(m_secureListenProblem) && !m_plainAddresses.empty();
    if (!m_gateway || (!isPlain && !isSecure) || m_applySoon.isActive()) // which starts listening
        return;
    const config::ListenSettings& wanted = m_snapshot->settings.listen;
    m_portTaken.setInterval(++m_portLooks < kOften ? std::chrono::milliseconds(kPortTaken_ms) : kSeldom);
    if (isPlain && mayBeFree(wanted.httpPort))
        listen();
    else if (isSecure && wanted.httpsPort && mayBeFree(*wanted.httpsPort))
        listenSecurely();
    else
        m_portTaken.start();
}

/// Detects when a missing address appears, and accepts all current addresses as Host while listening on all of them.
void GatewayHost::Private::watchAddresses()
{
    const auto isMissing = [](const std::optional<Error>& problem) { return problem && problem->param == http::kNoAddress; };
    const std::string& address = m_snapshot->settings.listen.address;
    const bool isWaiting = isMissing(m_listenProblem) || isMissing(m_secureListenProblem);
    const bool isOnAll = address == "0.0.0.0" || address == "::";
    if (!isWaiting && !isOnAll) {
        m_addresses.reset();
        return;
    }
    if (!m_addresses) {
        m_addresses = std::make_unique<AddressWatch>();
        QObject::connect(m_addresses.get(), &AddressWatch::changed, &q, [this] { addressesChanged(); });
        if (isWaiting)
            addressesChanged(); // it may have appeared meanwhile
    }
    if (!isWaiting && m_addresses->isPolling())
        m_addresses.reset(); // not worth a periodic wake-up
}

void GatewayHost::Private::addressesChanged()
{
    if (!m_gateway || status.state == State::Stopping)
        return;
    std::vector<std::string> addresses = machineAddresses();
    const bool isNew = std::exchange(m_inputs.machineAddresses, addresses) != m_inputs.machineAddresses;
    QHostAddress wanted(QString::fromStdString(m_snapshot->settings.listen.address));
    wanted.setScopeId({});
    const bool isThere = std::ranges::find(addresses, wanted.toString().toStdString()) != addresses.end();
    if (isThere && m_listenProblem && m_listenProblem->param == http::kNoAddress)
        listen();
    else if (isThere && m_secureListenProblem && m_secureListenProblem->param == http::kNoAddress)
        listenSecurely();
    if (isNew)
        scheduleApply();
}

void GatewayHost::Private::ping(std::function<void()> pong)
{
    if (m_gateway)
        m_gateway->ping(std::move(pong));
    else
        QMetaObject::invokeMethod(&q, std::move(pong), Qt::QueuedConnection);
}

void GatewayHost::Private::connectWatchdog()
{
    QObject::connect(&watchdog, &Watchdog::changed, &q, [this] {
        status.isHung = watchdog.isHung();
        if (status.isHung)
            qCCritical(logHost, "The gateway thread has not responded for five seconds: no requests are served. Restart Signalbox");
        else
            qCWarning(logHost, "The gateway thread responds again");
        Q_EMIT q.statusChanged();
    });
}

} // namespace gateway::host
