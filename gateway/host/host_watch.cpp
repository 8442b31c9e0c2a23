// What the host notices: who has its port, and a gateway thread that does not answer.

#include "host_private.h"

#include "gateway/core/log.h"
#include "gateway/host/checks/port_check.h"
#include "gateway/host/programs/holder_question.h"

namespace gateway::host {

namespace {

Sentence portTaken(const config::ListenSettings& wanted, int port, const std::optional<PortHolder>& holder)
{
    const bool isHttp = port == wanted.httpPort;
    const std::string number = std::to_string(port);
    const std::string field = isHttp ? "listen.http_port" : "listen.https_port";
    const std::string option = isHttp ? "--http-port" : "--https-port";
    if (!holder || (holder->pid == 0 && !holder->isSignalbox()))
        return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by a program of another user. Stop it, or choose another port with %3 or %4."),
            {number, wanted.address, field, option}};
    const std::string process = std::to_string(holder->pid);
    const std::string& version = holder->answer.version;
    if (holder->isSignalbox() && holder->pid == 0)
        return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by another Signalbox, version %3, which may run as another user or in a container. Stop that one, or change %4 or %5 to run beside it."),
            {number, wanted.address, version, field, option}};
    if (holder->isSignalbox() && !version.empty())
        return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by another Signalbox, version %3 (%4, process %5). Stop that one, or change %6 or %7 to run beside it."),
            {number, wanted.address, version, holder->name(), process, field, option}};
    if (holder->isSignalbox())
        return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by another Signalbox (process %3). Stop that one, or change %4 or %5 to run beside it."),
            {number, wanted.address, process, field, option}};
    return {QT_TRANSLATE_NOOP("Configuration", "Port %1 on %2 is taken by %3 (process %4). Stop it, or choose another port with %5 or %6."),
        {number, wanted.address, holder->name(), process, field, option}};
}

} // namespace

// Finding the program that has the port reads many files and waits for its answer: not on this thread.
void GatewayHost::Private::sayWhoHolds(int port, Error problem, void (Private::*then)(Error))
{
    const config::ListenSettings wanted = m_snapshot->settings.listen;
    QMetaObject::invokeMethod(&storageWork, [this, wanted, port, then, problem = std::move(problem)]() mutable {
        PortFinding taken;
        taken.port = port;
        taken.holder = askedPortHolder(port);
        Sentence said = portTaken(wanted, port, taken.holder);
        problem.message = toText(said);
        QMetaObject::invokeMethod(
            &q,
            [this, then, taken = std::move(taken), said = std::move(said), isPlain = port == wanted.httpPort, problem = std::move(problem)]() mutable {
                status.problemSaid = std::move(said);
                (isPlain ? status.takenPort : status.takenHttpsPort) = std::move(taken);
                (this->*then)(std::move(problem));
                m_portTaken.start();
            },
            Qt::QueuedConnection);
    });
}

// A port that is only looked at says nothing: a failed listen would be told each time.
void GatewayHost::Private::tryTakenPort()
{
    const auto isTaken = [](const std::optional<Error>& problem) { return problem && problem->kind == ErrorKind::PortTaken; };
    const bool isPlain = status.state == State::Failed && isTaken(status.problem);
    if (!isPlain && (m_plainAddresses.empty() || !isTaken(status.httpsProblem)))
        return;
    const config::ListenSettings& wanted = m_snapshot->settings.listen;
    const int port = isPlain ? wanted.httpPort : wanted.httpsPort.value_or(0);
    if (port == 0)
        return;
    if (!isPortFree(wanted.address, port))
        m_portTaken.start();
    else if (isPlain)
        listenAgain();
    else
        listenSecurely();
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
            qCCritical(logHost, "the gateway thread has not answered for five seconds: nothing is served. It cannot be ended alone; restart Signalbox");
        else
            qCWarning(logHost, "the gateway thread answers again");
        Q_EMIT q.statusChanged();
    });
}

} // namespace gateway::host
