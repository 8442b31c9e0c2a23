// What the host notices: who has its port, and a gateway thread that does not answer.

#include "host_private.h"

#include "gateway/core/log.h"
#include "gateway/host/programs/port_holder.h"

namespace gateway::host {

namespace {

std::string portOption(int port, const config::ListenSettings& wanted)
{
    return port == wanted.httpPort ? "listen.http_port or --http-port" : "listen.https_port or --https-port";
}

std::string portTakenMessage(const config::ListenSettings& wanted, int port, const std::optional<PortHolder>& holder)
{
    std::string message = "Port " + std::to_string(port) + " on " + wanted.address + " is taken";
    const std::string option = portOption(port, wanted);
    if (holder && holder->isSignalbox())
        return message + " by another Signalbox (process " + std::to_string(holder->pid)
               + "). Stop that one, or change " + option + " to run beside it.";
    if (holder && holder->pid != 0)
        message += " by " + (holder->commandLineShort.empty() ? holder->program : holder->commandLineShort) + " (process "
                   + std::to_string(holder->pid) + ')';
    else
        message += " by a program of another user";
    return message + ". Stop it, or choose another port with " + option + '.';
}

} // namespace

// Finding the program that has the port reads many files: not on this thread.
void GatewayHost::Private::sayWhoHolds(int port, Error problem, void (Private::*then)(Error))
{
    const config::ListenSettings wanted = m_snapshot->settings.listen;
    QMetaObject::invokeMethod(&storageWork, [this, wanted, port, then, problem = std::move(problem)]() mutable {
        PortFinding taken;
        taken.port = port;
        taken.holder = portHolder(port);
        problem.message = portTakenMessage(wanted, port, taken.holder);
        QMetaObject::invokeMethod(
            &q,
            [this, then, taken = std::move(taken), isPlain = port == wanted.httpPort, problem = std::move(problem)]() mutable {
                if (isPlain)
                    status.takenPort = std::move(taken);
                (this->*then)(std::move(problem));
            },
            Qt::QueuedConnection);
    });
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
    QObject::connect(&q, &GatewayHost::live, &watchdog, [this](const usage::LiveSnapshot& live) { watchdog.setBusy(!live.inFlight.empty()); });
}

} // namespace gateway::host
